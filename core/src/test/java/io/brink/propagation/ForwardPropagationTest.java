package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /**
   * From c₀ = 0. Expected: g ← g − (sin θ − θ cos θ)/π and dc/dc₀ = Π (1 − θ/π), iterated with 34
   * digits in mpmath 1.2. The asymptote 1 − c ~ (9π²/2) l⁻² is met to 5·10⁻⁴.
   */
  @ParameterizedTest
  @CsvSource({
    "100, 0.003576853316052374035146012, 0.0001441217134268537496415764",
    "10000, 0.0000004425192735980129891251038, 1.95631880567489443065285e-10",
    "100000, 4.439398666606730277512841e-9, 1.965481828589093261031977e-13"
  })
  void reluAtTheEdgeOfChaosKeepsItsGapAtDepth100000(int depth, double gap, double slope) {
    Network network = Nets.chain(depth, LeakyRelu.RELU, 2, 0);
    for (KernelProvider kernels : List.of(KERNELS, new LibraryKernels())) {
      ForwardTrace trace =
          ForwardPropagation.of(network, kernels)
              .propagate(new InputPair(1, 1, Correlation.ORTHOGONAL));
      int out = trace.output();
      assertThat(trace.gap(out) / gap).isCloseTo(1, within(5e-12));
      // A product of as many factors, each to about an ulp.
      assertThat(trace.slope(out) / slope).isCloseTo(1, within(1e-13 + 5e-16 * depth));
      assertThat(Math.abs(trace.gap(out) - gap)).isLessThanOrEqualTo(trace.errorBound(out));
      assertThat(trace.errorBound(out)).isLessThan(1e-9 * gap);
    }
    if (depth == 100_000) {
      double asymptote = 4.5 * Math.PI * Math.PI / ((double) depth * depth);
      assertThat(gap / asymptote).isCloseTo(1, within(5e-4));
    }
  }
}
