package io.brink.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SummaryTest {

  /** Worked by hand: mean 4, squared deviations 9, 4, 1, 4, 16, sum 34. */
  @Test
  void smallSample() {
    Summary summary = Summary.of(new double[] {6, 1, 3, 2, 8});
    assertThat(summary.mean()).isEqualTo(4);
    assertThat(summary.standardDeviation()).isCloseTo(Math.sqrt(34.0 / 4), within(1e-15));
    assertThat(summary.standardError()).isCloseTo(Math.sqrt(34.0 / 20), within(1e-15));
    assertThat(summary.quantile(0.5)).isEqualTo(3);
    assertThat(summary.quantile(0.25)).isEqualTo(2);
    assertThat(summary.quantile(0.9)).isCloseTo(7.2, within(1e-15));
    assertThat(summary.minimum()).isEqualTo(1);
    assertThat(summary.maximum()).isEqualTo(8);
    assertThat(summary.count()).isEqualTo(5);
    assertThatThrownBy(() -> summary.quantile(1.1)).hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> Summary.of(new double[0])).hasMessageContaining("at least one");
  }

  @Test
  void ratiosOfFiguresBeyondADouble() {
    Summary summary = Summary.ofRatios(new double[] {5000, 5000 + Math.log(3)}, 5000);
    assertThat(summary.mean()).isCloseTo(2, within(1e-12));
  }

  /** Deviations of 4000 samples of 50 exponential numbers: theirs is the error that is stated. */
  @Test
  void errorOfTheDeviationHoldsForSkewFigures() {
    SplittableRandom random = new SplittableRandom(4);
    double[] deviations = new double[4000];
    double errors = 0;
    for (int i = 0; i < deviations.length; i++) {
      Summary summary = Summary.of(random.doubles(400).map(u -> -Math.log(1 - u)).toArray());
      deviations[i] = summary.standardDeviation();
      errors += summary.deviationError() / deviations.length;
    }
    assertThat(errors / Summary.of(deviations).standardDeviation()).isCloseTo(1, within(0.1));
  }
}
