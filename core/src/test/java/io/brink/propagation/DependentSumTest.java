package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.Operation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sums whose terms share a source. Leaky ReLUs of one tensor add up to a leaky ReLU, which gives
 * exact answers at every gap; sums of different tensors are compared with formulas derived by hand
 * and with sampling.
 */
class DependentSumTest {

  private static final LeakyKernels KERNELS = new LeakyKernels();

  private static ForwardTrace propagate(Network network, double q1, double q2, double gap) {
    return ForwardPropagation.of(network, KERNELS)
        .propagate(new InputPair(q1, q2, Correlation.ofGap(gap)));
  }

  private static void assertSameOutput(
      ForwardTrace actual, ForwardTrace expected, double tolerance) {
    int a = actual.output();
    int e = expected.output();
    assertThat(actual.variance1(a) / expected.variance1(e)).isCloseTo(1, within(1e-14));
    assertThat(actual.variance2(a) / expected.variance2(e)).isCloseTo(1, within(1e-14));
    assertThat(actual.mean1(a)).isCloseTo(expected.mean1(e), within(1e-14));
    assertThat(actual.mean2(a)).isCloseTo(expected.mean2(e), within(1e-14));
    assertThat(actual.gap(a)).isCloseTo(expected.gap(e), within(tolerance));
    assertThat(Math.abs(actual.gap(a) - expected.gap(e)))
        .isLessThanOrEqualTo(actual.errorBound(a) + expected.errorBound(e) + tolerance / 100);
    assertThat(actual.slope(a)).isCloseTo(expected.slope(e), within(1e-13));
    if (Double.isInfinite(expected.curvature(e))) {
      assertThat(actual.curvature(a)).isEqualTo(expected.curvature(e));
    } else {
      assertThat(actual.curvature(a))
          .isCloseTo(expected.curvature(e), within(1e-12 * (1 + expected.curvature(e))));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 1e-30, 1e-9, 1e-3, 0.05, 0.3, 1, 1.9, 2})
  void tensorPlusItsReluIsALeakyRelu(double gap) {
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Network sum = net.build(net.sum(h, net.apply(LeakyRelu.RELU, h)));
    Nets same = new Nets();
    Handle g = same.affine(same.input());
    Network leaky = same.build(same.apply(new LeakyRelu(0.5, 2), g));
    assertSameOutput(propagate(sum, 1.7, 1.7, gap), propagate(leaky, 1.7, 1.7, gap), 2e-14 * gap);
    assertSameOutput(propagate(sum, 1.7, 0.4, gap), propagate(leaky, 1.7, 0.4, gap), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, 1e-30, 1e-9, 1e-3, 0.05, 0.3, 1, 1.9, 2})
  void twoActivationsOfOneTensorAddUp(double gap) {
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Handle a = net.apply(new LeakyRelu(0.2, 1), h);
    Handle b = net.add(new Operation.Scale(-0.5), net.apply(new LeakyRelu(-0.6, 1), h));
    Network sum = net.build(net.sum(a, 3, b, 2));
    // 3 φ_0.2 − φ_{−0.6}: slopes 2 and 1.2.
    Nets same = new Nets();
    Handle g = same.affine(same.input());
    Network leaky = same.build(same.apply(new LeakyRelu(0.6, 2), g));
    assertSameOutput(propagate(sum, 1.7, 1.7, gap), propagate(leaky, 1.7, 1.7, gap), 5e-14 * gap);
    assertSameOutput(propagate(sum, 0.3, 2.4, gap), propagate(leaky, 0.3, 2.4, gap), 5e-14);
  }

  @Test
  void differenceOfEqualTensorsIsZero() {
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    ForwardTrace trace = propagate(net.build(net.sum(h, 1, h, -1)), 1, 1, 0.5);
    assertThat(trace.variance1(trace.output())).isZero();
    assertThat(trace.gap(trace.output())).isZero();
    assertThat(trace.slope(trace.output())).isZero();
    assertThat(trace.errorBound(trace.output())).isZero();
  }

