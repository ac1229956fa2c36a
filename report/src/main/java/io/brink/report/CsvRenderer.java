package io.brink.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tables of a report as comma-separated values (RFC 4180, line ends LF, UTF-8).
 *
 * <p>A column has the key of its column as its name, and, where its figures carry an error bound, a
 * second column {@code KEY_error} beside it. Doubles have the digits that read back to the same
 * double; infinities are {@code Infinity} and {@code -Infinity}, an absent value is empty. The
 * named figures of a report together are one table of the columns {@code key}, {@code value} and
 * {@code error}.
 */
public final class CsvRenderer implements Renderer {

  /** The key of the table of named figures. */
  public static final String FACTS = "facts";

  /**
   * Writes the first table of the report, which is the table of named figures where there is no
   * other.
   */
  @Override
  public void render(Report report, Writer out) {
    Map<String, Block.Table> tables = tables(report);
    if (!tables.isEmpty()) {
      render(tables.values().iterator().next(), out);
    }
  }

  /** The report's tables by key, in the order of reading, that of its named figures last. */
  public static Map<String, Block.Table> tables(Report report) {
    Map<String, Block.Table> tables = new LinkedHashMap<>();
    List<List<Value>> facts = new ArrayList<>();
    for (Block block : report.blocks()) {
      collect(block, tables, facts);
    }
    if (!facts.isEmpty()) {
      tables.put(
          FACTS,
          new Block.Table(
              FACTS, "", List.of(new Column("key", "key"), new Column("value", "value")), facts));
    }
    return tables;
  }

  private static void collect(
      Block block, Map<String, Block.Table> tables, List<List<Value>> facts) {
    switch (block) {
      case Block.ForPrograms(Block inner) -> collect(inner, tables, facts);
      case Block.Table table when !table.key().isEmpty() -> tables.put(table.key(), table);
      case Block.Facts(String key, _, List<Fact> named) ->
          addFacts(key.isEmpty() ? "" : key + ".", named, facts);
      case Block.Sentence(String key, String text) when !key.isEmpty() ->
          facts.add(List.of(Value.text(key), Value.text(text)));
      case Block.Table _,
          Block.Verdict _,
          Block.Sentence _,
          Block.ForReaders _,
          Block.ForPages _,
          Block.ForTerminals _,
          Block.Remarks _,
          Block.Listing _,
          Block.Picture _ -> {}
    }
  }

  private static void addFacts(String prefix, List<Fact> named, List<List<Value>> facts) {
    for (Fact fact : named) {
      if (fact.key().isEmpty()) {
        continue;
      }
      if (fact.value() instanceof Value.Mapping(List<Fact> inner)) {
        addFacts(prefix + fact.key() + ".", inner, facts);
      } else {
        facts.add(List.of(Value.text(prefix + fact.key()), fact.value()));
      }
    }
  }

  /** Writes one table. */
  public static void render(Block.Table table, Writer out) {
    List<Integer> shown = new ArrayList<>();
    List<Boolean> hasError = new ArrayList<>();
    List<String> header = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String key = table.columns().get(i).key();
      if (key.isEmpty()) {
        continue;
      }
      int column = i;
      boolean error =
          table.rows().stream().anyMatch(row -> row.get(column) instanceof Value.Measured);
      shown.add(i);
      hasError.add(error);
      header.add(key);
      if (error) {
        header.add(key.equals("value") ? "error" : key + "_error");
      }
    }
    try {
      writeLine(header.stream(), out);
      for (List<Value> row : table.rows()) {
        List<String> cells = new ArrayList<>();
        for (int k = 0; k < shown.size(); k++) {
          Value value = row.get(shown.get(k));
          cells.add(cell(value));
          if (hasError.get(k)) {
            cells.add(
                value instanceof Value.Measured measured
                    ? number(measured.estimate().errorBound())
                    : "");
          }
        }
        writeLine(cells.stream(), out);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeLine(Stream<String> cells, Writer out) throws IOException {
    out.write(String.join(",", cells.map(CsvRenderer::quoted).toList()));
    out.write('\n');
  }

  private static String quoted(String cell) {
    boolean plain =
        cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && cell.strip().length() == cell.length();
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String cell(Value value) {
    return switch (value) {
      case Value.Exact(double number) -> number(number);
      case Value.Rounded(double number, _) -> number(number);
      case Value.Measured measured -> number(measured.estimate().value());
      case Value.Count(long number) -> Long.toString(number);
      case Value.Text(String text) -> text;
      case Value.Flag(boolean flag) -> Boolean.toString(flag);
      case Value.Sequence(List<Value> values) ->
          String.join("; ", values.stream().map(CsvRenderer::cell).toList());
      case Value.Mapping(List<Fact> facts) ->
          String.join(
              "; ", facts.stream().map(fact -> fact.key() + "=" + cell(fact.value())).toList());
      case Value.Course(double[] figures) ->
          String.join(
              "; ",
              Arrays.stream(figures).mapToObj(f -> Double.isNaN(f) ? "" : number(f)).toList());
      case Value.Absent _ -> "";
    };
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      throw new IllegalStateException("a result is not a number");
    }
    return Double.toString(number == 0 ? 0.0 : number);
  }
}
