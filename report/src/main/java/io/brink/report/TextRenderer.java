package io.brink.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned plain text for people: one paragraph for each block, titles above, two spaces between
 * columns.
 */
public final class TextRenderer implements Renderer {

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  @Override
  public void render(Report report, Writer out) {
    List<String> paragraphs = new ArrayList<>();
    for (Block block : report.blocks()) {
      String paragraph = paragraph(block);
      if (!paragraph.isEmpty()) {
        paragraphs.add(paragraph);
      }
    }
    try {
      out.write(String.join("\n", paragraphs));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The block as whole lines, or nothing. */
  private static String paragraph(Block block) {
    return switch (block) {
      case Block.ForPrograms _, Block.ForPages _, Block.Picture _ -> "";
      case Block.ForReaders(Block inner) -> paragraph(inner);
      case Block.ForTerminals(Block inner) -> paragraph(inner);
      case Block.Sentence(_, String text) -> text.isEmpty() ? "" : text + "\n";
      case Block.Verdict(String text, _) -> text + "\n";
      case Block.Listing(_, String title, String text) ->
          title(title) + text.stripTrailing() + "\n";
      case Block.Remarks(_, String title, List<String> texts) -> remarks(title, texts);
      case Block.Facts(_, String title, List<Fact> facts) -> facts(title, facts);
      case Block.Table table -> table(table);
    };
  }

  private static String remarks(String title, List<String> texts) {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      lines.append(INDENT).append("- ").append(text).append('\n');
    }
    return lines.isEmpty() ? "" : title(title) + lines;
  }

  private static String facts(String title, List<Fact> facts) {
    List<List<String>> rows =
        facts.stream()
            .filter(fact -> !fact.label().isEmpty())
            .map(fact -> List.of(fact.label(), Numerals.text(fact.value()), fact.note()))
            .toList();
    return rows.isEmpty() ? "" : title(title) + aligned(rows, List.of(false, false, false));
  }

  private static String table(Block.Table table) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).label().isEmpty()) {
        shown.add(i);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(shown.stream().map(i -> table.columns().get(i).heading()).toList());
    for (List<Value> row : table.rows()) {
      rows.add(shown.stream().map(i -> Numerals.text(row.get(i))).toList());
    }
    List<Boolean> toTheRight =
        shown.stream()
            .map(i -> table.rows().stream().map(row -> row.get(i)).allMatch(TextRenderer::isNumber))
            .toList();
    return table.rows().isEmpty() ? "" : title(table.title()) + aligned(rows, toTheRight);
  }

  private static String aligned(List<List<String>> rows, List<Boolean> toTheRight) {
    int columns = toTheRight.size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder lines = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(INDENT);
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - width(row.get(i)));
        line.append(i == 0 ? "" : GAP)
            .append(toTheRight.get(i) ? padding + row.get(i) : row.get(i) + padding);
      }
      lines.append(line.toString().stripTrailing()).append('\n');
    }
    return lines.toString();
  }

  private static int width(String text) {
    return (int)
        text.codePoints()
            .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
            .count();
  }

  private static boolean isNumber(Value value) {
    return switch (value) {
      case Value.Exact _, Value.Rounded _, Value.Count _, Value.Absent _ -> true;
      case Value.Measured _,
          Value.Text _,
          Value.Flag _,
          Value.Sequence _,
          Value.Mapping _,
          Value.Course _ ->
          false;
    };
  }

  private static String title(String title) {
    return title.isEmpty() ? "" : title + "\n";
  }
}
