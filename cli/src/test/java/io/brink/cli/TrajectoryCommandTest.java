package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TrajectoryCommandTest {

  @Test
  void givesLayersAndTheirLaw() {
    JsonNode trajectory =
        Invocation.json(
            "trajectory",
            "mlp:depth=100,weight_variance=2",
            "--activation",
            "relu",
            "--c",
            "0,0.5",
            "--json");
    assertThat(trajectory.get("regime").stringValue()).isEqualTo("plain");
    assertThat(trajectory.get("layers").size()).isEqualTo(2 * 102);
    JsonNode layer = trajectory.get("layers").get(100);
    assertThat(layer.propertyNames())
        .contains("input_gap", "layer", "node", "q", "log_q", "c", "gap", "deviation", "law");
    assertThat(layer.get("law").doubleValue()).isCloseTo(4.5e-4 * Math.PI * Math.PI, within(1e-12));
    assertThat(trajectory.get("laws").size()).isEqualTo(2);
    assertThat(trajectory.get("laws").get(0).get("c_star").doubleValue()).isEqualTo(1);
    assertThat(trajectory.get("comparisons").get(0).propertyNames())
        .contains("quantity", "law", "measured", "uncertainty");
  }

  @Test
  void writesForReaders() {
    assertThat(
            Invocation.of(
                    "trajectory",
                    "mlp:depth=200,weight_variance=2.5,bias_variance=0.05",
                    "--activation",
                    "erf")
                .out())
        .contains(
            "a plain network of 200 nonlinear layers",
            "|c − c*|",
            "exact/law",
            "ξ_c",
            "decay rate",
            "Schoenholz");
  }

  @Test
  void thinsLongNetworks() {
    JsonNode trajectory =
        Invocation.json(
            "trajectory",
            "frn:depth=5000",
            "--activation",
            "relu",
            "--layers",
            "11",
            "--gap",
            "1e-30",
            "--json");
    assertThat(trajectory.get("layers").size()).isEqualTo(11);
    assertThat(trajectory.get("layers").get(10).get("q").stringValue()).isEqualTo("Infinity");
    assertThat(trajectory.get("layers").get(10).get("log_q").doubleValue())
        .isCloseTo(5000 * Math.log(1.5), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          trajectory mlp:depth=3                                        | missing --activation
          trajectory mlp:depth=x --activation relu                      | mlp: depth
          trajectory mlp:depth=3 --activation relu --c 2                | a correlation lies in [-1, 1], got 2.0
          trajectory mlp:depth=3 --activation relu --c 0,a              | invalid value for option '--c'
          trajectory mlp:depth=3 --activation relu --gap 3              | the gap 1 - c lies in [0, 2], got 3.0
          trajectory mlp:depth=3 --activation relu --gap 1 --c 0        | --c=C, --gap=GAP are mutually exclusive
          trajectory mlp:depth=3 --activation relu --input-variance 0   | --input-variance is above 0, got 0.0
          trajectory mlp:depth=3 --activation relu --second-variance -1 | --second-variance is above 0, got -1.0
          trajectory mlp:depth=3 --activation relu --layers 1           | --layers is at least 2, got 1
          trajectory mlp:depth=3 --activation relu --layers few         | invalid value for option '--layers'
          trajectory nowhere.yaml --activation relu                     | nowhere.yaml: no such file
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" +")))
        .startsWith("brink trajectory: " + message);
  }
}
