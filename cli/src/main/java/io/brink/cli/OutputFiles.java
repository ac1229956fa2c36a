package io.brink.cli;

import io.brink.report.Block;
import io.brink.report.CsvRenderer;
import io.brink.report.Report;
import io.brink.report.chart.Chart;
import io.brink.report.drawing.ChartPictures;
import io.brink.report.drawing.Theme;
import io.brink.report.html.HtmlRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command that also write its answer to files. */
final class OutputFiles {

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
      description = "Also write the tables, files as for --png.")
  private String csv;

  @Option(
      names = "--theme",
      paramLabel = "T",
      defaultValue = "light",
      description = "light (default) or dark, for --png and --svg.")
  private String theme;

  /**
   * Checks, before anything is computed, that the files can be written.
   *
   * @throws IllegalArgumentException saying which file cannot, and why
   */
  void check() {
    Choice.of("--theme", Theme.class, theme);
    check("--html", html);
    check("--png", png);
    check("--svg", svg);
    check("--csv", csv);
  }

  private static void check(String option, String file) {
    if (file == null) {
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
      if (csv != null) {
        writeTables(report, written);
      }
      if (html != null) {
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
    if (svg != null) {
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
    for (Map.Entry<String, Block.Table> table : CsvRenderer.tables(report).entrySet()) {
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
    List<Chart> charts = report.charts();
    if (charts.isEmpty()) {
      throw new IllegalArgumentException(option + ": this answer has no chart");
    }
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
