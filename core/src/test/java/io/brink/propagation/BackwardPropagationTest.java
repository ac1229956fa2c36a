package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.GaussianExpectation;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.GradientDivergence.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backward propagation against recurrences written here in other variables. */
class BackwardPropagationTest {

  private static BackwardTrace back(Network network, double q1, double q2, double c) {
    ForwardPropagation forward = ForwardPropagation.of(network);
    return BackwardPropagation.of(forward)
        .propagate(forward.propagate(new InputPair(q1, q2, Correlation.ofValue(c))));
  }

  /** χ₋ = (1 + σ_v²σ_w²V[φ′])χ, χ_b = σ_v²χV[φ′], χ_w = χ_b p₋, χ_v = χV, χ_a = χ (RES). */
  @ParameterizedTest
  @ValueSource(strings = {"tanh", "erf", "relu", "gelu", "alpha_relu(0.9)"})
  void fullResidualNetworksFollowTheRecurrencesOfRes(String name) {
    Activation activation = Activations.parse(name);
    Kernel kernel = Kernel.of(activation);
    double sw = 1.69;
    double sb = 0.49;
    double sv = 1.5;
    double sa = 0.5;
    int depth = 12;
    Network network =
        NetworkSpec.parse(
                "frn:depth=12,weight_variance=1.69,bias_variance=0.49,"
                    + "out_weight_variance=1.5,out_bias_variance=0.5")
            .network(activation);
    BackwardTrace trace = back(network, 1, 1, 0.3);
    double[] p = new double[depth + 1];
    p[0] = 1;
    for (int l = 1; l <= depth; l++) {
      p[l] = p[l - 1] + sv * kernel.variance(sw * p[l - 1] + sb).value() + sa;
    }
    double chi = 1;
    int block = (network.size() - 1) / depth;
    for (int l = depth; l >= 1; l--) {
      int sum = l * block;
      double q = sw * p[l - 1] + sb;
      double d = kernel.derivativeVariance(q).value();
      assertThat(trace.gradient1(sum) / chi).isCloseTo(1, within(1e-12));
      assertThat(trace.logBiasGradient1(sum - 3)).isCloseTo(Math.log(sv * chi * d), within(1e-12));
      assertThat(trace.logWeightGradient1(sum - 3))
          .isCloseTo(Math.log(sv * chi * d * p[l - 1]), within(1e-12));
      assertThat(trace.logWeightGradient1(sum - 1))
          .isCloseTo(Math.log(chi * kernel.variance(q).value()), within(1e-12));
      assertThat(trace.logBiasGradient1(sum - 1)).isCloseTo(Math.log(chi), within(1e-12));
      assertThat(trace.gradientErrorBound(sum)).isLessThan(1e-11);
      chi *= 1 + sv * sw * d;
    }
    assertThat(trace.gradient1(0) / chi).isCloseTo(1, within(1e-12));
    assertThat(trace.gradient2(0)).isEqualTo(trace.gradient1(0));
  }

