package io.brink.report;

import io.brink.report.chart.Chart;
import java.util.List;
import java.util.function.Supplier;

/** A part of a report; see the package for what empty keys and titles mean. */
public sealed interface Block {

  /** One sentence: a verdict, a reason, a remark. Its key lies at the top of the JSON object. */
  record Sentence(String key, String text) implements Block {}

  /** The answer in a sentence, with what it means for who asked; programs get it otherwise. */
  record Verdict(String text, Tone tone) implements Block {
    /** How welcome a verdict is. */
    public enum Tone {
      /** Nothing to do. */
      GOOD,
      /** To be thought about. */
      DOUBTFUL,
      /** To be changed. */
      BAD
    }
  }

  /**
   * Named figures. With a key they are a nested JSON object, with an empty key they lie at the top.
   */
  record Facts(String key, String title, List<Fact> facts) implements Block {
    /** Copies the list. */
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** Rows of figures under named columns; in JSON an array of objects with the columns' keys. */
  record Table(String key, String title, List<Column> columns, List<List<Value>> rows)
      implements Block {
    /** Copies the lists and checks that each row has one value for each column. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Value> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row of " + row.size() + " values under " + columns.size() + " columns");
        }
      }
    }
  }

  /** Remarks in order, such as warnings with their advice; in JSON an array of strings. */
  record Remarks(String key, String title, List<String> texts) implements Block {
    /** Copies the list. */
    public Remarks {
      texts = List.copyOf(texts);
    }
  }

  /** Text to be kept as it is, such as source code. */
  record Listing(String key, String title, String text) implements Block {}

  /**
   * A chart, of data that stand in the report's tables; programs and plain text have those and do
   * without.
   *
   * @param source makes the chart when a renderer first asks for it, so that a command whose charts
   *     nobody looks at does not compute them
   */
  record Picture(Supplier<Chart> source) implements Block {

    /** A chart that is there. */
    public static Picture of(Chart chart) {
      return new Picture(() -> chart);
    }

    /** A chart that is computed once, when it is first asked for. */
    public static Picture drawnBy(Supplier<Chart> source) {
      return new Picture(new Once<>(source));
    }

    /** The chart. */
    public Chart chart() {
      return source.get();
    }
  }

  /** A block that only programs get. */
  record ForPrograms(Block block) implements Block {}

  /** A block that only readers get. */
  record ForReaders(Block block) implements Block {}

  /** A block that only readers of plain text get, such as a picture made of letters. */
  record ForTerminals(Block block) implements Block {}

  /** A block that only readers of pages get, such as how to read a chart. */
  record ForPages(Block block) implements Block {}
}
