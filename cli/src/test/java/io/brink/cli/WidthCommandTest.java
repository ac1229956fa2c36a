package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WidthCommandTest {

  @Test
  void answersWithTheSmallestWidthBesideTheBounds() {
    JsonNode answer =
        Invocation.json(
            "width",
            "mlp:depth=20",
            "--activation",
            "identity",
            "--error",
            "0.02",
            "--of",
            "length",
            "--json");
    // 1.959964² · 2 · 20/0.02²
    assertThat(answer.get("width").doubleValue()).isCloseTo(384146, within(400.0));
    assertThat(answer.get("outcome").stringValue()).isEqualTo("found");
    assertThat(answer.get("at_width").get("q_std").doubleValue())
        .isCloseTo(0.02 / 1.959964, within(1e-6));
    assertThat(answer.get("bounds").isEmpty()).isTrue();
    assertThat(answer.get("limits").isEmpty()).isTrue();
    Invocation text =
        Invocation.of("width", "mlp:depth=50", "--activation", "tanh", "--error", "0.1");
    assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(text.out())
        .contains("units in every layer keep q and the covariance", "TAT Theorem 3", "73.5");
  }

  @Test
  void showsWhatWidthBuysAndTheScatterLayerByLayer(@TempDir Path directory) {
    Path png = directory.resolve("width.png");
    Invocation drawn =
        Invocation.of(
            "width",
            "mlp:depth=20,weight_variance=1.3,bias_variance=0.04",
            "--activation",
            "tanh",
            "--error",
            "0.1",
            "--json",
            "--png",
            png.toString());
    assertThat(drawn.exitCode()).as(drawn.err()).isEqualTo(ExitCode.OK);
    assertThat(directory)
        .isDirectoryContaining("glob:**/width.png")
        .isDirectoryContaining("glob:**/width.correlations.png")
        .isDirectoryContaining("glob:**/width.lengths.png");
    JsonNode answer = JsonMapper.shared().readTree(drawn.out());
    JsonNode layers = answer.get("layers");
    assertThat(layers.size()).isEqualTo(22);
    assertThat(layers.get(0).get("c_std").doubleValue()).isZero();
    assertThat(layers.get(21).get("c_std").doubleValue())
        .isEqualTo(answer.get("at_width").get("c_std").doubleValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          width mlp --activation tanh                            | missing --error
          width mlp --activation tanh --error 0                  | the largest deviation from infinite width is
          width mlp --activation tanh --error 1 --probability 1  | the probability of staying near infinite width
          width mlp --activation tanh --error 1 --of colour      | --of must be one of kernel, length, correlation, gap
          width mlp --activation tanh --error 1 --input-variance 0 | --input-variance is above 0
          width mlp --activation tanh --error 1 --c 2            | a correlation lies in [-1, 1], got 2.0
          """)
  void badInputIsOneLine(String line, String message) {
    Invocation invocation = Invocation.of(line.split(" "));
    assertThat(invocation.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(invocation.err()).contains(message).hasLineCount(1);
    assertThat(invocation.out()).isEmpty();
  }
}
