package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarianceQuadratureTest {

  /** A rule of n nodes has the first 2n moments of the measure, and not the next. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 12, 32})
  void hasTheMomentsOfTheMeasure(int count) {
    int points = 70;
    double[] at = new double[points];
    double[] mass = new double[points];
    for (int i = 0; i < points; i++) {
      // on [−1, 1], unevenly, in no order
      at[i] = Math.sin(0.9 * i * i);
      mass[i] = 1 + i % 3;
    }
    VarianceQuadrature rule = VarianceQuadrature.of(at, mass, count);
    for (int degree = 0; degree < 2 * count; degree++) {
      double expected = chebyshev(at, mass, degree);
      assertThat(chebyshev(rule.nodes(), rule.weights(), degree))
          .isCloseTo(expected, within(1e-12 * 140));
    }
    double next = chebyshev(at, mass, 2 * count);
    assertThat(Math.abs(chebyshev(rule.nodes(), rule.weights(), 2 * count) - next))
        .isGreaterThan(1e-3);
    for (int i = 0; i < count; i++) {
      assertThat(rule.weights()[i]).isPositive();
      assertThat(rule.nodes()[i]).isBetween(i == 0 ? -1 : rule.nodes()[i - 1], 1.0);
    }
  }

  private static double chebyshev(double[] at, double[] mass, int degree) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += mass[i] * Math.cos(degree * Math.acos(Math.clamp(at[i], -1, 1)));
    }
    return sum;
  }
}
