package io.brink.linearregion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.activation.LinearRegion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionDesignTest {

  private static LinearRegionFamily family(String activation) {
    return LinearRegionFamily.of(Activations.parse(activation));
  }

  @ParameterizedTest
  @CsvSource({
    "shtanh, 100, 0.05, 0.2, 0.5, CORRELATION",
    "shtanh, 1000, 0.05, 0.9, 0.05, SPREAD",
    "ssaw, 100, 0.3, 0.1, 1, CORRELATION",
    "sexp, 50, 0.01, 0.5, 0.01, SPREAD",
    "ssine, 3, 1e-8, 0.9, 1, FAMILY",
  })
  void theSmallestHalfWidthMeetsTheGoalWithEquality(
      String name,
      int depth,
      double biasVariance,
      double correlation,
      double spread,
      RegionDesign.Binding binding) {
    RegionGoal goal = new RegionGoal(depth, biasVariance, correlation, spread);
    RegionDesign design = RegionDesign.of(family(name), goal);
    DeepRegion region = design.region();
    assertThat(design.binding()).isEqualTo(binding);
    assertThat(region.correlationShift()).isLessThanOrEqualTo(correlation * (1 + 1e-9));
    assertThat(region.spread()).isLessThanOrEqualTo(spread * (1 + 1e-9));
    switch (binding) {
      case CORRELATION ->
          assertThat(region.correlationShift()).isCloseTo(correlation, within(1e-11));
      case SPREAD -> assertThat(region.spread()).isCloseTo(spread, within(1e-11));
      case FAMILY -> assertThat(region.region().halfWidth()).isEqualTo(1);
    }
    if (binding != RegionDesign.Binding.FAMILY) {
      double a = region.region().halfWidth();
      assertThat(a).isLessThanOrEqualTo(design.certainHalfWidth() * (1 + 1e-9));
      DeepRegion smaller =
          DeepRegion.of(CriticalRegion.of(design.family(), 0.98 * a, biasVariance), depth);
      assertThat(goal.load(smaller)).isGreaterThan(1);
    }
    assertThat(design.certainHalfWidth()).isLessThan(design.theoremHalfWidth());
    DeepRegion certain =
        DeepRegion.of(
            CriticalRegion.of(
                design.family(),
                Math.max(design.certainHalfWidth(), design.family().smallestHalfWidth()),
                biasVariance),
            depth);
    assertThat(goal.load(certain)).isLessThanOrEqualTo(1 + 1e-9);
  }

  @Test
  void everyActivationWithABoundedTailHasAFamily() {
    LinearRegionFamily folded = family("tanh");
    assertThat(folded.at(2)).isEqualTo(new LinearRegion(Activations.parse("tanh"), 2, -1));
    assertThat(folded.smallestHalfWidth()).isCloseTo(0.5, within(1e-12));
    assertThat(family("linear_region(tanh, 7, -1)").at(2)).isEqualTo(folded.at(2));
    // cos and e^−x give two of the four families back
    assertThat(family("cos").at(3).value(4.5))
        .isCloseTo(new LinearRegionFamily.Ssine().at(3).value(4.5), within(1e-15));
    assertThat(family("exp(-x)").at(3).derivative(-4.5))
        .isCloseTo(new LinearRegionFamily.Sexp().at(3).derivative(-4.5), within(1e-15));
    // a slope above 1 is scaled down
    LinearRegion steep = (LinearRegion) family("tanh(5*x)").at(1);
    assertThat(steep.tailScale()).isBetween(-0.2, -0.19);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relu                       | is not bounded
          asinh                      | is not bounded
          step                       | jumps at 0.0
          sin                        | both rises above and falls below
          linear_region(tanh, 2, 1)  | times 1.0 rises above where it starts
          linear_region(tanh, 2, -2) | times -2.0 is steeper than the linear region
          """)
  void saysWhyAnActivationHasNone(String activation, String reason) {
    assertThatThrownBy(() -> family(activation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void goalsHaveADomain() {
    assertThatThrownBy(() -> new RegionGoal(0, 1, 0.1, 0.1)).hasMessageContaining("depth");
    assertThatThrownBy(() -> new RegionGoal(10, 1, 1, 0.1)).hasMessageContaining("[1e-6, 1)");
    assertThatThrownBy(() -> new RegionGoal(10, 1, 0.1, 0)).hasMessageContaining("spread");
  }

  /** LIN's example: from 10 to 2 linearly over the first 80 of 100 epochs. */
  @Test
  void annealing() {
    AnnealingSchedule linear = new AnnealingSchedule(10, 2, 80, AnnealingSchedule.Law.LINEAR);
    assertThat(linear.halfWidth(0)).isEqualTo(10);
    assertThat(linear.halfWidth(40)).isCloseTo(6, within(1e-14));
    assertThat(linear.halfWidth(80)).isEqualTo(2);
    assertThat(linear.halfWidth(99.5)).isEqualTo(2);
    AnnealingSchedule geometric = new AnnealingSchedule(8, 2, 20, AnnealingSchedule.Law.GEOMETRIC);
    assertThat(geometric.halfWidth(10)).isCloseTo(4, within(1e-14));
    assertThatThrownBy(() -> new AnnealingSchedule(2, 3, 5, AnnealingSchedule.Law.LINEAR))
        .hasMessageContaining("at most that at the start");
  }
}
