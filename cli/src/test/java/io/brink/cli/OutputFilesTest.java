package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFilesTest {

  private static final String CHECK = "check mlp:depth=4 --activation tanh ";

  @TempDir private Path directory;

  private static Invocation run(String line) {
    return Invocation.of(line.strip().split("\\s+"));
  }

  @Test
  void standardOutputTakesTheFirstTableAlone() {
    Invocation printed = run(CHECK + "--csv -");
    assertThat(printed.exitCode()).isZero();
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).isEqualTo("method,advice,parameters,predicted\n");
  }

  @Test
  void orTheTableThatIsNamed() {
    Invocation pairs = run(CHECK + "--csv - --table pairs");
    assertThat(pairs.out().lines().toList())
        .hasSize(4)
        .first()
        .isEqualTo("pair,input,middle,output,lost");
    assertThat(run(CHECK + "--csv - --table facts").out()).startsWith("key,value\nverdict,");
  }

  @Test
  void aFileTakesTheNamedTableToo() throws IOException {
    Path file = directory.resolve("gaps.csv");
    Invocation written = run(CHECK + "--table pairs --csv " + file);
    assertThat(written.out()).startsWith("Trains");
    assertThat(written.err()).isEqualTo("brink check: wrote " + file + "\n");
    assertThat(Files.readString(file)).startsWith("pair,input,");
    assertThat(directory).isDirectoryNotContaining("glob:**facts**");
  }

  @Test
  void standardOutputTakesAPictureOrAPage() {
    assertThat(run("kernel tanh --c 0.5 --svg - --theme dark").out())
        .startsWith("<?xml")
        .contains("</svg");
    assertThat(run("kernel tanh --c 0.5 --html -").out())
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n");
  }

  @Test
  void filesAreWrittenBesideIt() {
    Path svg = directory.resolve("map.svg");
    Invocation both = run("kernel tanh --c 0.5 --csv - --svg " + svg);
    assertThat(both.out()).startsWith("key,value");
    assertThat(svg).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kernel tanh --c 0.5 --csv - --json   | standard output takes one form, got --json and --csv -
          kernel tanh --c 0.5 --csv - --html - | standard output takes one form, got --csv - and --html -
          kernel tanh --c 0.5 --png -          | --png needs a file; of the pictures --svg can go to standard output
          kernel tanh --c 0.5 --table facts    | --table goes with --csv
          kernel tanh --c 0.5 --csv - --table x| --table: this answer has facts, got 'x'
          networks --svg -                     | --svg: this answer has no chart
          """)
  void whatCannotBeIsRefused(String line, String message) {
    Invocation refused = run(line);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(message);
  }
}
