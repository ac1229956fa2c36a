package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forward propagation against compositions of closed forms, written here independently. */
class ForwardPropagationTest {

  private static final LeakyKernels KERNELS = new LeakyKernels();

  private static ForwardTrace propagate(Network network, double q1, double q2, double gap) {
    return ForwardPropagation.of(network, KERNELS)
        .propagate(new InputPair(q1, q2, Correlation.ofGap(gap)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-40, 1e-12, 1e-3, 0.5, 1, 1.7, 2})
  void leakyReluChainComposesItsClosedForm(double gap) {
    double a = 0.3;
    ForwardTrace trace = propagate(Nets.chain(20, LeakyRelu.normalised(a), 1, 0), 1, 1, gap);
    double expected = gap;
    double slope = 1;
    double curvature = 0;
    for (int i = 0; i < 20; i++) {
      double angle = ActivationMoments.angle(expected);
      double localSlope = LeakyKernels.slope(a, angle);
      curvature = LeakyKernels.curvature(a, angle) * slope * slope + localSlope * curvature;
      slope *= localSlope;
      expected = LeakyKernels.gap(a, angle);
    }
    assertThat(trace.gap(trace.output())).isCloseTo(expected, within(1e-14 * expected));
    assertThat(trace.slope(trace.output())).isCloseTo(slope, within(1e-13));
    assertThat(trace.curvature(trace.output()) / curvature).isCloseTo(1, within(1e-12));
    assertThat(trace.variance1(trace.output())).isCloseTo(1, within(1e-14));
    assertThat(trace.approximations()).isEmpty();
  }

  @Test
  void curvatureOfAKinkAtEqualInputsIsInfinite() {
    ForwardTrace trace = propagate(Nets.chain(5, LeakyRelu.normalised(0.3), 1, 0), 1, 1, 0);
    assertThat(trace.gap(trace.output())).isZero();
    assertThat(trace.slope(trace.output())).isCloseTo(1, within(1e-15));
    assertThat(trace.curvature(trace.output())).isPositive().isInfinite();
    assertThat(trace.errorBound(trace.output())).isZero();
  }

  @Test
  void reluAtTheEdgeOfChaosReachesDepth100000() {
    int depth = 100_000;
    ForwardTrace trace = propagate(Nets.chain(depth, LeakyRelu.RELU, 2, 0), 1, 1, 1);
    double gap = trace.gap(trace.output());
    assertThat(gap * depth * (double) depth / (4.5 * Math.PI * Math.PI)).isCloseTo(1, within(2e-3));
    assertThat(trace.errorBound(trace.output())).isBetween(1e-20, 1e-9 * gap);
  }
}
