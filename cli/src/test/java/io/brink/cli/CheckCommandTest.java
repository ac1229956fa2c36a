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

class CheckCommandTest {

  @Test
  void judgesAPlainNetwork() {
    JsonNode check =
        Invocation.json(
            "check",
            "mlp:depth=60,weight_variance=1.2,bias_variance=0.05",
            "--activation",
            "erf",
            "--json");
    assertThat(check.propertyNames())
        .contains(
            "verdict",
            "reasons",
            "phase",
            "q_star",
            "c_star",
            "chi1",
            "depth_scales",
            "layers",
            "gradient_ratio",
            "prescriptions");
    assertThat(check.get("depth_scales").propertyNames()).contains("q", "c", "gradient");
    assertThat(check.get("phase").stringValue()).isIn("ordered", "chaotic");
    assertThat(check.get("reasons").size()).isPositive();
    JsonNode layer = check.get("layers").get(1);
    assertThat(layer.propertyNames()).contains("node", "q", "c", "gap", "chi");
    assertThat(layer.get("node").stringValue()).isEqualTo("layer1/affine");
    JsonNode prescription = check.get("prescriptions").get(0);
    assertThat(prescription.propertyNames()).contains("method", "parameters", "predicted");
    assertThat(prescription.get("predicted").get("verdict").stringValue()).isEqualTo("trains");
  }

  @Test
  void writesForReaders() {
    String text =
        Invocation.of(
                "check", "resnet:depth=50,shortcut=0,weight_variance=2", "--activation", "relu")
            .out();
    assertThat(text)
        .startsWith("Slow: resnet:depth=50,shortcut=0,weight_variance=2 with relu.")
        .contains("Why\n", "What to change, best first\n  - tat: ", "rule of thumb", "trains");
  }

  @Test
  void infinitiesAreWords() {
    JsonNode check = Invocation.json("check", "frn:depth=2000", "--activation", "relu", "--json");
    assertThat(check.get("verdict").stringValue()).isEqualTo("will not train");
    assertThat(check.get("gradient_ratio").stringValue()).isEqualTo("Infinity");
    assertThat(check.get("log_gradient_ratio").doubleValue())
        .isCloseTo(2000 * Math.log(1.5), within(1e-6));
    assertThat(check.get("chi1").isNull()).isTrue();
    assertThat(check.get("layers").size()).isEqualTo(1000);
    assertThat(check.get("layers").get(999).get("node").stringValue()).isEqualTo("block2000/sum");
    assertThat(check.get("linearity").get("curvature1").stringValue()).isEqualTo("Infinity");
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:depth=300, slow, 1",
    "mlp:depth=300, untrainable, 1",
    "'mlp:depth=50,weight_variance=2', slow, 1",
    "'mlp:depth=50,weight_variance=2', untrainable, 0",
    "'mlp:depth=5,weight_variance=2', slow, 0"
  })
  void failsOnRequest(String network, String failOn, int exitCode) {
    assertThat(
            Invocation.of("check", network, "--activation", "relu", "--fail-on", failOn).exitCode())
        .isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          check mlp:depth=3                                    | missing --activation
          check --activation relu                              | missing NETWORK
          check mlp:depth=-1 --activation relu                 | mlp: depth
          check mlpp:depth=3 --activation relu                 | unknown network 'mlpp'
          check mlp:depth=3 --activation rleu                  | unknown activation 'rleu'
          check mlp:depth=3 --activation relu --fail-on never  | --fail-on must be one of slow, untrainable
          check mlp:depth=3 --activation relu --input-variance 0 | --input-variance is above 0, got 0
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" "))).startsWith("brink check: " + message);
  }

  /** The story: verdict, why, what to change, before and after, charts, how it was obtained. */
  @Test
  void aPageOfTwoHundredLayersTellsTheStoryInLessThanTwoMegabytes(@TempDir Path directory)
      throws IOException {
    Path page = directory.resolve("check.html");
    Invocation check =
        Invocation.of(
            "check",
            "mlp:depth=200,weight_variance=1",
            "--activation",
            "relu",
            "--html",
            page.toString());
    assertThat(check.exitCode()).as(check.err()).isEqualTo(ExitCode.OK);
    assertThat(Files.size(page)).isLessThan(2_000_000);
    assertThat(Files.readString(page))
        .containsSubsequence(
            "<h1 class=\"bad\">Will not train: mlp:depth=200,weight_variance=1 with relu.</h1>",
            "<h2>Why</h2>",
            "<h2>What to change, best first</h2>",
            "<h2>Before and after</h2>",
            "data-chart=\"correlation_map\"",
            "after tat",
            "data-chart=\"gaps\"",
            "data-chart=\"gradients\"",
            "data-chart=\"lengths\"",
            "<h2>How these figures were obtained</h2>",
            "<h2>Evidence</h2>");
  }
}
