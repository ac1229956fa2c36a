package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Reference figures: mpmath, 30 digits. */
class KernelCommandTest {

  @Test
  void printsTheMomentsOfTanh() {
    JsonNode kernel = Invocation.json("kernel", "tanh", "--q1", "1", "--c", "0.5", "--json");
    assertThat(kernel.propertyNames())
        .contains(
            "activation",
            "q1",
            "q2",
            "c",
            "mean1",
            "mean2",
            "variance1",
            "variance2",
            "covariance",
            "gap",
            "error_bound");
    assertThat(kernel.get("activation").stringValue()).isEqualTo("tanh");
    assertThat(kernel.get("covariance").doubleValue())
        .isCloseTo(0.186324413203448086, within(1e-15));
    assertThat(kernel.get("variance1").doubleValue()).isCloseTo(0.394294490397841, within(1e-15));
    assertThat(kernel.get("q2").doubleValue()).isEqualTo(1);
    double gap = kernel.get("variance1").doubleValue() - kernel.get("covariance").doubleValue();
    assertThat(kernel.get("gap").doubleValue()).isCloseTo(gap, within(1e-15));
    assertThat(kernel.get("error_bound").doubleValue()).isPositive().isLessThan(1e-13);
  }

  @Test
  void theTableShowsTheDigitsThatAreCertain() {
    assertThat(Invocation.of("kernel", "tanh", "--c", "0.5").out())
        .contains("covariance  0.186324413203448", " ± ", "E φ(x)φ(y)", "variance − covariance");
  }

  @Test
  void theGapOfNearlyEqualInputsKeepsItsDigits() {
    JsonNode kernel = Invocation.json("kernel", "identity", "--gap", "1e-300", "--json");
    assertThat(kernel.get("gap").doubleValue()).isCloseTo(1e-300, within(1e-314));
    assertThat(kernel.get("input_gap").doubleValue()).isEqualTo(1e-300);
    assertThat(kernel.get("c").doubleValue()).isEqualTo(1);
  }

  @Test
  void theGapOfUnequalLengthsIsThatOfTheNormalisedOutputs() {
    JsonNode kernel =
        Invocation.json("kernel", "relu", "--q1", "4", "--q2", "1", "--c", "0.5", "--json");
    double product = kernel.get("variance1").doubleValue() * kernel.get("variance2").doubleValue();
    assertThat(kernel.get("gap").doubleValue())
        .isCloseTo(Math.sqrt(product) - kernel.get("covariance").doubleValue(), within(1e-14));
  }

  @Test
  void aMomentThatOverflowsIsInfinite() {
    JsonNode kernel = Invocation.json("kernel", "exp", "--q1", "1e4", "--q2", "1", "--json");
    assertThat(kernel.get("variance1").stringValue()).isEqualTo("Infinity");
    assertThat(Invocation.of("kernel", "exp", "--q1", "1e4").out()).contains("variance1   ∞");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tanh --c 2          | a correlation lies in [-1, 1], got 2.0
          tanh --gap 3        | the gap 1 - c lies in [0, 2], got 3.0
          tanh --c 0 --gap 1  | --c=C, --gap=GAP are mutually exclusive (specify only one)
          tanh --q1 -1        | --q1 is a variance, at least 0, got -1.0
          tanh --q2 -1e-9     | --q2 is a variance, at least 0, got -1.0E-9
          tanh --q1 NaN       | invalid value for option '--q1': 'NaN' is not a finite number
          tanh --q1 Infinity  | invalid value for option '--q1': 'Infinity' is not a finite number
          tanh --q1 one       | invalid value for option '--q1': 'one' is not a number
          tanh --q1           | '--q1' needs a value
          tanh --q1 1 --q1 2  | '--q1' is given more than once
          tanh --q3 1         | unknown option '--q3'; did you mean '--q1'?
          --c 0.5             | missing ACTIVATION; see 'brink kernel --help'
          square --q1 1e200 --q2 1e-300 | the moments of square at these variances are beyond the
          """)
  void refusesBadInput(String arguments, String message) {
    assertThat(Invocation.refusal(("kernel " + arguments).split(" ")))
        .startsWith("brink kernel: " + message);
  }
}
