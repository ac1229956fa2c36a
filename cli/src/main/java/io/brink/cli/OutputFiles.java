package io.brink.cli;

import io.brink.report.Block;
import io.brink.report.CsvRenderer;
import io.brink.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
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
      names = "--csv",
      paramLabel = "FILE",
      description =
          "Also write the tables as CSV: the first to FILE, each further one beside it, its name"
              + " before the extension.")
  private String csv;

  /**
   * Checks, before anything is computed, that the files can be written.
   *
   * @throws IllegalArgumentException saying which file cannot, and why
   */
  void check() {
    if (csv != null) {
      check("--csv", csv);
    }
  }

  private static void check(String option, String file) {
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

  /** Writes the files that were asked for and returns their names. */
  List<String> write(Report report) throws IOException {
    List<String> written = new ArrayList<>();
    if (csv != null) {
      writeTables(report, written);
    }
    return written;
  }

  private void writeTables(Report report, List<String> written) throws IOException {
    Map<String, Block.Table> tables = CsvRenderer.tables(report);
    for (Map.Entry<String, Block.Table> table : tables.entrySet()) {
      String file = written.isEmpty() ? csv : withSuffix(csv, table.getKey());
      try (Writer out = Files.newBufferedWriter(Path.of(file))) {
        CsvRenderer.render(table.getValue(), out);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
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
