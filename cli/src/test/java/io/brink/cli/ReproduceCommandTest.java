package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReproduceCommandTest {

  @TempDir private Path directory;

  @Test
  void listsFigures() {
    assertThat(Invocation.of("reproduce", "--list").out()).contains("res:2b", "shr:3f");
    JsonNode list = Invocation.json("reproduce", "--list", "--json");
    assertThat(list.get("figures").get(0).propertyNames())
        .containsExactlyInAnyOrder("figure", "title", "paper");
  }

  @Test
  void reproducesAFigureWithItsClaims() {
    JsonNode figure = Invocation.json("reproduce", "RES:2b", "--effort", "sketch", "--json");
    assertThat(figure.get("figure").stringValue()).isEqualTo("res:2b");
    assertThat(figure.at("/claims/1/holds").booleanValue()).isTrue();
    assertThat(figure.at("/claims/1/measured").doubleValue()).isCloseTo(-0.4487, within(0.03));
    assertThat(Invocation.of("reproduce", "res:2b", "--effort", "sketch").out())
        .contains("  - reproduced: e_l converges as l^(-delta*)");
  }

  @Test
  void writesItsTables() throws IOException {
    Path data = directory.resolve("data.csv");
    Invocation invocation =
        Invocation.of("reproduce", "res:2b", "--effort", "sketch", "--csv", data.toString());
    assertThat(invocation.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(invocation.err()).contains("wrote " + data);
    assertThat(Files.readAllLines(data).getFirst()).startsWith("layer,e0_0.1,");
    assertThat(Files.readAllLines(directory.resolve("data.claims.csv")).getFirst())
        .startsWith("statement,holds,measured,uncertainty,expected,excess,method");
    assertThat(directory.resolve("data.facts.csv")).exists();
  }

  @Test
  void drawsItsCharts() throws IOException {
    Path html = directory.resolve("figure.html");
    Path png = directory.resolve("figure.png");
    Path svg = directory.resolve("figure.svg");
    Invocation invocation =
        Invocation.of(
            ("reproduce res:2b --effort sketch --theme dark"
                    + (" --html " + html + " --png " + png + " --svg " + svg))
                .split(" "));
    assertThat(invocation.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(html)).contains("<code>brink reproduce res:2b", "data-chart=");
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readString(svg)).startsWith("<?xml").contains("<svg", "<path");
  }

  @Test
  void anAnswerWithoutAChartIsNotLost() {
    Invocation list = Invocation.of("reproduce", "--list", "--png", directory + "/no.png");
    assertThat(list.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(list.out()).contains("res:2b");
    assertThat(list.err()).isEqualTo("brink reproduce: --png: this answer has no chart\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          reproduce                            | missing FIGURE or --list; see 'brink reproduce --help'
          reproduce res:2bb                    | unknown figure 'res:2bb'; did you mean 'res:2b'?
          reproduce res:2b --effort hard       | --effort must be one of sketch, record, got 'hard'
          reproduce res:2b --csv /nowhere/a.b  | --csv cannot be written: there is no directory
          reproduce shr:3                      | figure 'shr:3' has several panels: shr:3a, shr:3b, shr:3c, shr:3d, shr:3e, shr:3f
          reproduce res:2b --gallery /tmp      | --gallery goes with 'all', got res:2b
          reproduce res:2b --theme red         | --theme must be one of light, dark, got 'red'
          reproduce res:2b --csv /             | --csv needs a file, '/' is a directory
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" "))).startsWith("brink reproduce: " + message);
  }
}
