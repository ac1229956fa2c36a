package io.brink.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussLegendreTest {

  @Test
  void integratesEveryMonomialOfItsDegree() {
    for (int n : new int[] {2, 3, 4, 10, 20, 33, 64}) {
      GaussLegendre rule = new GaussLegendre(n);
      for (int degree = 0; degree <= 2 * n - 1; degree++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += rule.weights[i] * Math.pow(rule.nodes[i], degree);
        }
        double exact = degree % 2 == 1 ? 0 : 2.0 / (degree + 1);
        assertThat(sum).as("n = %d, degree %d", n, degree).isCloseTo(exact, within(1e-15));
      }
    }
  }

  @Test
  void analysisGivesLegendreCoefficients() {
    GaussLegendre rule = new GaussLegendre(12);
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      double t = rule.nodes[i];
      sum += rule.analysisRow(3)[i] * (5 * t * t * t - 3 * t) / 2;
    }
    assertThat(sum).isCloseTo(1, within(1e-14));
  }
}
