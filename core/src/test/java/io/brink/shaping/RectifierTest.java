package io.brink.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.LeakyRelu;
import io.brink.internal.solve.Bracket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RectifierTest {

  /** The elementary moments against quadrature. */
  @ParameterizedTest
  @ValueSource(doubles = {-0.4, 0, 0.01, 0.5})
  void momentsMatchQuadrature(double slope) {
    Rectifier rectifier = Rectifier.leaky(slope);
    RemainderMoments moments = new RemainderMoments(new LeakyRelu(slope));
    for (double b : new double[] {-2, -0.3, 0, 0.7, 3}) {
      Remainder m = moments.at(1, b, 3);
      assertThat(rectifier.mean(b)).isCloseTo(m.mean(), within(1e-14));
      assertThat(rectifier.variance(b)).isCloseTo(m.variance(), within(1e-14));
      assertThat(rectifier.excessSlope(b))
          .isCloseTo((m.r1() - m.r0()) / m.variance(), within(1e-12));
    }
  }

  @Test
  void reluHasTheSaturatedSlope() {
    assertThat(1 + Rectifier.leaky(0).unshiftedExcess()).isCloseTo(1.466942206924, within(1e-12));
  }

  /** TAT Proposition 1, with the shortcut weight √(2a/(1+a²)). */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.42591, 0.9})
  void leakyReluIsARescaledReluResidualBlock(double slope) {
    LeakyMap leaky = new LeakyMap(slope);
    LeakyMap relu = new LeakyMap(0);
    double share = 2 * slope / (1 + slope * slope);
    for (double gap : new double[] {1e-12, 1e-3, 0.5, 1, 1.7, 2}) {
      double block = share * gap + (1 - share) * relu.gap(gap);
      assertThat(leaky.gap(gap)).isCloseTo(block, within(1e-15 + 1e-14 * gap));
    }
  }

  /**
   * TAT Proposition 3: at fixed C_f(0) the map of deep networks tends to the flow of √(1−x²) − x
   * arccos x.
   */
  @Test
  void deepTailoredRectifiersTendToTheFlow() {
    double eta = 0.9;
    double flow = atTime(0.5, timeTo(eta));
    double previous = Double.POSITIVE_INFINITY;
    for (int depth : new int[] {50, 200, 800}) {
      double slope = Bracket.root(a -> compose(a, depth, 0) - eta, 0, 1);
      double error = Math.abs(compose(slope, depth, 0.5) - flow);
      assertThat(error).isLessThan(previous / 2);
      previous = error;
    }
    assertThat(previous).isLessThan(2e-4);
  }

  private static double compose(double slope, int depth, double c) {
    LeakyMap map = new LeakyMap(slope);
    double gap = 1 - c;
    for (int l = 0; l < depth; l++) {
      gap = map.gap(gap);
    }
    return 1 - gap;
  }

  private static double timeTo(double eta) {
    return Bracket.root(t -> atTime(0, t) - eta, 0, 20);
  }

  /** The flow by classical Runge–Kutta steps. */
  private static double atTime(double start, double time) {
    int steps = 400;
    double h = time / steps;
    double x = start;
    for (int i = 0; i < steps; i++) {
      double k1 = velocity(x);
      double k2 = velocity(x + h / 2 * k1);
      double k3 = velocity(x + h / 2 * k2);
      double k4 = velocity(x + h * k3);
      x += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
    return x;
  }

  private static double velocity(double x) {
    double c = Math.min(x, 1);
    return Math.sqrt(1 - c * c) - c * Math.acos(c);
  }
}
