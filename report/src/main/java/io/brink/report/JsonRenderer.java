package io.brink.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * One JSON object (RFC 8259) for one report. Doubles are written with the shortest digits that read
 * back to the same double; an infinity is the string {@code "Infinity"} or {@code "-Infinity"}; NaN
 * does not occur, and a report that holds one is refused before anything is written.
 */
public final class JsonRenderer implements Renderer {

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER));
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  @Override
  public void render(Report report, Writer out) {
    StringWriter whole = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(INDENTED, whole)) {
      json.writeStartObject();
      for (Block block : report.blocks()) {
        write(json, block);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    try {
      out.write(whole.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(JsonGenerator json, Block block) {
    switch (block) {
      case Block.Verdict _,
          Block.ForReaders _,
          Block.ForTerminals _,
          Block.ForPages _,
          Block.Picture _ -> {}
      case Block.ForPrograms(Block inner) -> write(json, inner);
      case Block.Sentence(String key, String text) -> {
        if (!key.isEmpty()) {
          json.writeStringProperty(key, text);
        }
      }
      case Block.Listing(String key, _, String text) -> {
        if (!key.isEmpty()) {
          json.writeStringProperty(key, text);
        }
      }
      case Block.Remarks(String key, _, List<String> texts) -> {
        if (!key.isEmpty()) {
          json.writeName(key);
          write(json, Value.texts(texts));
        }
      }
      case Block.Facts(String key, _, List<Fact> facts) -> {
        if (key.isEmpty()) {
          writeFacts(json, facts);
        } else {
          json.writeName(key);
          write(json, new Value.Mapping(facts));
        }
      }
      case Block.Table table -> write(json, table);
    }
  }

  private static void writeFacts(JsonGenerator json, List<Fact> facts) {
    for (Fact fact : facts) {
      if (!fact.key().isEmpty()) {
        json.writeName(fact.key());
        write(json, fact.value());
      }
    }
  }

  private static void write(JsonGenerator json, Block.Table table) {
    if (table.key().isEmpty()) {
      return;
    }
    json.writeName(table.key());
    json.writeStartArray();
    for (List<Value> row : table.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        String key = table.columns().get(i).key();
        if (!key.isEmpty()) {
          json.writeName(key);
          write(json, row.get(i));
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Value value) {
    switch (value) {
      case Value.Exact(double number) -> write(json, number);
      case Value.Rounded(double number, _) -> write(json, number);
      case Value.Measured measured -> write(json, measured.estimate().value());
      case Value.Count(long number) -> json.writeNumber(number);
      case Value.Text(String text) -> json.writeString(text);
      case Value.Flag(boolean flag) -> json.writeBoolean(flag);
      case Value.Sequence(List<Value> values) -> {
        json.writeStartArray();
        for (Value element : values) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Value.Mapping(List<Fact> facts) -> {
        json.writeStartObject();
        writeFacts(json, facts);
        json.writeEndObject();
      }
      case Value.Course(double[] figures) -> {
        json.writeStartArray();
        for (double figure : figures) {
          if (Double.isNaN(figure)) {
            json.writeNull();
          } else {
            write(json, figure);
          }
        }
        json.writeEndArray();
      }
      case Value.Absent _ -> json.writeNull();
    }
  }

  private static void write(JsonGenerator json, double number) {
    if (Double.isNaN(number)) {
      throw new IllegalStateException("a result is not a number");
    }
    if (Double.isInfinite(number)) {
      json.writeString(Double.toString(number));
    } else {
      json.writeNumber(number == 0 ? 0.0 : number);
    }
  }
}
