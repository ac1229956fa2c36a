package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PhaseCommandTest {

  @Test
  void tracesTheEdgeOfChaos() {
    JsonNode phase = Invocation.json("phase", "erf", "--json");
    assertThat(phase.get("edge_of_chaos").stringValue()).isEqualTo("curve");
    JsonNode points = phase.get("curve");
    assertThat(points.size()).isGreaterThan(50);
    JsonNode first = points.get(0);
    assertThat(first.propertyNames())
        .contains("arc", "q_star", "weight_variance", "bias_variance", "length_slope");
    // σ_w² = (π/4)√(1 + 4q*)
    for (JsonNode point : points) {
      double q = point.get("q_star").doubleValue();
      assertThat(point.get("weight_variance").doubleValue())
          .isCloseTo(Math.PI / 4 * Math.sqrt(1 + 4 * q), within(1e-12 * (1 + q)));
    }
    assertThat(phase.get("arcs").get(0).get("start").stringValue()).isEqualTo("vanishing length");
  }

  @Test
  void saysWhereTheCurveBeginsAndEnds() {
    assertThat(Invocation.of("phase", "cos").out())
        .contains("begins on the axis σ_b² = 0, at q* = 1.19968");
    assertThat(Invocation.of("phase", "relu").out()).contains("the single point σ_w² = 2");
    assertThat(Invocation.of("phase", "step").out()).contains("step has no edge of chaos");
    JsonNode relu = Invocation.json("phase", "relu", "--json");
    assertThat(relu.get("edge_of_chaos").stringValue()).isEqualTo("point");
    assertThat(Invocation.json("phase", "step", "--json").get("curve").size()).isZero();
  }

  @Test
  void drawsTheDiagram() {
    String[] command = {
      "phase", "erf", "--weight-variance", "0.5:3:6", "--bias-variance", "0:0.25:3"
    };
    String text = Invocation.of(command).out();
    assertThat(text).contains("0.25 | ···###").contains("ordered, χ₁ < 1").contains("σ_w²");
    String[] json = java.util.Arrays.copyOf(command, command.length + 1);
    json[command.length] = "--json";
    JsonNode phase = Invocation.json(json);
    assertThat(phase.get("cells").size()).isEqualTo(18);
    JsonNode cell = phase.get("cells").get(17);
    assertThat(cell.propertyNames())
        .contains("weight_variance", "bias_variance", "phase", "q_star", "c_star", "chi1", "xi_c");
    assertThat(cell.get("weight_variance").doubleValue()).isEqualTo(3);
    assertThat(cell.get("phase").stringValue()).isEqualTo("chaotic");
    JsonNode vanishing = phase.get("cells").get(0);
    assertThat(vanishing.get("lengths").stringValue()).isEqualTo("vanishing");
    assertThat(vanishing.get("phase").stringValue()).isEqualTo("no fixed point");
    assertThat(vanishing.get("c_star").isNull()).isTrue();
  }

  @Test
  void listsEveryFixedLengthOfAPoint() {
    JsonNode gelu =
        Invocation.json(
            "phase", "gelu", "--weight-variance", "2.1", "--bias-variance", "0", "--json");
    assertThat(gelu.get("fixed_points").size()).isEqualTo(2);
    assertThat(gelu.get("fixed_points").get(1).get("stability").stringValue())
        .isEqualTo("repelling");
    assertThat(gelu.get("lengths").stringValue()).isEqualTo("vanishing");
    assertThat(
            Invocation.of("phase", "gelu", "--weight-variance", "2.1", "--bias-variance", "0")
                .out())
        .contains("lengths below q = 3.10537 tend to 0", "repelling");
  }

  @ParameterizedTest
  @CsvSource({
    "relu, 2, 0, Every length is fixed",
    "relu, 2.2, 0, grow by a factor 1.1",
    "relu, 2.2, 0.1, grow by a factor 1.1",
    "relu, 2, 0.1, lengths grow by 0.1 in each layer",
    "relu, 1, 0, 'tend to 0 by a factor 0.5'",
    "tanh, 2.5, 0.05, the chaotic phase",
    "tanh, 1, 0.05, the ordered phase",
    "tanh, 1, 0, more slowly than exponentially",
    "exp, 1, 0.1, lengths grow without bound",
  })
  void namesTheCase(String activation, String weight, String bias, String words) {
    assertThat(
            Invocation.of("phase", activation, "--weight-variance", weight, "--bias-variance", bias)
                .out())
        .contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          phase                                                  | missing ACTIVATION
          phase tan                                              | unknown activation 'tan'
          phase tanh --weight-variance 1                         | --weight-variance and --bias-variance go together
          phase tanh --weight-variance 1:2 --bias-variance 0     | invalid value for option '--weight-variance': '1:2' is neither FROM:TO:COUNT nor one
          phase tanh --weight-variance 2:1:5 --bias-variance 0   | invalid value for option '--weight-variance': a range of variances needs
          phase tanh --weight-variance 1:2:x --bias-variance 0   | invalid value for option '--weight-variance': 'x' in '1:2:x' is not a whole number
          phase tanh --weight-variance 1:2:1 --bias-variance 0   | invalid value for option '--weight-variance': a range of variances from 1.0 to 2.0 has at least 2
          phase tanh --weight-variance -1 --bias-variance 0      | invalid value for option '--weight-variance': a range of variances needs
          phase tanh --weight-variance 0:1:100000 --bias-variance 0:1:100000 | a phase diagram has at most 100000000 cells
          phase tanh --tolerance 2                               | the tolerance of a traced curve lies in [1e-6, 1], got 2.0
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" +"))).startsWith("brink phase: " + message);
  }
}