  /** χ₋ = (1 + σ_w²V[φ′])χ. */
  @Test
  void reducedResidualNetworkFollowsItsRecurrence() {
    Kernel kernel = Kernel.of(Activations.parse("tanh"));
    Network network =
        NetworkSpec.parse("rrn:depth=30,weight_variance=1.69,bias_variance=0.49")
            .network(Activations.parse("tanh"));
    double p = 1;
    double chi = 1;
    for (int l = 0; l < 30; l++) {
      double q = 1.69 * p + 0.49;
      chi *= 1 + 1.69 * kernel.derivativeVariance(q).value();
      p += kernel.variance(q).value();
    }
    assertThat(back(network, 1, 1, 0).gradient1(0) / chi).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.99})
  void reluResidualNetworkOfDepth100000HasFiniteLogarithms(double correlation) {
    Network network =
        NetworkSpec.parse("frn:depth=100000,weight_variance=1,out_weight_variance=1.6")
            .network(Activations.parse("relu"));
    BackwardTrace trace = back(network, 1, 1, correlation);
    double expected = 100_000 * Math.log(1.8);
    assertThat(trace.logGradient1(0) / expected).isCloseTo(1, within(1e-13));
    assertThat(trace.gradient1(0)).isInfinite();
    assertThat(trace.gradientCorrelation(0)).isBetween(0.0, 1.0);
    KernelOfPair tangent = trace.tangentKernel(Parameterisation.NEURAL_TANGENT);
    assertThat(tangent.log11()).isFinite().isGreaterThan(expected);
    assertThat(tangent.correlation()).isBetween(0.0, 1.0);
  }

  /** Θ^{l+1} = Θ^l·σ_w²K̇ + K, closed forms of the ReLU (Jacot et al. 2018; Arora et al. 2019). */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.4, 0, 0.7, 1})
  void tangentKernelOfAReluPerceptronFollowsItsRecurrence(double correlation) {
    Network network = Nets.chain(4, Activations.parse("relu"), 1.7, 0.2);
    KernelOfPair found =
        back(network, 1, 2, correlation).tangentKernel(Parameterisation.NEURAL_TANGENT);
    double[] k = {1, 2, correlation * Math.sqrt(2)};
    double[] theta = k.clone();
    for (int l = 0; l < 4; l++) {
      double root = Math.sqrt(k[0] * k[1]);
      double angle = Math.acos(Math.clamp(k[2] / root, -1.0, 1.0));
      double w = root / (2 * Math.PI) * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle));
      double d = (Math.PI - angle) / (2 * Math.PI);
      k = new double[] {1.7 * k[0] / 2 + 0.2, 1.7 * k[1] / 2 + 0.2, 1.7 * w + 0.2};
      theta =
          new double[] {
            k[0] + 1.7 / 2 * theta[0], k[1] + 1.7 / 2 * theta[1], k[2] + 1.7 * d * theta[2]
          };
    }
    assertThat(found.value11() / theta[0]).isCloseTo(1, within(1e-13));
    assertThat(found.value22() / theta[1]).isCloseTo(1, within(1e-13));
    assertThat(found.value12()).isCloseTo(theta[2], within(1e-7));
  }

  @Test
  void unequalWidthsEnterByFanOutOverFanIn() {
    NetworkBuilder builder = new NetworkBuilder();
    Handle x = builder.input(new Shape.Vector(12));
    Handle h = builder.add(new Operation.Affine(30, 1.5, 0.1, WeightLaw.GAUSSIAN), x);
    Handle y = builder.add(new Operation.Nonlinearity(Activations.parse("relu")), h);
    Network network =
        builder.build(builder.add(new Operation.Affine(5, 0.8, 0, WeightLaw.ORTHOGONAL), y));
    BackwardTrace trace = back(network, 1, 1, 0.5);
    double hidden = 0.8 * 5 / 30 * 0.5;
    assertThat(trace.gradient1(1)).isCloseTo(hidden, within(1e-15));
    assertThat(trace.gradient1(0)).isCloseTo(1.5 * 30 / 12 * hidden, within(1e-15));
    assertThat(Math.exp(trace.logWeightGradient1(1))).isCloseTo(hidden, within(1e-15));
    // Standard: one output unit, Σ over the last layer of y² + 1, and of the first of x² + 1.
    double v = (1.5 + 0.1) / 2;
    double expected = 30 * v + 1 + 0.8 / 2 * (12 + 1);
    assertThat(trace.tangentKernel(Parameterisation.STANDARD).value11())
        .isCloseTo(expected, within(1e-12));
  }

  /** y = h + φ(h): E(1 + φ′)², and E(1 + φ′(h))(1 + φ′(h′)) between the inputs. */
  @ParameterizedTest
  @CsvSource({"tanh, 1", "tanh, 2.5", "relu, 1", "relu, 2.5", "gelu, 2.5"})
  void branchesThatShareASourceGetTheirCrossTerms(String name, double q2) {
    Activation phi = Activations.parse(name);
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Network network =
        net.build(
            net.affine(net.add(new Operation.Scale(-2), net.sum(h, 1, net.apply(phi, h), 3))));
    double c = 0.4;
    BackwardTrace trace = back(network, 1, q2, c);
    Kernel kernel = Kernel.of(phi);
    double mean1 = kernel.derivativeMean(1).value();
    double mean2 = kernel.derivativeMean(q2).value();
    assertThat(trace.gradient1(1))
        .isCloseTo(4 * (1 + 6 * mean1 + 9 * kernel.derivativeVariance(1).value()), within(1e-11));
    assertThat(trace.gradient2(1))
        .isCloseTo(4 * (1 + 6 * mean2 + 9 * kernel.derivativeVariance(q2).value()), within(1e-11));
    double cross =
        1
            + 3 * (mean1 + mean2)
            + 9 * kernel.derivativeCovariance(1, q2, Correlation.ofValue(c)).value();
    assertThat(trace.gradientCorrelation(1) * Math.sqrt(trace.gradient1(1) * trace.gradient2(1)))
        .isCloseTo(4 * cross, within(1e-10));
  }

  /** Two activations of one tensor in one sum: E(φ′ + ψ′)²; and of two dependent tensors. */
  @Test
  void twoActivationsOfOneTensorGetTheirPairMoment() {
    Activation phi = Activations.parse("tanh");
    Activation psi = Activations.parse("softplus");
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Handle sum =
        net.sum(net.apply(phi, h), 1, net.apply(psi, net.add(new Operation.Scale(2), h)), 1);
    BackwardTrace trace = back(net.build(net.affine(sum)), 1, 1, 0.4);
    double expected =
        GaussianExpectation.expectation(
                x -> {
                  double d = phi.derivative(x) + 2 * psi.derivative(2 * x);
                  return d * d;
                },
                phi.growth(),
                1)
            .value();
    assertThat(trace.gradient1(1)).isCloseTo(expected, within(1e-10));
  }

  @Test
  void aTensorReadTwiceBySumsAddsCoherently() {
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    BackwardTrace trace = back(net.build(net.affine(net.sum(h, 1, h, 2))), 1, 1, 0.4);
    assertThat(trace.gradient1(1)).isCloseTo(9, within(1e-14));
  }

  /**
   * A skip from the input over a whole residual network: independent of nothing, and still O(L).
   */
  @Test
  void aSkipOverADeepNetworkIsFollowedToItsEnd() {
    Nets net = new Nets();
    Handle first = net.affine(net.input());
    Handle x = first;
    for (int l = 0; l < 20_000; l++) {
      x = net.sum(x, net.affine(net.apply(Activations.parse("relu"), net.affine(x)), 1e-4, 0));
    }
    BackwardTrace trace = back(net.build(net.sum(x, 1, first, 0.5)), 1, 1, 0.4);
    double through = Math.pow(1 + 0.5e-4, 20_000);
    assertThat(trace.gradient1(1) / (through + 2 * 0.5 + 0.25)).isCloseTo(1, within(1e-11));
  }

  @Test
  void normalisationDropoutAndScaleDivideAndMultiply() {
    Nets net = new Nets();
    Handle h = net.affine(net.input(), 4, 0);
    Handle y = net.add(new Operation.LayerNormalisation(), h);
    y = net.add(new Operation.Dropout(0.2), y);
    y = net.add(new Operation.Scale(-3), y);
    BackwardTrace trace = back(net.build(net.affine(y)), 1, 2, 0.5);
    assertThat(trace.gradient1(1)).isCloseTo(9 / 0.8 / 4, within(1e-14));
    assertThat(trace.gradient2(1)).isCloseTo(9 / 0.8 / 8, within(1e-14));
    assertThat(trace.gradientCorrelation(1)).isCloseTo(0.8, within(1e-14));
  }

  /** Pixels of a global average share one gradient; those of a flattened image do not. */
  @Test
  void poolingAndFlatteningShareGradientsOverPixels() {
    String spec = "resnet:depth=50,shortcut=0";
    Network network = NetworkSpec.parse(spec).network(Activations.parse("relu"));
    BackwardTrace trace = back(network, 1, 1, 0.5);
    for (int i = 0; i < trace.size(); i++) {
      assertThat(trace.logGradient1(i)).isNotNaN();
      assertThat(trace.gradientCorrelation(i)).isBetween(-1.0, 1.0);
    }
    assertThat(trace.tangentKernel(Parameterisation.NEURAL_TANGENT).value11())
        .isPositive()
        .isFinite();
  }

  @Test
  void momentsThatDoNotExistAreNamedAndNeverNaN() {
    assertThat(divergence("alpha_relu(0.5)").moment()).isEqualTo(Moment.MEAN_SQUARE);
    assertThat(divergence("step").moment()).isEqualTo(Moment.MEAN_SQUARE);
    assertThat(divergence("alpha_relu(0.7)").moment()).isEqualTo(Moment.VARIANCE);
    assertThat(divergence("alpha_relu(0.7)").message())
        .startsWith("E phi'^4 is infinite: the squared gradient has a mean but no variance below");
    for (String regular : List.of("alpha_relu(0.8)", "relu", "tanh", "selu")) {
      assertThat(back(Nets.chain(3, Activations.parse(regular), 1, 0.1), 1, 1, 0.5).divergences())
          .isEmpty();
    }
    for (String name : List.of("alpha_relu(0.4)", "step", "sign")) {
      for (double c : new double[] {-1, 0, 0.5, 1}) {
        BackwardTrace trace = back(Nets.chain(3, Activations.parse(name), 1, 0.1), 1, 2, c);
        assertThat(trace.logGradient1(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(trace.gradientCorrelation(0)).isNotNaN();
        KernelOfPair tangent = trace.tangentKernel(Parameterisation.NEURAL_TANGENT);
        assertThat(tangent.value11()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(tangent.value12()).isNotNaN();
        assertThat(tangent.correlation()).isNotNaN();
      }
    }
  }

  private static GradientDivergence divergence(String name) {
    Network network = Nets.chain(3, Activations.parse(name), 1, 0.1);
    List<GradientDivergence> found = back(network, 1, 1, 0.5).divergences();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().nodes()).isEqualTo(3);
    assertThat(found.getFirst().node()).isEqualTo(network.size() - 2);
    return found.getFirst();
  }

  /** golden/backward.csv: 113-bit trapezoidal sums, tools/golden/backward.cpp. */
  @Test
  void tanhResidualNetworkMatchesItsReference() throws IOException {
    Map<String, Double> expected = new HashMap<>();
    try (InputStream in =
        BackwardPropagationTest.class.getResourceAsStream("/golden/backward.csv")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        expected.put(line.split(",")[0], Double.valueOf(line.split(",")[1]));
      }
    }
    Network network =
        NetworkSpec.parse(
                "frn:depth=12,weight_variance=1.69,bias_variance=0.49,"
                    + "out_weight_variance=1.5,out_bias_variance=0.5")
            .network(Activations.parse("tanh"));
    BackwardTrace trace = back(network, 1, 1.5, 0.3);
    KernelOfPair process = trace.gaussianProcessKernel();
    KernelOfPair tangent = trace.tangentKernel(Parameterisation.NEURAL_TANGENT);
    double chi12 =
        trace.gradientCorrelation(0) * Math.sqrt(trace.gradient1(0) * trace.gradient2(0));
    Map<String, Double> found =
        Map.of(
            "p1", process.value11(),
            "p2", process.value22(),
            "gamma", process.value12(),
            "chi1", trace.gradient1(0),
            "chi2", trace.gradient2(0),
            "chi12", chi12,
            "ntk11", tangent.value11(),
            "ntk22", tangent.value22(),
            "ntk12", tangent.value12());
    found.forEach(
        (name, value) ->
            assertThat(value / expected.get(name)).as(name).isCloseTo(1, within(2e-13)));
  }

  @Test
  void aTraceOfAnotherAnalysisIsRefused() {
    Network network = Nets.chain(1, Activations.parse("relu"), 1, 0);
    ForwardTrace trace =
        ForwardPropagation.of(network).propagate(new InputPair(1, 1, Correlation.EQUAL));
    BackwardPropagation other = BackwardPropagation.of(ForwardPropagation.of(network));
    assertThatThrownBy(() -> other.propagate(trace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another forward propagation");
    assertThatThrownBy(() -> BackwardPropagation.through(trace).logWeightGradient1(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no weights");
  }
}
