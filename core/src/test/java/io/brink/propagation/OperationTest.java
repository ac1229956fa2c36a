package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.FilterLaw;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.network.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each operation does to second moments, and what is declared an approximation. */
class OperationTest {

  private static final LeakyKernels KERNELS = new LeakyKernels();

  private static ForwardTrace propagate(Network network, double q1, double q2, double gap) {
    return ForwardPropagation.of(network, KERNELS)
        .propagate(new InputPair(q1, q2, Correlation.ofGap(gap)));
  }

  /**
   * σ_w² = 1.3, σ_b² = 0.2. Expected: 1 − (σ_w²√(q₁q₂)c + σ_b²)/√((σ_w²q₁ + σ_b²)(σ_w²q₂ + σ_b²)),
   * mpmath 1.2 with 40 digits.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.25, 0.21666666666666666667",
    "1, 1, 1e-200, 8.6666666666666666667e-201",
    "2, 0.5, 0.25, 0.2383606248262068414",
    "2, 0.5, 0, 0.027694414671753414554",
  })
  void affineNodes(double q1, double q2, double gap, double expected) {
    Nets net = new Nets();
    ForwardTrace trace = propagate(net.build(net.affine(net.input(), 1.3, 0.2)), q1, q2, gap);
    assertThat(trace.variance1(1)).isCloseTo(1.3 * q1 + 0.2, within(1e-15));
    assertThat(trace.variance2(1)).isCloseTo(1.3 * q2 + 0.2, within(1e-15));
    assertThat(trace.isGaussian(0)).isFalse();
    assertThat(trace.isGaussian(1)).isTrue();
    double q = Math.sqrt(trace.variance1(1) * trace.variance2(1));
    assertThat(trace.gap(1)).isCloseTo(expected, within(4e-16 * expected));
    assertThat(trace.slope(1)).isCloseTo(1.3 * Math.sqrt(q1 * q2) / q, within(1e-15));
  }

  @Test
  void layerNormalisationBringsBothInputsToMeanSquareOne() {
    Nets net = new Nets();
    Handle h = net.affine(net.input(), 1.3, 0.2);
    Handle n = net.add(new Operation.LayerNormalisation(), h);
    Network network = net.build(net.sum(net.apply(LeakyRelu.RELU, n), 0.5, n, 2));
    ForwardTrace trace = propagate(network, 3, 0.7, 0.2);
    assertThat(trace.variance1(2)).isEqualTo(1);
    assertThat(trace.variance2(2)).isEqualTo(1);
    assertThat(trace.gap(2)).isEqualTo(trace.gap(1));
    assertThat(trace.isGaussian(2)).isTrue();
    // 2x + relu(x)/2 is a leaky ReLU of slopes 2.5 and 2.
    assertThat(trace.variance1(4)).isCloseTo((2.5 * 2.5 + 4) / 2, within(1e-14));
    assertThat(trace.gap(4))
        .isCloseTo(LeakyKernels.gap(0.8, ActivationMoments.angle(trace.gap(2))), within(1e-15));
  }

  @Test
  void scaleChangesLengthsAndTheSignOfTheMeanOnly() {
    Nets net = new Nets();
    Handle y = net.apply(LeakyRelu.RELU, net.affine(net.input()));
    ForwardTrace trace = propagate(net.build(net.add(new Operation.Scale(-3), y)), 2, 1, 0.3);
    assertThat(trace.variance1(3)).isEqualTo(9 * trace.variance1(2));
    assertThat(trace.mean1(3)).isCloseTo(-3 * trace.mean1(2), within(1e-15));
    assertThat(trace.gap(3)).isEqualTo(trace.gap(2));
  }

  @Test
  void dropoutMasksTheTwoInputsIndependently() {
    Nets net = new Nets();
    Handle y = net.apply(LeakyRelu.RELU, net.affine(net.input()));
    ForwardTrace trace = propagate(net.build(net.add(new Operation.Dropout(0.2), y)), 2, 1, 0);
    assertThat(trace.variance1(3)).isCloseTo(trace.variance1(2) / 0.8, within(1e-15));
    assertThat(trace.mean1(3)).isCloseTo(trace.mean1(2), within(1e-15));
    assertThat(trace.gap(3)).isCloseTo(0.2, within(1e-15));
    assertThat(trace.slope(3)).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void aTermOfWeightZeroIsNoTerm() {
    // A rescaled block without its shortcut is a plain layer, also in what it says of Gaussians.
    Nets net = new Nets();
    Handle y = net.apply(LeakyRelu.RELU, net.affine(net.input()));
    Handle z = net.affine(y);
    Handle block = net.sum(y, 0, z, 1);
    ForwardTrace trace = propagate(net.build(net.apply(LeakyRelu.RELU, block)), 1, 1, 0.5);
    assertThat(trace.isGaussian(4)).isTrue();
    assertThat(trace.gap(4)).isEqualTo(trace.gap(3));
    assertThat(trace.approximations()).isEmpty();
  }

  @Test
  void activationOfASumWithActivationsIsDeclaredApproximate() {
    Nets net = new Nets();
    Handle x = net.apply(LeakyRelu.RELU, net.affine(net.input()));
    Handle sum = net.sum(x, net.affine(x));
    ForwardTrace trace = propagate(net.build(net.apply(LeakyRelu.RELU, sum)), 1, 1, 0.5);
    assertThat(trace.approximations())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.node()).isEqualTo(5);
              assertThat(a.name()).isEqualTo("activation2");
              assertThat(a.reason()).contains("'sum' is not Gaussian");
            });
  }

  @Test
  void anInputAddedToATensorWithAMeanIsDeclaredApproximateOnce() {
    Nets net = new Nets();
    Handle x = net.input();
    for (int i = 0; i < 3; i++) {
      x = net.sum(x, net.apply(LeakyRelu.RELU, net.affine(x)));
    }
    ForwardTrace trace = propagate(net.build(x), 1, 1, 0.5);
    assertThat(trace.approximations()).extracting(Approximation::node).containsExactly(3);
  }

  @Test
  void pixelsAreExactForDeltaFiltersAndApproximateElsewhere() {
    NetworkBuilder builder = new NetworkBuilder();
    Handle x = builder.input(new Shape.Image(3, 8, 8));
    x = builder.add("delta", new Operation.Convolution(16, 3, 2, 1.5, 0.1, FilterLaw.DELTA), x);
    x = builder.add("one", new Operation.Convolution(16, 1, 1, 1, 0, FilterLaw.GAUSSIAN_FAN_IN), x);
    x =
        builder.add(
            "full", new Operation.Convolution(16, 3, 1, 1, 0, FilterLaw.GAUSSIAN_FAN_IN), x);
    x = builder.add("pool", new Operation.AveragePooling(new Pooling.Window(2, 2)), x);
    x = builder.add("flat", new Operation.Flatten(), x);
    ForwardTrace trace = propagate(builder.build(x), 1, 1, 0.5);
    assertThat(trace.approximations())
        .extracting(Approximation::name)
        .containsExactly("full", "pool");
    assertThat(trace.variance1(5)).isCloseTo(1.6, within(1e-15));
    assertThat(trace.gap(5)).isCloseTo(0.75 / 1.6, within(1e-15));
    assertThat(trace.isGaussian(5)).isTrue();
  }

  @Test
  void deadNetworksAreZeroAndNeverNaN() {
    Nets net = new Nets();
    Handle x = net.affine(net.input(), 0, 0);
    x = net.sum(net.apply(LeakyRelu.RELU, x), net.add(new Operation.LayerNormalisation(), x));
    ForwardTrace trace = propagate(net.build(net.affine(x, 1, 0.5)), 1, 2, 0.5);
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.gap(i)).isZero();
      assertThat(trace.slope(i)).isZero();
      assertThat(trace.curvature(i)).isZero();
    }
    assertThat(trace.variance1(trace.output())).isEqualTo(0.5);
  }

  @Test
  void inputsMustHaveLengths() {
    assertThatThrownBy(() -> new InputPair(0, 1, Correlation.EQUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variance1 of an input pair must be finite and > 0, got 0.0");
    assertThatThrownBy(() -> new InputPair(1, Double.NaN, Correlation.EQUAL))
        .hasMessageContaining("variance2");
    Nets net = new Nets();
    ForwardPropagation propagation =
        ForwardPropagation.of(net.build(net.affine(net.input())), KERNELS);
    assertThatThrownBy(() -> propagation.globalMap(-1, List.of(Correlation.EQUAL)))
        .hasMessageContaining("must be finite and > 0");
  }
}
