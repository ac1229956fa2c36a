package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EocCommandTest {

  /** Figures from independent quadrature, 30 digits. */
  @ParameterizedTest
  @CsvSource({
    "tanh, 1.15169989, 0.0691099",
    "hard_tanh, 1.0129198, 0.0636017",
    "elu, 1.1346045, 0.0524371"
  })
  void findsThePointOfAVariance(String activation, double weightStd, double biasStd) {
    JsonNode eoc = Invocation.json("eoc", activation, "--q", "0.2", "--json");
    assertThat(eoc.propertyNames())
        .contains("weight_variance", "bias_variance", "q", "chi1", "moment_ratio");
    assertThat(Math.sqrt(eoc.get("weight_variance").doubleValue()))
        .isCloseTo(weightStd, within(1e-7));
    assertThat(Math.sqrt(eoc.get("bias_variance").doubleValue())).isCloseTo(biasStd, within(1e-6));
    assertThat(eoc.get("chi1").doubleValue()).isCloseTo(1, within(1e-13));
    assertThat(eoc.get("moment_ratio").doubleValue()).isGreaterThan(1);
  }

  @Test
  void findsThePointOfABiasVariance() {
    JsonNode eoc = Invocation.json("eoc", "sexp", "--bias-variance", "0.1", "--json");
    assertThat(eoc.get("weight_variance").doubleValue()).isCloseTo(1.04080265, within(1e-8));
    assertThat(eoc.get("q").doubleValue()).isCloseTo(0.39139045, within(1e-8));
    assertThat(Invocation.of("eoc", "sexp", "--bias-variance", "0.1").out())
        .contains("weight_variance  1.0408026", "q is stable");
  }

  @Test
  void saysWhyThereIsNoPoint() {
    Invocation step = Invocation.of("eoc", "step", "--q", "1");
    assertThat(step.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(step.out()).startsWith("No such point: ").contains("step jumps");
    JsonNode eoc = Invocation.json("eoc", "step", "--q", "1", "--json");
    assertThat(eoc.get("outcome").stringValue()).isEqualTo("infeasible");
    assertThat(eoc.get("chi1").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          eoc tanh                           | missing --q or --bias-variance; see 'brink eoc --help'
          eoc tanh --q 1 --bias-variance 0   | --q=Q, --bias-variance=B are mutually exclusive
          eoc tanh --q 0                     | the preactivation variance q of a critical point is
          eoc tanh --bias-variance -1        | the bias variance of a critical point is finite and
          eoc --q 1                          | missing ACTIVATION
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(arguments.split(" "))).startsWith("brink eoc: " + message);
  }
}
