package io.brink.asymptotics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.propagation.GradientDivergence;
import io.brink.propagation.InputPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws against the recurrences. */
class ResidualMeasurementTest {

  private static final ResidualVariances VARIANCES = new ResidualVariances(1.69, 0.49, 1.5, 0.5);

  private static ResidualMeasurement measured(String activation, int depth, double correlation) {
    return ResidualMeasurement.of(
        Activations.parse(activation),
        VARIANCES,
        depth,
        InputPair.ofEqualLengths(1, Correlation.ofValue(correlation)));
  }

  private static LawComparison find(ResidualMeasurement m, String quantity) {
    return m.comparisons().stream()
        .filter(c -> c.quantity().contains(quantity))
        .findFirst()
        .orElseThrow();
  }

  /** erf has tanh's law with other constants, and a closed form: depth costs little. */
  @ParameterizedTest
  @CsvSource({
    "b0, 0.008",
    "b1, 0.004",
    "b2, 0.001",
    "e*, 0.01",
    "delta*, 0.02",
    "coefficient A, 1e-4",
    "coefficient B, 0.003",
    "B_b, 0.006",
    "B_w, 1e-3"
  })
  void saturatingNetworkFollowsItsLaw(String quantity, double tolerance) {
    LawComparison c = find(measured("erf", 10_000, 0.3), quantity);
    assertThat(c.measured().slope()).isCloseTo(c.law(), within(tolerance));
    assertThat(c.measured().uncertainty()).isLessThan(tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha_relu(0.9)", "alpha_relu(0.7)"})
  void powerNetworkFollowsItsLawFromNearlyEqualInputs(String name) {
    ResidualMeasurement m = measured(name, 10_000, 0.99);
    for (LawComparison c : m.comparisons()) {
      assertThat(c.measured().slope())
          .as(c.quantity())
          .isCloseTo(c.law(), within(0.003 * Math.abs(c.law()) + 0.004));
    }
    assertThat(m.comparisons()).hasSize(6);
  }

  @Test
  void gradientsWithoutAVarianceOrMeanAreNamed() {
    assertThat(measured("alpha_relu(0.9)", 256, 0.9).divergences()).isEmpty();
    assertThat(measured("alpha_relu(0.7)", 256, 0.9).divergences())
        .extracting(GradientDivergence::moment)
        .containsExactly(GradientDivergence.Moment.VARIANCE);
    ResidualMeasurement flat = measured("alpha_relu(0.5)", 256, 0.9);
    assertThat(flat.divergences())
        .extracting(GradientDivergence::moment)
        .containsExactly(GradientDivergence.Moment.MEAN_SQUARE);
    assertThat(flat.comparisons()).noneMatch(c -> c.quantity().contains("gradient"));
    assertThat(flat.comparisons()).allMatch(c -> Double.isFinite(c.measured().slope()));
  }

  @Test
  void rectifierNetworkFollowsItsLaw() {
    ResidualMeasurement m = measured("relu", 10_000, 0.3);
    for (LawComparison c : m.comparisons()) {
      assertThat(c.measured().slope())
          .as(c.quantity())
          .isCloseTo(c.law(), within(c.quantity().startsWith("gap") ? 3e-5 : 1e-12));
    }
    assertThat(m.comparisons()).hasSize(4);
  }

  @Test
  void frozenAndUnknownLaws() {
    ResidualMeasurement frozen =
        ResidualMeasurement.of(
            Activations.parse("tanh"),
            new ResidualVariances(0, 0.49, 1.5, 0.5),
            300,
            InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL));
    assertThat(frozen.comparisons()).hasSize(2).allMatch(c -> Math.abs(c.difference()) < 1e-12);
    assertThat(measured("cos", 256, 0.3).comparisons()).isEmpty();
    assertThatThrownBy(() -> measured("relu", 10, 0.3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 256, got 10");
  }
}
