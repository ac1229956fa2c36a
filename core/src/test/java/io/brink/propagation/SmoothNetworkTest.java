package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.Growth;
import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of activations that are not homogeneous, with the kernels of the library. */
class SmoothNetworkTest {

  private static final Activation TANH = Activations.parse("tanh");

  /** The networks of {@code tools/golden/propagation.py}. */
  private static Network network(String name) {
    Nets net = new Nets();
    Handle x = net.input();
    switch (name) {
      case "plain" -> {
        for (int i = 0; i < 20; i++) {
          x = net.affine(net.apply(TANH, net.affine(x, 1.7, 0.09)));
        }
      }
      case "full" -> {
        for (int i = 0; i < 20; i++) {
          Handle h = net.apply(TANH, net.affine(x, 1.69, 0.49));
          x = net.sum(x, net.affine(h, 0.9, 0.3));
        }
      }
      case "reduced" -> {
        for (int i = 0; i < 15; i++) {
          x = net.sum(x, net.apply(TANH, net.affine(x, 0.64, 0.25)));
        }
      }
      case "normalised" -> {
        for (int i = 0; i < 15; i++) {
          Handle h = net.affine(x, 1.5, 0.1);
          x = net.apply(TANH, net.add(new Operation.LayerNormalisation(), h));
        }
      }
      default -> throw new IllegalArgumentException(name);
    }
    return net.build(x);
  }

  @ParameterizedTest
  @CsvFileSource(files = "src/test/resources/golden/propagation.csv", numLinesToSkip = 1)
  void tanhNetworksFollowTheirRecurrences(
      String name,
      double variance1,
      double variance2,
      double inputGap,
      double outVariance1,
      double outVariance2,
      double outGap,
      double outSlope,
      double outCurvature) {
    ForwardTrace trace =
        ForwardPropagation.of(network(name))
            .propagate(new InputPair(variance1, variance2, Correlation.ofGap(inputGap)));
    int out = trace.output();
    assertThat(trace.variance1(out) / outVariance1).isCloseTo(1, within(2e-15));
    assertThat(trace.variance2(out) / outVariance2).isCloseTo(1, within(2e-15));
    assertThat(trace.gap(out) / outGap).isCloseTo(1, within(1e-13));
    assertThat(Math.abs(trace.gap(out) - outGap)).isLessThanOrEqualTo(trace.errorBound(out));
    assertThat(trace.slope(out) / outSlope).isCloseTo(1, within(2e-13));
    assertThat(trace.curvature(out)).isCloseTo(outCurvature, within(2e-13 * (1 + outCurvature)));
    assertThat(trace.approximations()).isEmpty();
  }

  /**
   * √(1−2x) z + √x (1 + (z²−1)/√2), normalised Hermite coefficients (√x, √(1−2x), √x): Q(1) = 1,
   * C(c) = x + (1−2x)c + xc², so C′(1) = 1 and C″(1) = 2x.
   */
  private record Quadratic(double x) implements Activation {

    @Override
    public String name() {
      return "quadratic(" + x + ")";
    }

    @Override
    public double value(double z) {
      return Math.sqrt(1 - 2 * x) * z + Math.sqrt(x) * (1 + (z * z - 1) / Math.sqrt(2));
    }

    @Override
    public double derivative(double z) {
      return Math.sqrt(1 - 2 * x) + Math.sqrt(2 * x) * z;
    }

    @Override
    public double secondDerivative(double z) {
      return Math.sqrt(2 * x);
    }

    @Override
    public Growth growth() {
      return new Growth.Polynomial(2);
    }
  }

  /** TAT 21: C_f″(1) = ((1−w²)(L−6) + 5)·C″(1) for the rescaled ResNet V2 of depth L. */
  @ParameterizedTest
  @CsvSource({"50, 0.8", "101, 0.9", "152, 0.5", "200, 0.3"})
  void curvatureOfRescaledResNetIsThatOfTat(int depth, double shortcut) {
    double x = 1e-3;
    Network network =
        NetworkSpec.parse("resnet:depth=" + depth + ",shortcut=" + shortcut)
            .network(new Quadratic(x));
    ForwardTrace trace =
        ForwardPropagation.of(network).propagate(InputPair.ofEqualLengths(1, Correlation.EQUAL));
    int out = trace.output();
    double expected = ((1 - shortcut * shortcut) * (depth - 6) + 5) * 2 * x;
    assertThat(trace.variance1(out)).isCloseTo(1, within(1e-12));
    assertThat(trace.slope(out)).isCloseTo(1, within(1e-12));
    assertThat(trace.curvature(out) / expected).isCloseTo(1, within(1e-11));
  }