  @Test
  void doublingATensorWithoutAffineNodesKeepsItsCorrelationAtAnyDepth() {
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    int doublings = 30_000;
    for (int i = 0; i < doublings; i++) {
      h = net.sum(h, h);
    }
    ForwardTrace trace = propagate(net.build(h), 1, 3, 1e-5);
    int out = trace.output();
    assertThat(trace.logVariance1(out)).isCloseTo(2 * doublings * Math.log(2), within(1e-9));
    assertThat(trace.logVariance2(out) - trace.logVariance1(out))
        .isCloseTo(Math.log(3), within(1e-10));
    assertThat(trace.gap(out)).isCloseTo(1e-5, within(1e-9));
    assertThat(trace.isGaussian(out)).isTrue();
    assertThat(trace.approximations()).isEmpty();
  }

  @Test
  void skipOverDistantAncestorsIsExact() {
    // h + (h + g₁ + g₂ + … ): E of the product is E h², whatever lies between.
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Handle x = h;
    int depth = 2000;
    for (int i = 0; i < depth; i++) {
      x = net.sum(x, net.affine(net.apply(LeakyRelu.RELU, x), 2.0 / depth, 0));
    }
    Network network = net.build(net.sum(x, 1, h, -1));
    ForwardTrace trace = propagate(network, 1, 1, 0.4);
    // Each block multiplies q by 1 + 1/depth; the difference is what the blocks added.
    double grown = Math.exp(depth * Math.log1p(1.0 / depth));
    int out = trace.output();
    assertThat(trace.variance1(out)).isCloseTo(grown - 1, within(1e-11));
    double expected = trace.variance1(out - 1) * trace.gap(out - 1) - 0.4;
    assertThat(trace.gap(out) * trace.variance1(out)).isCloseTo(expected, within(1e-11));
  }

  @Test
  void activationOfASumPlusOneOfItsTerms() {
    // relu(h + g) + h with g an affine function of relu(h): derived by hand with Stein's lemma.
    Nets net = new Nets();
    Handle h = net.affine(net.input(), 1.3, 0.2);
    Handle g = net.affine(net.apply(LeakyRelu.RELU, h), 0.9, 0.1);
    Handle both = net.sum(h, g);
    Network network = net.build(net.sum(net.apply(LeakyRelu.RELU, both), 0.7, h, 1.1));
    double[] q0 = {0.8, 1.9};
    double c0 = 0.35;
    double[] qh = {1.3 * q0[0] + 0.2, 1.3 * q0[1] + 0.2};
    double covH = 1.3 * c0 * Math.sqrt(q0[0] * q0[1]) + 0.2;
    double[] qg = {0.45 * qh[0] + 0.1, 0.45 * qh[1] + 0.1};
    double covG = 0.9 * relu(qh[0], qh[1], covH) + 0.1;
    double[] qs = {qh[0] + qg[0], qh[1] + qg[1]};
    double covS = covH + covG;
    double[] q = new double[2];
    for (int k = 0; k < 2; k++) {
      q[k] = 0.49 * qs[k] / 2 + 1.21 * qh[k] + 2 * 0.77 * qh[k] / 2;
    }
    double cov = 0.49 * relu(qs[0], qs[1], covS) + 1.21 * covH + 2 * 0.77 * covH / 2;
    ForwardTrace trace = propagate(network, q0[0], q0[1], 1 - c0);
    int out = trace.output();
    assertThat(trace.variance1(out)).isCloseTo(q[0], within(1e-14));
    assertThat(trace.variance2(out)).isCloseTo(q[1], within(1e-14));
    assertThat(trace.gap(out)).isCloseTo(1 - cov / Math.sqrt(q[0] * q[1]), within(1e-14));
    assertThat(trace.mean1(out)).isCloseTo(0.7 * Math.sqrt(qs[0] / (2 * Math.PI)), within(1e-14));
    assertThat(trace.approximations()).isEmpty();
  }

