package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Residual networks against the recurrences of RES and TAT, iterated here in other variables. */
class ResidualNetworkTest {

  private static final LeakyKernels KERNELS = new LeakyKernels();

  /** x ← x + affine(φ(affine(x))), the full residual network of RES. */
  private static Network full(int depth, double sw, double sb, double sv, double sa) {
    Nets net = new Nets();
    Handle x = net.affine(net.input());
    for (int i = 0; i < depth; i++) {
      Handle h = net.apply(LeakyRelu.RELU, net.affine(x, sw, sb));
      x = net.sum(x, net.affine(h, sv, sa));
    }
    return net.build(x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-3, 0.2, 1, 1.6, 2})
  void fullResidualReluNetworkFollowsItsRecurrence(double gap) {
    double sw = 0.8;
    double sb = 0.3;
    double sv = 0.7;
    double sa = 0.05;
    double[] p = {1.4, 0.6};
    double gamma = (1 - gap) * Math.sqrt(p[0] * p[1]);
    ForwardTrace trace =
        ForwardPropagation.of(full(60, sw, sb, sv, sa), KERNELS)
            .propagate(new InputPair(p[0], p[1], Correlation.ofGap(gap)));
    for (int i = 0; i < 60; i++) {
      double q1 = sw * p[0] + sb;
      double q2 = sw * p[1] + sb;
      double lambda = sw * gamma + sb;
      p[0] += sv * q1 / 2 + sa;
      p[1] += sv * q2 / 2 + sa;
      double angle = Math.acos(Math.min(1, lambda / Math.sqrt(q1 * q2)));
      double w =
          Math.sqrt(q1 * q2)
              / (2 * Math.PI)
              * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle));
      gamma += sv * w + sa;
    }
    int out = trace.output();
    assertThat(trace.variance1(out) / p[0]).isCloseTo(1, within(1e-13));
    assertThat(trace.variance2(out) / p[1]).isCloseTo(1, within(1e-13));
    assertThat(1 - trace.gap(out)).isCloseTo(gamma / Math.sqrt(p[0] * p[1]), within(1e-13));
    assertThat(trace.approximations()).isEmpty();
  }

  /** RES: p = A + C·Bˡ; 1 − e ~ [¼σ_v²σ_w²B⁻¹·2√2/(3π)·l]⁻². */
  @Test
  void reluResidualNetworkOfDepth100000KeepsItsLogarithmAndItsGap() {
    double sw = 1;
    double sb = 0.2;
    double sv = 1.6;
    double sa = 0.1;
    int depth = 100_000;
    ForwardTrace trace =
        ForwardPropagation.of(full(depth, sw, sb, sv, sa), KERNELS)
            .propagate(new InputPair(1, 2, Correlation.ORTHOGONAL));
    double base = 1 + sv * sw / 2;
    double fixed = (sv * sb / 2 + sa) / (base - 1);
    int out = trace.output();
    assertThat(trace.logVariance1(out))
        .isCloseTo(depth * Math.log(base) + Math.log(1 + fixed), within(1e-9));
    assertThat(trace.logVariance2(out) - trace.logVariance1(out))
        .isCloseTo(Math.log((2 + fixed) / (1 + fixed)), within(1e-11));
    assertThat(trace.variance1(out)).isInfinite();
    double rate = sv * sw / base / 4 * 2 * Math.sqrt(2) / (3 * Math.PI);
    assertThat(trace.gap(out) * Math.pow(rate * depth, 2)).isCloseTo(1, within(1e-3));
    assertThat(trace.errorBound(out)).isLessThan(1e-8 * trace.gap(out));
  }

  /**
   * x ← x + relu(affine(x)): the means of the terms add to p (the reduced network of RES, φ not
   * odd).
   */
  @Test
  void reducedResidualReluNetworkCarriesItsMeans() {
    Nets net = new Nets();
    Handle x = net.affine(net.input());
    int depth = 30;
    for (int i = 0; i < depth; i++) {
      x = net.sum(x, net.apply(LeakyRelu.RELU, net.affine(x, 0.6, 0.1)));
    }
    double p = 1;
    double gamma = 0.4;
    double mean = 0;
    for (int i = 0; i < depth; i++) {
      double q = 0.6 * p + 0.1;
      double angle = Math.acos((0.6 * gamma + 0.1) / q);
      double m = Math.sqrt(q / (2 * Math.PI));
      p += q / 2 + 2 * m * mean;
      gamma +=
          q / (2 * Math.PI) * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle))
              + 2 * m * mean;
      mean += m;
    }
    ForwardTrace trace =
        ForwardPropagation.of(net.build(x), KERNELS)
            .propagate(InputPair.ofEqualLengths(1, Correlation.ofValue(0.4)));
    int out = trace.output();
    assertThat(trace.variance1(out) / p).isCloseTo(1, within(1e-13));
    assertThat(trace.mean1(out) / mean).isCloseTo(1, within(1e-13));
    assertThat(trace.gap(out)).isCloseTo((p - gamma) / p, within(1e-13));
    assertThat(trace.approximations()).isEmpty();
  }

  /** TAT 7: c′ = w²c + (1−w²)·C_R(c). */
  @Test
  void rescaledResidualBlockMixesItsMapWithTheIdentity() {
    double w = 0.8;
    Nets net = new Nets();
    Handle x = net.affine(net.input());
    Handle y = net.affine(net.apply(LeakyRelu.normalised(0), x));
    Network network = net.build(net.sum(x, w, y, Math.sqrt(1 - w * w)));
    for (double gap : new double[] {1e-200, 1e-8, 0.3, 1, 1.9}) {
      ForwardTrace trace =
          ForwardPropagation.of(network, KERNELS)
              .propagate(InputPair.ofEqualLengths(1, Correlation.ofGap(gap)));
      double branch = LeakyKernels.gap(0, ActivationMoments.angle(gap));
      double expected = w * w * gap + (1 - w * w) * branch;
      assertThat(trace.gap(trace.output())).isCloseTo(expected, within(1e-14 * expected));
    }
  }

  /** TAT Prop. 1 (with w = √(2a/(1+a²))): leaky ReLUs have the map of a rescaled ReLU network. */
  @Test
  void leakyReluChainHasTheMapOfARescaledReluNetwork() {
    double a = 0.45;
    double w = Math.sqrt(2 * a / (1 + a * a));
    Nets net = new Nets();
    Handle x = net.affine(net.input());
    for (int i = 0; i < 40; i++) {
      Handle branch = net.affine(net.apply(LeakyRelu.normalised(0), x));
      x = net.sum(x, w, branch, Math.sqrt(1 - w * w));
    }
    double[] grid = {-1, -0.7, 0, 0.3, 0.9, 0.999, 1};
    GlobalMap residual = ForwardPropagation.of(net.build(x), KERNELS).globalMap(1, grid);
    GlobalMap leaky =
        ForwardPropagation.of(Nets.chain(40, LeakyRelu.normalised(a), 1, 0), KERNELS)
            .globalMap(1, grid);
    for (int i = 0; i < grid.length; i++) {
      assertThat(residual.value(i)).isCloseTo(leaky.value(i), within(1e-14));
      assertThat(residual.slope(i)).isCloseTo(leaky.slope(i), within(1e-12));
    }
  }

  /** TAT Theorem 1: max|C_f − c| ≤ min{4C_f(0), 1 + C_f(0)}, max|C_f′ − 1| ≤ min{4C_f(0), 1}. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.6, 0.9})
  void leakyReluNetworksObeyTheorem1OfTat(double a) {
    double[] grid = new double[201];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (i - 100) / 100.0;
    }
    GlobalMap map =
        ForwardPropagation.of(Nets.chain(12, LeakyRelu.normalised(a), 1, 0), KERNELS)
            .globalMap(1, grid);
    double atZero = map.value(100);
    for (int i = 0; i < grid.length; i++) {
      assertThat(Math.abs(map.value(i) - grid[i]))
          .isLessThanOrEqualTo(Math.min(4 * atZero, 1 + atZero) + 1e-14);
      assertThat(Math.abs(map.slope(i) - 1)).isLessThanOrEqualTo(Math.min(4 * atZero, 1) + 1e-14);
    }
  }

  @Test
  void gridAndSinglePointsAgreeExactly() {
    ForwardPropagation propagation = ForwardPropagation.of(full(10, 0.8, 0.3, 0.7, 0.05), KERNELS);
    List<Correlation> grid =
        List.of(Correlation.EQUAL, Correlation.ofGap(1e-200), Correlation.ofValue(-0.3));
    GlobalMap map = propagation.globalMap(1.3, grid);
    for (int i = 0; i < map.size(); i++) {
      ForwardTrace trace = propagation.propagate(InputPair.ofEqualLengths(1.3, grid.get(i)));
      assertThat(map.gap(i)).isEqualTo(trace.gap(trace.output()));
      assertThat(map.slope(i)).isEqualTo(trace.slope(trace.output()));
      assertThat(map.curvature(i)).isEqualTo(trace.curvature(trace.output()));
      assertThat(map.input(i)).isEqualTo(grid.get(i));
    }
  }
}