  /** TAT Theorem 2: max|C_f − c| and max|C_f′ − 1| are at most 2 C_f″(1) if C_f′(1) = 1. */
  @Test
  void smoothNetworksObeyTheorem2OfTat() {
    Network network = NetworkSpec.parse("mlp:depth=40").network(new Quadratic(2e-3));
    double[] grid = new double[101];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (i - 50) / 50.0;
    }
    GlobalMap map = ForwardPropagation.of(network).globalMap(1, grid);
    double bound = 2 * map.curvature(100);
    assertThat(map.slope(100)).isCloseTo(1, within(1e-12));
    for (int i = 0; i < grid.length; i++) {
      assertThat(Math.abs(map.value(i) - grid[i])).isLessThanOrEqualTo(bound);
      assertThat(Math.abs(map.slope(i) - 1)).isLessThanOrEqualTo(bound);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "gelu", "selu", "sin"})
  void jetsAgreeWithDifferences(String activation) {
    Activation phi = Activations.parse(activation);
    Nets net = new Nets();
    Handle h = net.affine(net.input(), 1.2, 0.1);
    Handle shared = net.sum(net.apply(phi, h), 0.7, net.apply(TANH, h), 0.5);
    Handle s = net.affine(net.sum(shared, h), 0.9, 0.2);
    Network network = net.build(net.affine(net.apply(phi, s)));
    ForwardPropagation propagation = ForwardPropagation.of(network);
    Richardson.assertJet(
        c -> -gapAt(propagation, 0.8, 1.5, 1 - c), 0.3, at(propagation, 0.8, 1.5, 0.7));
    Richardson.assertJet(
        c -> -gapAt(propagation, 1.1, 1.1, 1 - c), 0.6, at(propagation, 1.1, 1.1, 0.4));
  }

  private static ForwardTrace at(ForwardPropagation propagation, double q1, double q2, double gap) {
    return propagation.propagate(new InputPair(q1, q2, Correlation.ofGap(gap)));
  }

  private static double gapAt(ForwardPropagation propagation, double q1, double q2, double gap) {
    ForwardTrace trace = at(propagation, q1, q2, gap);
    return trace.gap(trace.output());
  }

  /** φ(h) + ψ(h) and (φ + ψ)(h) by two different ways: cross moments against one kernel. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-250, 1e-9, 0.02, 0.4, 1.3, 2})
  void sumOfActivationsIsTheActivationOfTheSum(double gap) {
    Activation gelu = Activations.parse("gelu");
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Network sum = net.build(net.sum(net.apply(TANH, h), 0.6, net.apply(gelu, h), -1.5));
    Nets same = new Nets();
    Handle g = same.affine(same.input());
    Network whole = same.build(same.apply(new Combination(TANH, 0.6, gelu, -1.5), g));
    ForwardTrace actual = at(ForwardPropagation.of(sum), 1.4, 1.4, gap);
    ForwardTrace expected = at(ForwardPropagation.of(whole), 1.4, 1.4, gap);
    int a = actual.output();
    int e = expected.output();
    assertThat(actual.gap(a)).isCloseTo(expected.gap(e), within(1e-12 * expected.gap(e)));
    assertThat(actual.slope(a)).isCloseTo(expected.slope(e), within(1e-11));
    assertThat(actual.curvature(a)).isCloseTo(expected.curvature(e), within(1e-10));
    assertThat(actual.mean1(a)).isCloseTo(expected.mean1(e), within(1e-13));
    assertThat(actual.variance1(a)).isCloseTo(expected.variance1(e), within(1e-13));
  }

  private record Combination(Activation f, double a, Activation g, double b) implements Activation {

    @Override
    public String name() {
      return "combination";
    }

    @Override
    public double value(double x) {
      return a * f.value(x) + b * g.value(x);
    }

    @Override
    public double derivative(double x) {
      return a * f.derivative(x) + b * g.derivative(x);
    }

    @Override
    public double secondDerivative(double x) {
      return a * f.secondDerivative(x) + b * g.secondDerivative(x);
    }

    @Override
    public Growth growth() {
      return new Growth.Polynomial(1);
    }
  }

  @Test
  void deepTanhNetworksReachTheirFixedPointAndStayExact() {
    // EOC at q* = 1 (moments by the library's kernel): 1 − c ~ κ/l, κ = 2/R″(1).
    var kernel = io.brink.kernel.Kernel.of(TANH);
    double weight = 1 / kernel.derivativeVariance(1).value();
    double bias = 1 - weight * kernel.variance(1).value();
    int depth = 5000;
    ForwardTrace trace = at(ForwardPropagation.of(Nets.chain(depth, TANH, weight, bias)), 1, 1, 1);
    double kappa = 2 / (weight * kernel.secondDerivativeVariance(1).value());
    assertThat(trace.variance1(trace.output())).isCloseTo(1, within(1e-11));
    assertThat(trace.gap(trace.output()) * depth / kappa).isCloseTo(1, within(2e-2));
  }

  @Test
  void jumpsGiveInfiniteSlopesAndNoNaN() {
    Activation sign = Activations.parse("sign");
    ForwardPropagation propagation = ForwardPropagation.of(Nets.chain(3, sign, 1, 0.2));
    ForwardTrace equal = at(propagation, 1, 2, 0);
    int out = equal.output();
    assertThat(equal.gap(out)).isZero();
    assertThat(equal.slope(out)).isPositive().isInfinite();
    assertThat(equal.curvature(out)).isPositive().isInfinite();
    ForwardTrace near = at(propagation, 1, 1, 1e-200);
    // 1 − C of sign is 2θ/π, θ = √(2·gap).
    double gap = 1e-200;
    for (int i = 0; i < 3; i++) {
      gap = 2 * Math.sqrt(2 * gap) / Math.PI / 1.2;
    }
    assertThat(near.gap(out) / gap).isCloseTo(1, within(1e-12));
    assertThat(near.slope(out)).isPositive().isFinite();
  }

  @Test
  void anOverflowNamesItsNode() {
    Activation exp = Activations.parse("exp");
    ForwardPropagation propagation = ForwardPropagation.of(Nets.chain(4, exp, 1, 0));
    assertThatThrownBy(() -> at(propagation, 2, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node 'activation")
        .hasMessageContaining("overflows");
  }
}
