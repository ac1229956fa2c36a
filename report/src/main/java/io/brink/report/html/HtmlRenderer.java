package io.brink.report.html;

import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Renderer;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.report.chart.Chart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report as one self-contained page; see the package. */
public final class HtmlRenderer implements Renderer {

  /** Rows of a table that are shown; programs get all of them in other forms. */
  private static final int SHOWN_ROWS = 250;

  /** The name of what a remark is about, before a colon. */
  private static final Pattern NAMED = Pattern.compile("[a-z_]+:");

  private static final String HOW_TO_READ =
      "“x ± e” is a value, rounded where its error bound e leaves digits; a bound covers quadrature"
          + " and rounding, not finite width, unless it is called a standard error. Other figures"
          + " are rounded for reading; the same report as JSON or CSV has all their digits.";

  private final String title;
  private final String source;

  /**
   * A renderer of one report.
   *
   * @param title of the page
   * @param source what made it, such as the command line
   */
  public HtmlRenderer(String title, String source) {
    this.title = title;
    this.source = source;
  }

  @Override
  public void render(Report report, Writer out) {
    StringBuilder page = new StringBuilder(1 << 19);
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<link rel=\"icon\" href=\"data:,\">\n")
        .append("<title>")
        .append(escaped(title))
        .append("</title>\n<style>\n")
        .append(resource("report.css"))
        .append("</style>\n</head>\n<body>\n")
        .append(
            """
            <button class="theme" type="button" aria-label="switch between light and dark">◐</button>
            <main>
            """);
    body(report, page);
    page.append("<noscript><p>The charts need JavaScript; the tables do not.</p></noscript>\n")
        .append("<footer><p>")
        .append(escaped(HOW_TO_READ))
        .append("</p></footer>\n</main>\n<script>\n")
        .append(resource("plot.js"))
        .append("</script>\n<script>\n")
        .append(resource("report.js"))
        .append("</script>\n</body>\n</html>\n");
    try {
      out.append(page);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void body(Report report, StringBuilder page) {
    List<Block> blocks = new ArrayList<>();
    for (Block block : report.blocks()) {
      switch (block) {
        case Block.ForPrograms _, Block.ForTerminals _ -> {}
        case Block.ForReaders(Block inner) -> blocks.add(inner);
        case Block.ForPages(Block inner) -> blocks.add(inner);
        default -> blocks.add(block);
      }
    }
    switch (blocks.isEmpty() ? null : blocks.getFirst()) {
      case Block.Verdict verdict -> {
        append(verdict, page);
        blocks.removeFirst();
      }
      case Block.Sentence(_, String text) -> {
        page.append("<h1>").append(escaped(text)).append("</h1>\n");
        blocks.removeFirst();
      }
      case null, default -> page.append("<h1>").append(escaped(title)).append("</h1>\n");
    }
    page.append("<p class=\"command\"><code>").append(escaped(source)).append("</code></p>\n");
    blocks.forEach(block -> append(block, page));
  }

  private static void append(Block block, StringBuilder page) {
    switch (block) {
      case Block.ForPrograms _, Block.ForTerminals _ -> {}
      case Block.ForReaders(Block inner) -> append(inner, page);
      case Block.ForPages(Block inner) -> append(inner, page);
      case Block.Sentence(_, String text) -> {
        if (!text.isEmpty()) {
          page.append("<p>").append(escaped(text)).append("</p>\n");
        }
      }
      case Block.Verdict(String text, Block.Verdict.Tone tone) ->
          page.append("<h1 class=\"")
              .append(tone.name().toLowerCase(Locale.ROOT))
              .append("\">")
              .append(escaped(text))
              .append("</h1>\n");
      case Block.Listing(_, String title, String text) -> {
        heading(title, page);
        page.append("<pre>").append(escaped(text.stripTrailing())).append("</pre>\n");
      }
      case Block.Remarks(_, String title, List<String> texts) -> remarks(title, texts, page);
      case Block.Facts(_, String title, List<Fact> facts) -> facts(title, facts, page);
      case Block.Table table -> table(table, page);
      case Block.Picture picture -> picture(picture.chart(), page);
    }
  }

  private static void picture(Chart chart, StringBuilder page) {
    page.append("<figure data-chart=\"")
        .append(escaped(chart.key()))
        .append("\"><figcaption>")
        .append(escaped(chart.title()))
        .append("</figcaption><div class=\"plot\" data-summary=\"")
        .append(escaped(ChartSummary.of(chart)))
        .append("\"></div><script type=\"application/json\">")
        // A script element ends at the first "</", wherever it stands.
        .append(ChartDescription.of(chart).replace("</", "<\\/"))
        .append("</script></figure>\n");
  }

  private static void heading(String title, StringBuilder page) {
    if (!title.isEmpty()) {
      page.append("<h2>").append(escaped(title)).append("</h2>\n");
    }
  }

  private static void remarks(String title, List<String> texts, StringBuilder page) {
    if (texts.isEmpty()) {
      return;
    }
    heading(title, page);
    page.append("<ul>\n");
    for (String text : texts) {
      Matcher named = NAMED.matcher(text);
      int name = named.lookingAt() ? named.end() : 0;
      page.append("<li>")
          .append(name > 0 ? "<b>" + escaped(text.substring(0, name)) + "</b>" : "")
          .append(escaped(text.substring(name)))
          .append("</li>\n");
    }
    page.append("</ul>\n");
  }

  private static void facts(String title, List<Fact> facts, StringBuilder page) {
    List<Fact> shown = facts.stream().filter(fact -> !fact.label().isEmpty()).toList();
    if (shown.isEmpty()) {
      return;
    }
    heading(title, page);
    page.append("<table class=\"facts\"><tbody>\n");
    for (Fact fact : shown) {
      page.append("<tr><th scope=\"row\">").append(escaped(fact.label())).append("</th>");
      cell(fact.value(), page);
      page.append("<td class=\"note\">").append(escaped(fact.note())).append("</td></tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static void table(Block.Table table, StringBuilder page) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (!table.columns().get(i).label().isEmpty()) {
        shown.add(i);
      }
    }
    if (table.rows().isEmpty() || shown.isEmpty()) {
      return;
    }
    heading(table.title(), page);
    page.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .append(escaped(table.title().isEmpty() ? "table" : table.title()))
        .append("\"><table><thead><tr>");
    for (int i : shown) {
      boolean right = table.rows().stream().allMatch(row -> isNumber(row.get(i)));
      page.append(right ? "<th scope=\"col\" class=\"right\">" : "<th scope=\"col\">")
          .append(escaped(table.columns().get(i).heading()))
          .append("</th>");
    }
    page.append("</tr></thead><tbody>\n");
    for (List<Value> row : table.rows().stream().limit(SHOWN_ROWS).toList()) {
      page.append("<tr>");
      shown.forEach(i -> cell(row.get(i), page));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
    if (table.rows().size() > SHOWN_ROWS) {
      page.append("<p class=\"more\">The first ")
          .append(SHOWN_ROWS)
          .append(" of ")
          .append(table.rows().size())
          .append(" rows; JSON and CSV have all.</p>\n");
    }
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

  private static void cell(Value value, StringBuilder page) {
    boolean number = isNumber(value);
    page.append(
            number
                ? "<td class=\"number right\">"
                : value instanceof Value.Measured ? "<td class=\"number\">" : "<td>")
        .append(escaped(Numerals.text(value)))
        .append("</td>");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlRenderer.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
