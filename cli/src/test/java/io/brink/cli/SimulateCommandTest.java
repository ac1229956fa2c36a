package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SimulateCommandTest {

  @Test
  void comparesTheoryWithRandomNetworks() {
    JsonNode answer =
        Invocation.json(
            "simulate",
            "mlp:depth=4,weight_variance=1.7,bias_variance=0.05",
            "--activation",
            "tanh",
            "--width",
            "1000",
            "--networks",
            "50",
            "--backward",
            "--singular-values",
            "2",
            "--json");
    assertThat(answer.get("theory_holds").booleanValue()).isTrue();
    assertThat(answer.get("verdict").stringValue()).startsWith("Theory holds at width 1000: ");
    assertThat(answer.get("fails_from").isNull()).isTrue();
    assertThat(answer.get("layers").size()).isEqualTo(6);
    JsonNode layer = answer.get("layers").get(3);
    assertThat(layer.get("node").stringValue()).isEqualTo("layer3/affine");
    JsonNode theory = layer.get("theory");
    JsonNode simulated = layer.get("simulated");
    assertThat(theory.propertyNames()).contains("q", "c", "q_std", "c_std");
    assertThat(simulated.propertyNames())
        .contains("q", "c", "q_std", "c_std", "q_se", "c_se", "q_quantiles");
    double error = simulated.get("q_se").doubleValue();
    assertThat(simulated.get("q").doubleValue())
        .isCloseTo(theory.get("q").doubleValue(), within(5 * error));
    assertThat(simulated.get("q_std").doubleValue() / theory.get("q_std").doubleValue())
        .isCloseTo(1, within(0.5));
    assertThat(Math.abs(layer.get("z").doubleValue())).isLessThan(5);
    assertThat(answer.get("gradients").get(1).get("simulated").propertyNames())
        .contains("chi", "chi_se", "weight_chi", "bias_chi");
    assertThat(answer.get("singular_values").get(1).get("mean").doubleValue())
        .isLessThan(answer.get("singular_values").get(0).get("mean").doubleValue());
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    String[] arguments = {
      "simulate",
      "rrn:depth=2,width=20",
      "--activation",
      "relu",
      "--networks",
      "5",
      "--gap",
      "1e-20"
    };
    String[] onOneThread = Arrays.copyOf(arguments, arguments.length + 2);
    onOneThread[arguments.length] = "--threads";
    onOneThread[arguments.length + 1] = "1";
    Invocation first = Invocation.of(arguments);
    assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).startsWith("Theory ").contains("predicted", "block2/sum");
    assertThat(Invocation.of(onOneThread)).isEqualTo(first);
  }

  @Test
  void denseNetworksAreSimulatedToo() {
    JsonNode answer =
        Invocation.json(
            "simulate",
            "mlp:depth=2,width=50,weights=orthogonal",
            "--activation",
            "gelu",
            "--networks",
            "20",
            "--dense",
            "--inputs",
            "3",
            "--json");
    assertThat(answer.get("weights").stringValue()).isEqualTo("matrices drawn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          simulate mlp:depth=3 --activation relu --width 0        | --width is at least 1, got 0
          simulate mlp:depth=3,width=0 --activation relu          | mlp: width
          simulate mlp:depth=3 --activation relu --networks 1     | --networks is at least 2
          simulate mlp:depth=3,weights=orthogonal --width 3 --activation relu --inputs 4 | node 'layer2/affine' has orthogonal weights and 3 input units; it takes at most
          simulate mlp:depth=3,width=9 --activation relu --width 9 | --width and width= in 'mlp:depth=3,width=9' are one too many
          simulate net.yaml --activation relu --width 9           | --width is for built-in networks
          simulate mlp:depth=3 --activation relu --threads 0      | --threads is at least 1, got 0
          simulate mlp:depth=3 --activation relu --q1 0           | --q1 is above 0, got 0
          simulate mlp:depth=3,inputs=1 --activation relu         | inputs with these correlations need at least 2 units, node 'input' has 1
          simulate mlp:depth=3 --activation relu --c 0.5 --gap 1  | --c
          simulate mlp:depth=3 --activation relu --inputs 3 --c -0.9 | no inputs have these correlations
          simulate mlp:depth=3                                    | missing --activation
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" "))).startsWith("brink simulate: " + message);
  }
}
