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

class BoundCommandTest {

  /** ReLU shrinks like (9π²/2) L⁻², the theorem says L^{−1/2}. */
  @Test
  void exactValuesStandBesideTheTheorem() {
    JsonNode bound = Invocation.json("bound", "lnmlp:depth=256", "--activation", "relu", "--json");
    JsonNode output = bound.get("output");
    assertThat(output.get("orthogonal_gap").doubleValue() * 256 * 256)
        .isCloseTo(4.5 * Math.PI * Math.PI, within(6.0));
    assertThat(output.get("shrinkage_bound").doubleValue())
        .isCloseTo(4 * Math.sqrt(Math.PI / (Math.PI - 2)) / 16, within(1e-9));
    assertThat(output.get("gain").doubleValue()).isCloseTo(1, within(1e-9));
    assertThat(output.get("gain_slack").doubleValue())
        .isCloseTo(
            output.get("gain").doubleValue() / output.get("gain_bound").doubleValue(),
            within(1e-9));
    assertThat(output.get("shrinkage_slack").doubleValue()).isGreaterThan(100);
    JsonNode rows = bound.get("trade_off");
    assertThat(rows.get(rows.size() - 1).get("depth").intValue()).isEqualTo(256);
    for (JsonNode row : rows) {
      assertThat(row.get("gain").doubleValue())
          .isGreaterThan(row.get("sharper_gain_bound").doubleValue())
          .isGreaterThan(row.get("gain_bound").doubleValue());
    }
    assertThat(bound.get("regime").get("phase").stringValue()).isEqualTo("critical");
    assertThat(bound.get("depth_limit").get("cause").stringValue()).isEqualTo("squeezed");
    int limit = bound.get("depth_limit").get("depth").intValue();
    assertThat(bound.get("depth_limit").get("by_theorem").doubleValue()).isGreaterThan(limit);
    assertThat(bound.get("skimming").get("relative_error").doubleValue()).isLessThanOrEqualTo(0.1);
    for (JsonNode row : bound.get("map")) {
      assertThat(row.get("correlation").doubleValue())
          .isLessThanOrEqualTo(row.get("sharper").doubleValue() + 1e-12)
          .isLessThanOrEqualTo(row.get("theorem").doubleValue() + 1e-12);
    }
  }

  @Test
  void readsResidualNetworksFromFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("residual.yaml");
    Files.writeString(
        file,
        """
        input: 64
        nodes:
          - op: repeat
            name: block
            times: 50
            nodes:
              - op: residual
                shortcut: 0.99
                nodes:
                  - {op: affine, units: 64}
                  - {op: layer_normalisation}
                  - {op: activation}
                  - {op: affine, units: 64}
              - {op: layer_normalisation}
        """);
    Invocation text = Invocation.of("bound", file.toString(), "--activation", "gelu");
    assertThat(text.err()).isEmpty();
    assertThat(text.out()).contains("Largest branch variances");
    JsonNode bound =
        Invocation.json(
            "bound", file.toString(), "--activation", "gelu", "--gain", "1.2", "--json");
    assertThat(bound.get("depth").intValue()).isEqualTo(50);
    assertThat(bound.get("residual_scales").size()).isEqualTo(9);
    assertThat(bound.get("residual_scales").get(0).get("schedule").stringValue())
        .isEqualTo("constant");
  }

  /** σ_l² for the acceptable gain, put back into the network, gives that gain. */
  @Test
  void theScheduleOfNormalisedResidualNetworksMeetsItsTarget() {
    for (String decay : new String[] {"0", "1"}) {
      JsonNode bound =
          Invocation.json(
              "bound", "lnrn:depth=40", "--activation", "gelu", "--gain", "1.1", "--json");
      double first = 0;
      for (JsonNode row : bound.get("residual_scales")) {
        boolean constant = row.get("schedule").stringValue().equals("constant");
        boolean inverse = row.get("schedule").stringValue().equals("l^-1");
        if (row.get("demand").stringValue().equals("exact gain")
            && (decay.equals("0") ? constant : inverse)) {
          first = row.get("first").doubleValue();
        }
      }
      String spec = "lnrn:depth=40,out_weight_variance=" + first + ",out_weight_decay=" + decay;
      JsonNode designed = Invocation.json("bound", spec, "--activation", "gelu", "--json");
      assertThat(designed.get("output").get("gain").doubleValue()).isCloseTo(1.1, within(1e-8));
    }
  }

  @Test
  void failsOnRequest() {
    Invocation deep =
        Invocation.of("bound", "lnmlp:depth=100", "--activation", "relu", "--fail-on", "too-deep");
    assertThat(deep.exitCode()).isEqualTo(ExitCode.BAD_VERDICT);
    Invocation shallow =
        Invocation.of("bound", "lnmlp:depth=5", "--activation", "relu", "--fail-on", "too-deep");
    assertThat(shallow.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(shallow.out()).contains("one more takes a pair to");
  }

  @Test
  void deepNetworksDoNotUnderflow() {
    JsonNode bound =
        Invocation.json(
            "bound", "lnmlp:depth=100000,bias_variance=1", "--activation", "tanh", "--json");
    JsonNode output = bound.get("output");
    assertThat(output.get("orthogonal_gap").doubleValue()).isZero();
    assertThat(output.get("log_orthogonal_gap").doubleValue()).isLessThan(-10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          rrn:depth=3 --activation tanh      | node 'block1/sum': its branch must end in fresh
          resnet:depth=50 --activation tanh  | node 'group1/block1/sum': one of its two inputs
          lnmlp:depth=3 --activation tanh --gain 0.5 | the largest gain of the Jacobian is finite
          lnmlp:depth=3 --activation tanh --input-correlation 0.99 | the largest correlation allowed
          lnmlp:depth=3 --activation tanh --skim 0 | the error of skimming is above 0
          lnmlp:depth=3 --activation tanh --input-variance 0 | --input-variance is above 0
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(("bound " + arguments).split(" ")))
        .startsWith("brink bound: " + message);
  }
}
