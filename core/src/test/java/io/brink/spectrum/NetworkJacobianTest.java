package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.NetworkException;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkJacobianTest {

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  private static SpectralMoments moments(SpectrumOutcome outcome) {
    return switch (outcome) {
      case SpectrumOutcome.Computed(JacobianSpectrum spectrum) -> {
        assertThat(spectrum.checks().worst()).isLessThan(1e-6);
        yield spectrum.moments();
      }
      case SpectrumOutcome.MomentsAlone(SpectralMoments moments, String ignored) -> moments;
      case SpectrumOutcome.Infeasible(String reason) -> throw new AssertionError(reason);
      case SpectrumOutcome.Unsolved unsolved -> throw new AssertionError(unsolved.toString());
    };
  }

  /**
   * The mean squared singular value is what the backward pass makes of the gradient at the input.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp:depth=100,weight_variance=1.5,bias_variance=0.1           | tanh",
        "mlp:depth=30,weights=orthogonal,width=200,outputs=300         | gelu",
        "mlp:depth=60,weight_variance=3                                | relu",
        "mlp:depth=8,dropout=0.2,weights=orthogonal                    | tanh",
        "mlp:depth=5,inputs=10,width=300,outputs=700                   | hard_tanh",
        "lnmlp:depth=20,bias_variance=0.2                              | erf",
        "rrn:depth=30,weight_variance=1.3                              | tanh",
        "rrn:depth=30,weights=orthogonal                               | relu",
        "frn:depth=40,weight_variance=0.7,out_weight_variance=1.4      | gelu",
      })
  void meanAgreesWithTheBackwardPass(String spec, String activation) {
    Network network = network(spec, activation);
    SpectralMoments moments =
        moments(NetworkJacobian.spectrum(network, 1.3, JacobianScope.NETWORK, 100));
    ForwardTrace trace =
        ForwardPropagation.of(network).propagate(InputPair.ofEqualLengths(1.3, Correlation.EQUAL));
    double expected = BackwardPropagation.through(trace).logGradient1(0);
    assertThat(moments.logMean()).isCloseTo(expected, within(1e-11));
    assertThat(Math.abs(moments.logMean() - expected))
        .isLessThanOrEqualTo(moments.logMeanError() + 1e-13 * network.size());
  }

  /** LIN 13: the relative variance at a fixed point is L(μ₂/μ₁² − 1 − s₁). */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void varianceOfEqualLayersIsLinearInDepth(int depth) {
    Activation phi = Activations.parse("tanh");
    Kernel kernel = Kernel.of(phi);
    double q = 0.3;
    double ratio =
        kernel.derivativeFourthMoment(q).value()
            / Math.pow(kernel.derivativeVariance(q).value(), 2);
    for (WeightLaw law : WeightLaw.values()) {
      List<JacobianFactor> factors = new ArrayList<>();
      for (int i = 0; i < depth; i++) {
        factors.add(Weights.square(law, 1.2));
        factors.add(Slopes.of(phi, q));
      }
      double s1 = law == WeightLaw.GAUSSIAN ? -1 : 0;
      double expected = depth * (ratio - 1 - s1);
      SpectralMoments moments = SpectralMoments.of(factors);
      assertThat(moments.relativeVariance()).isCloseTo(expected, within(1e-12 * expected));
      assertThat(moments.variance())
          .isCloseTo(expected * Math.pow(moments.mean(), 2), within(1e-9 * moments.variance()));
    }
  }

  /** 1 + a weight matrix: with a Gaussian one E λ² is 1 + 4σ² + 2σ⁴. */
  @Test
  void momentsOfTheIdentityAndARotatedMatrix() {
    double variance = 0.6;
    SpectralMoments sum =
        SpectralMoments.ofSum(
            1,
            List.of(SpectralMoments.of(List.of(Weights.square(WeightLaw.GAUSSIAN, variance)))),
            1);
    double second = (1 + sum.relativeVariance()) * Math.pow(sum.mean(), 2);
    assertThat(sum.mean()).isCloseTo(1 + variance, within(1e-15));
    assertThat(second).isCloseTo(1 + 4 * variance + 2 * variance * variance, within(1e-14));
    // 1 + σ·orthogonal has λ = 1 + σ² + 2σ cos θ
    SpectralMoments rotation =
        SpectralMoments.ofSum(
            1,
            List.of(SpectralMoments.of(List.of(Weights.square(WeightLaw.ORTHOGONAL, variance)))),
            1);
    assertThat(rotation.variance()).isCloseTo(2 * variance, within(1e-14));
  }

  /** The hidden part leaves out the read-out and takes all widths as equal. */
  @Test
  void hiddenPartHasEqualWidths() {
    List<JacobianFactor> factors =
        NetworkJacobian.factors(
            network("mlp:depth=3,width=50,weight_variance=2", "relu"), 1, JacobianScope.HIDDEN);
    assertThat(factors)
        .containsExactly(
            Weights.square(WeightLaw.GAUSSIAN, 2),
            Slopes.of(Activations.parse("relu"), 1),
            Weights.square(WeightLaw.GAUSSIAN, 2),
            Slopes.of(Activations.parse("relu"), 1),
            Weights.square(WeightLaw.GAUSSIAN, 2),
            Slopes.of(Activations.parse("relu"), 1));
    assertThat(
            NetworkJacobian.factors(
                network("mlp:depth=3,width=50", "relu"), 1, JacobianScope.NETWORK))
        .hasSize(7)
        .endsWith(new Weights(WeightLaw.GAUSSIAN, 1, 50, 10));
  }

  @Test
  void variancesAtTheFixedPointAreOneLayer() {
    List<JacobianFactor> factors =
        NetworkJacobian.factors(
            network("mlp:depth=500,weight_variance=1.2,bias_variance=0.3", "tanh"),
            1,
            JacobianScope.HIDDEN);
    assertThat(factors.stream().distinct().count()).isLessThan(100);
  }

  @Test
  void namesTheNodeThatTheoryDoesNotCover() {
    assertThatThrownBy(
            () ->
                NetworkJacobian.spectrum(
                    network("resnet:depth=50", "relu"), 1, JacobianScope.NETWORK, 100))
        .isInstanceOf(NetworkException.class)
        .hasMessage("node 'stem': is a convolution; the spectrum is that of dense layers");
    assertThatThrownBy(
            () -> NetworkJacobian.factors(network("rrn:depth=2", "tanh"), 1, JacobianScope.NETWORK))
        .hasMessageStartingWith("node 'block1")
        .hasMessageContaining("is a sum");
    NetworkBuilder builder = new NetworkBuilder();
    Handle input = builder.input(new Shape.Vector(5));
    Handle activation =
        builder.add("first", new Operation.Nonlinearity(Activations.parse("tanh")), input);
    Network direct =
        builder.build(builder.add(new Operation.Affine(5, 1, 0, WeightLaw.GAUSSIAN), activation));
    assertThatThrownBy(() -> NetworkJacobian.spectrum(direct, 1, JacobianScope.NETWORK, 100))
        .hasMessageStartingWith("node 'first': applies an activation to a tensor");
  }
}