  /** E relu(x)relu(y) for variances a, b and covariance c (Cho & Saul 2009). */
  private static double relu(double a, double b, double c) {
    double angle = Math.acos(c / Math.sqrt(a * b));
    return Math.sqrt(a * b)
        / (2 * Math.PI)
        * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle));
  }

  /**
   * relu(h) + φ(h + g) − 0.3 dropout(relu(g)): no closed form shared with the code under test.
   *
   * <p>400,000 samples; the tolerance of each of the five averages is 5 standard errors, estimated
   * from the sample, so a right answer fails with probability 5·5.7e-7 = 3e-6 per seed, and the
   * seed is fixed.
   */
  @ParameterizedTest
  @CsvSource({"1.0, 1.0, 0.1", "0.7, 2.1, 0.6", "1.5, 1.5, 1.4"})
  void sumOfDependentActivationsAgreesWithSampling(double q1, double q2, double gap) {
    LeakyRelu phi = new LeakyRelu(-0.5, 1.2);
    Nets net = new Nets();
    Handle x = net.input();
    Handle h = net.affine(x, 1, 0);
    Handle g = net.affine(x, 0.5, 0.3);
    Handle reluH = net.apply(LeakyRelu.RELU, h);
    Handle phiS = net.apply(phi, net.sum(h, g));
    Handle dropped = net.add(new Operation.Dropout(0.25), net.apply(LeakyRelu.RELU, g));
    Network network = net.build(net.sum(net.sum(reluH, phiS), 1, dropped, -0.3));
    ForwardTrace trace = propagate(network, q1, q2, gap);

    double covX = (1 - gap) * Math.sqrt(q1 * q2);
    SplittableRandom random = new SplittableRandom(20260701);
    int samples = 400_000;
    Average[] average = new Average[5];
    for (int k = 0; k < 5; k++) {
      average[k] = new Average();
    }
    for (int i = 0; i < samples; i++) {
      double[] hs = pair(random, q1, q2, covX);
      double[] gs = pair(random, 0.5 * q1 + 0.3, 0.5 * q2 + 0.3, 0.5 * covX + 0.3);
      double[] y = new double[2];
      for (int k = 0; k < 2; k++) {
        double mask = random.nextDouble() < 0.25 ? 0 : 1 / 0.75;
        y[k] = Math.max(hs[k], 0) + phi.value(hs[k] + gs[k]) - 0.3 * mask * Math.max(gs[k], 0);
      }
      average[0].add(y[0]);
      average[1].add(y[1]);
      average[2].add(y[0] * y[0]);
      average[3].add(y[1] * y[1]);
      average[4].add(y[0] * y[1]);
    }
    int out = trace.output();
    double root = Math.sqrt(trace.variance1(out) * trace.variance2(out));
    List<Double> expected =
        List.of(
            trace.mean1(out),
            trace.mean2(out),
            trace.variance1(out),
            trace.variance2(out),
            (1 - trace.gap(out)) * root);
    for (int k = 0; k < 5; k++) {
      assertThat(expected.get(k))
          .as("average %d", k)
          .isCloseTo(average[k].mean(), within(5 * average[k].standardError()));
    }
  }

  private static double[] pair(SplittableRandom random, double a, double b, double c) {
    double z1 = random.nextGaussian();
    double z2 = random.nextGaussian();
    double first = Math.sqrt(a);
    return new double[] {first * z1, c / first * z1 + Math.sqrt(b - c * c / a) * z2};
  }

  private static final class Average {
    private double sum;
    private double squares;
    private int count;

    void add(double x) {
      sum += x;
      squares += x * x;
      count++;
    }

    double mean() {
      return sum / count;
    }

    double standardError() {
      return Math.sqrt((squares / count - mean() * mean()) / count);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.0, 0.2", "0.7, 2.1, 0.6"})
  void jetsOfDependentSumsAgreeWithDifferences(double q1, double q2, double gap) {
    Nets net = new Nets();
    Handle x = net.input();
    Handle h = net.affine(x, 1, 0.1);
    Handle g = net.affine(net.apply(LeakyRelu.RELU, h), 0.5, 0.3);
    Handle s = net.sum(h, g);
    Handle phi = net.apply(new LeakyRelu(-0.5, 1.2), s);
    Handle relu = net.apply(LeakyRelu.RELU, h);
    Network network = net.build(net.affine(net.sum(net.sum(relu, phi), 1, s, 0.4), 1, 0.05));
    ForwardPropagation propagation = ForwardPropagation.of(network, KERNELS);
    Richardson.assertJet(
        c -> {
          ForwardTrace trace =
              propagation.propagate(new InputPair(q1, q2, Correlation.ofGap(1 - c)));
          return -trace.gap(trace.output());
        },
        1 - gap,
        propagation.propagate(new InputPair(q1, q2, Correlation.ofGap(gap))));
  }
}
