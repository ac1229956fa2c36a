package io.brink.cli;

import io.brink.report.Block;
import io.brink.report.CsvRenderer;
import io.brink.report.Report;
import io.brink.report.chart.Chart;
import io.brink.report.drawing.ChartPictures;
import io.brink.report.drawing.Theme;
import io.brink.report.html.HtmlRenderer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The options of every command that also write its answer to files.
 *
 * <p>{@code -} in place of a file is standard output, which then carries that form and nothing
 * else, for another program.
 */
final class OutputFiles {

  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a report with interactive charts, one file that works offline.")
  private String html;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description =
          "Also draw the first chart; each further one goes beside it, its name before the"
              + " extension.")
  private String png;

  @Option(names = "--svg", paramLabel = "FILE", description = "The same as vector graphics.")
  private String svg;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Also write the tables, files as for --png. For --csv, --svg and --html '-' is standard"
              + " output, in place of what is printed otherwise: the first table, the first chart,"
              + " the page.")
  private String csv;

  @Option(
      names = "--table",
      paramLabel = "KEY",
      description = "For --csv: this table alone, by its name in the JSON object; facts: the rest.")
  private String table;

  @Option(
      names = "--theme",
      paramLabel = "T",
      defaultValue = "light",
      description = "light (default) or dark, for --png and --svg.")
  private String theme;

  /**
   * Checks, before anything is computed, that the files can be written.
   *
   * @param json whether standard output is asked for another form already
   * @throws IllegalArgumentException saying which file cannot, and why
   */
  void check(boolean json) {
    Choice.of("--theme", Theme.class, theme);
    check("--html", html);
    check("--png", png);
    check("--svg", svg);
    check("--csv", csv);
    if (table != null && csv == null) {
      throw new IllegalArgumentException("--table goes with --csv");
    }
    if (STANDARD_OUTPUT.equals(png)) {
      throw new IllegalArgumentException(
          "--png needs a file; of the pictures --svg can go to standard output");
    }
    List<String> forms = new ArrayList<>();
    if (json) {
      forms.add("--json");
    }
    Stream.of(
            Map.entry("--csv", isPrinted(csv)),
            Map.entry("--svg", isPrinted(svg)),
            Map.entry("--html", isPrinted(html)))
        .filter(Map.Entry::getValue)
        .forEach(form -> forms.add(form.getKey() + " -"));
    if (forms.size() > 1) {
      throw new IllegalArgumentException(
          "standard output takes one form, got " + String.join(" and ", forms));
    }
  }

  private static boolean isPrinted(String file) {
    return STANDARD_OUTPUT.equals(file);
  }

  /**
   * Prints the answer in the form that standard output is asked for, if it is.
   *
   * @return whether it is
   * @throws IllegalArgumentException if the answer has no such form
   */
  boolean print(Report report, String title, String source, PrintWriter out) {
    if (isPrinted(csv)) {
      Map<String, Block.Table> tables = tables(report);
      if (tables.isEmpty()) {
        throw new IllegalArgumentException("--csv: this answer has no table");
      }
      CsvRenderer.render(tables.values().iterator().next(), out);
    } else if (isPrinted(svg)) {
      out.println(
          ChartPictures.svg(
              charts(report, "--svg").getFirst(), Choice.of("--theme", Theme.class, theme)));
    } else if (isPrinted(html)) {
      new HtmlRenderer(title, source).render(report, out);
    } else {
      return false;
    }
    out.flush();
    return true;
  }

  /** The tables that are asked for. */
  private Map<String, Block.Table> tables(Report report) {
    Map<String, Block.Table> tables = CsvRenderer.tables(report);
    if (table == null) {
      return tables;
    }
    if (!tables.containsKey(table)) {
      throw new IllegalArgumentException(
          "--table: this answer has "
              + (tables.isEmpty() ? "none" : String.join(", ", tables.keySet()))
              + ", got '"
              + table
              + "'");
    }
    return Map.of(table, tables.get(table));
  }

  private static List<Chart> charts(Report report, String option) {
    List<Chart> charts = report.charts();
    if (charts.isEmpty()) {
      throw new IllegalArgumentException(option + ": this answer has no chart");
    }
    return charts;
  }

  private static void check(String option, String file) {
    if (file == null || isPrinted(file)) {
      return;
    }
    Path path;
    try {
      path = Path.of(file).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(option + " is no file name: " + e.getMessage(), e);
    }
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(option + " needs a file, '" + file + "' is a directory");
    }
    Path parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          option + " cannot be written: there is no directory '" + parent + "'");
    }
    if (!Files.isWritable(Files.exists(path) ? path : parent)) {
      throw new IllegalArgumentException(
          option + " cannot be written: '" + file + "' is write-protected");
    }
  }

  /**
   * Writes the files that were asked for and returns their names.
   *
   * @param title of the answer
   * @param source the command line
   * @throws IllegalArgumentException if a chart is asked for and the answer has none
   */
  List<String> write(Report report, String title, String source) throws IOException {
    List<String> written = new ArrayList<>();
    try {
      if (csv != null && !isPrinted(csv)) {
        writeTables(report, written);
      }
      if (html != null && !isPrinted(html)) {
        try (Writer out = Files.newBufferedWriter(Path.of(html))) {
          new HtmlRenderer(title, source).render(report, out);
        }
        written.add(html);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (png != null) {
      writeCharts(report, "--png", png, ChartPictures::png, written);
    }
    if (svg != null && !isPrinted(svg)) {
      writeCharts(
          report,
          "--svg",
          svg,
          (chart, look) -> ChartPictures.svg(chart, look).getBytes(StandardCharsets.UTF_8),
          written);
    }
    return written;
  }

  private void writeTables(Report report, List<String> written) throws IOException {
    boolean first = true;
    for (Map.Entry<String, Block.Table> table : tables(report).entrySet()) {
      String file = first ? csv : withSuffix(csv, table.getKey());
      try (Writer out = Files.newBufferedWriter(Path.of(file))) {
        CsvRenderer.render(table.getValue(), out);
      }
      written.add(file);
      first = false;
    }
  }

  /** Draws a chart as the bytes of a file. */
  private interface Drawing {
    byte[] of(Chart chart, Theme theme);
  }

  private void writeCharts(
      Report report, String option, String to, Drawing drawing, List<String> written)
      throws IOException {
    List<Chart> charts = charts(report, option);
    for (Chart chart : charts) {
      String file = chart == charts.getFirst() ? to : withSuffix(to, chart.key());
      Files.write(Path.of(file), drawing.of(chart, Choice.of("--theme", Theme.class, theme)));
      written.add(file);
    }
  }

  /** {@code dir/name.csv} with the suffix {@code x} is {@code dir/name.x.csv}. */
  static String withSuffix(String file, String suffix) {
    int name = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
    int dot = file.lastIndexOf('.');
    return dot > name
        ? file.substring(0, dot) + "." + suffix + file.substring(dot)
        : file + "." + suffix;
  }
}
