package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /**
   * One layer mixes nothing: s is |φ′(h)|, and there is no largest s where slopes are unbounded.
   */
  @Test
  void printsTheLawOfASingleLayer() {
    String network = "mlp:depth=1,weights=orthogonal";
    JsonNode tanh = Invocation.json("spectrum", network, "--activation", "tanh", "--json");
    assertThat(tanh.get("outcome").stringValue()).isEqualTo("computed");
    assertThat(tanh.get("largest").doubleValue()).isCloseTo(1, within(1e-15));
    assertThat(tanh.get("unbounded").booleanValue()).isFalse();
    JsonNode square =
        Invocation.json(
            "spectrum",
            network,
            "--activation",
            "x^2",
            "--simulate",
            "--width",
            "60",
            "--networks",
            "5",
            "--json");
    assertThat(square.get("outcome").stringValue()).isEqualTo("computed");
    assertThat(square.get("largest").isNull()).isTrue();
    assertThat(square.get("log_largest_square").isNull()).isTrue();
    assertThat(square.get("support").get(0).get("upper").isNull()).isTrue();
    assertThat(square.get("unbounded").booleanValue()).isTrue();
    // s = 2|h|
    assertThat(square.get("quantiles").get(3).get("singular_value").doubleValue())
        .isCloseTo(2 * 0.674489750196082, within(1e-9));
    assertThat(square.get("simulation").get("law_holds").booleanValue()).isTrue();
    assertThat(square.get("simulation").get("largest_ratio").isNull()).isTrue();
    assertThat(Invocation.of("spectrum", network, "--activation", "x^2").out())
        .contains("unbounded");
  }

  /** Quantiles of a product of unbounded slopes are finite, its largest s is not. */
  @Test
  void printsTheLawOfAProductWithUnboundedSlopes() {
    String network = "mlp:depth=3,weight_variance=0.2";
    JsonNode cubic =
        Invocation.json("spectrum", network, "--activation", "x^3+x", "--simulate", "--json");
    assertThat(cubic.get("outcome").stringValue()).isEqualTo("computed");
    assertThat(cubic.get("unbounded").booleanValue()).isTrue();
    assertThat(cubic.get("largest").isNull()).isTrue();
    assertThat(cubic.get("log_largest_square").isNull()).isTrue();
    for (JsonNode quantile : cubic.get("quantiles")) {
      assertThat(quantile.get("singular_value").doubleValue()).isFinite();
    }
    assertThat(cubic.get("simulation").get("law_holds").booleanValue()).isTrue();
    assertThat(Invocation.of("spectrum", network, "--activation", "x^3+x").out())
        .contains("unbounded");
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

  /** See SpectrumComparison for the limits; the seed is fixed. */
  @Test
  void drawsRandomNetworks(@TempDir Path directory) {
    String network = "mlp:depth=4,weights=orthogonal,weight_variance=1.1,bias_variance=0.02";
    Path picture = directory.resolve("density.svg");
    String[] arguments = {
      "spectrum",
      network,
      "--activation",
      "hard_tanh",
      "--simulate",
      "--width",
      "80",
      "--networks",
      "5",
      "--seed",
      "3",
      "--json"
    };
    JsonNode simulation = Invocation.json(arguments).get("simulation");
    JsonNode again = Invocation.json(arguments).get("simulation");
    for (String key : List.of("distance", "single_distance", "mean_ratio", "largest_ratio")) {
      double value = simulation.get(key).doubleValue();
      assertThat(again.get(key).doubleValue()).isCloseTo(value, within(1e-12));
    }
    assertThat(simulation.get("law_holds").booleanValue()).isTrue();
    assertThat(simulation.get("distance").doubleValue())
        .isLessThan(simulation.get("distance_limit").doubleValue());
    assertThat(simulation.get("largest_ratio").doubleValue()).isCloseTo(1, within(0.1));
    assertThat(simulation.get("mean_ratio_error").doubleValue()).isBetween(0.005, 0.2);
    arguments[arguments.length - 1] = "--svg=" + picture;
    assertThat(Invocation.of(arguments).out()).contains("Random networks follow the law");
    assertThat(picture).content().contains("<svg");
    assertThat(directory.resolve("density.shares.svg")).exists();
    assertThat(
            Invocation.of(
                    "spectrum",
                    "rrn:depth=3",
                    "--activation",
                    "relu",
                    "--simulate",
                    "--width",
                    "50",
                    "--networks",
                    "4")
                .out())
        .startsWith("Moments only")
        .contains("Random networks", "mean_ratio", "±");
    assertThat(
            Invocation.json("spectrum", network, "--activation", "relu", "--json")
                .get("simulation")
                .isNull())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--width 9              | add --simulate",
        "--simulate --width 3   | --width is at least 8, got 3",
        "--simulate --networks 0 | --networks is at least 1, got 0",
        "--simulate --threads 0 | --threads is at least 1, got 0",
      })
  void saysWhatIsWrongWithASimulation(String options, String message) {
    List<String> arguments =
        new ArrayList<>(List.of("spectrum", "mlp:depth=2", "--activation", "tanh"));
    arguments.addAll(List.of(options.split(" ")));
    Invocation invocation = Invocation.of(arguments.toArray(String[]::new));
    assertThat(invocation.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(invocation.err()).contains(message).hasLineCount(1);
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
