package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SpectrumCommandTest {

  /** Five half projections: s² = 5⁵/4⁴ at most, and half of all singular values are 0. */
  @Test
  void printsTheWholeLaw() {
    JsonNode spectrum =
        Invocation.json(
            "spectrum",
            "mlp:depth=5,weights=orthogonal,weight_variance=2",
            "--activation",
            "relu",
            "--points",
            "100",
            "--json");
    assertThat(spectrum.get("outcome").stringValue()).isEqualTo("computed");
    assertThat(spectrum.get("isometry").stringValue()).isEqualTo("fails");
    assertThat(spectrum.get("largest").doubleValue())
        .isCloseTo(Math.sqrt(3125.0 / 256), within(1e-9));
    assertThat(spectrum.get("atoms").get(0).get("share").doubleValue()).isEqualTo(0.5);
    assertThat(spectrum.get("relative_variance").doubleValue()).isCloseTo(5, within(1e-12));
    assertThat(spectrum.get("checks").get("normalisation").doubleValue()).isLessThan(1e-6);
    assertThat(spectrum.get("density").size()).isGreaterThanOrEqualTo(100);
    assertThat(
            Invocation.of(
                    "spectrum",
                    "mlp:depth=5,weights=orthogonal,weight_variance=2",
                    "--activation",
                    "relu")
                .out())
        .startsWith("No dynamical isometry: ")
        .contains("Point masses", "Share of the singular values up to s", "▁");
  }

  @Test
  void printsMomentsOfResidualNetworks() {
    Invocation text = Invocation.of("spectrum", "rrn:depth=10", "--activation", "relu");
    assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(text.out()).startsWith("Moments only: the network has sums");
    JsonNode spectrum =
        Invocation.json("spectrum", "rrn:depth=10", "--activation", "relu", "--json");
    assertThat(spectrum.get("outcome").stringValue()).isEqualTo("moments");
    assertThat(spectrum.get("mean").doubleValue()).isCloseTo(Math.pow(1.5, 10), within(1e-10));
    assertThat(spectrum.get("isometry").isNull()).isTrue();
    assertThat(spectrum.get("density").size()).isZero();
  }

  @Test
  void failsOnRequest() {
    assertThat(
            Invocation.of(
                    "spectrum",
                    "mlp:depth=5,weight_variance=2",
                    "--activation",
                    "relu",
                    "--fail-on",
                    "fails")
                .exitCode())
        .isEqualTo(ExitCode.BAD_VERDICT);
    Invocation isometric =
        Invocation.of(
            "spectrum",
            "mlp:depth=5,weights=orthogonal",
            "--activation",
            "abs",
            "--fail-on",
            "partial");
    assertThat(isometric.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(isometric.out()).startsWith("Dynamical isometry holds: 100 %");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          spectrum resnet:depth=50 --activation relu               | node 'stem': is a convolution;
          spectrum mlp:depth=5 --activation tanh --points 3        | a density has between 32 and
          spectrum mlp:depth=5 --activation tanh --part all        | --part must be one of hidden, network
          spectrum mlp:depth=5 --activation tanh --input-variance 0 | --input-variance is above 0, got 0.0
          spectrum mlp:depth=5                                     | missing --activation
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" +"))).startsWith("brink spectrum: " + message);
  }
}
