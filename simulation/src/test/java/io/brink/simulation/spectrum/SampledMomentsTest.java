package io.brink.simulation.spectrum;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.simulation.Progress;
import io.brink.simulation.Summary;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.NetworkJacobian;
import io.brink.spectrum.SpectralMoments;
import io.brink.spectrum.SpectrumOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One per cent of a weight variance is seen in the mean square of the singular values of nonlinear
 * networks, plain and residual, Gaussian and orthogonal.
 *
 * <p>The sample size is computed beforehand. An error moves the mean by δ, which theory gives: the
 * closed form with 1.01 times the variance over that with the variance. A mean of K networks has
 * the standard error ε = d/√K, d the deviation of one; 4.9 standard errors are exceeded falsely
 * with a probability of 10⁻⁶, and |δ| ≥ 9.65 ε + 2β makes an error fail with a probability of 1 −
 * 10⁻⁶, where β is the bias of order L/N that is allowed. Each case states d; the test asserts that
 * d is not larger and that K is large enough.
 */
class SampledMomentsTest {

  private static final int WIDTH = 1000;
  private static final int DEPTH = 20;
  private static final double FALSE_FAILURE = 4.9;
  private static final double BOTH_RATES = 9.65;

  /** Bias times N/L that is allowed. */
  private static final double BIAS = 0.4;

  private static SpectralMoments moments(Network network, boolean plain) {
    if (plain) {
      return SpectralMoments.of(NetworkJacobian.factors(network, 1, JacobianScope.HIDDEN));
    }
    SpectrumOutcome outcome = NetworkJacobian.spectrum(network, 1, JacobianScope.HIDDEN, 100);
    return ((SpectrumOutcome.MomentsAlone) outcome).moments();
  }

  private static Network network(String spec, String activation, double variance) {
    Activation phi = Activations.parse(activation);
    return NetworkSpec.parse(spec.formatted(variance) + ",depth=" + DEPTH).network(phi);
  }

  private static void assertSeen(
      String spec, String activation, double variance, int networks, double deviation) {
    Network right = network(spec, activation, variance);
    Network wrong = network(spec, activation, 1.01 * variance);
    boolean plain = spec.startsWith("mlp");
    SpectralMoments law = moments(right, plain);
    double shift = Math.abs(Math.expm1(moments(wrong, plain).logMean() - law.logMean()));
    double bias = BIAS * DEPTH / WIDTH;
    double error = deviation / Math.sqrt(networks);
    Summary found = means(right, networks, law);
    Summary mutant = means(wrong, networks, law);
    assertThat(shift).isGreaterThan(BOTH_RATES * error + 2 * bias);
    assertThat(found.standardDeviation()).isLessThan(deviation);
    assertThat(Math.abs(found.mean() - 1)).isLessThan(FALSE_FAILURE * error + bias);
    assertThat(Math.abs(mutant.mean() - 1)).isGreaterThan(FALSE_FAILURE * error + bias);
  }

  private static Summary means(Network network, int networks, SpectralMoments law) {
    return MomentComparison.of(
            SampledMoments.draw(
                HiddenPart.of(network, WIDTH), 1, networks, 20261127, 2, Progress.NONE),
            law)
        .mean();
  }

  /** Depth, width and the rest of a specification are the same in all cases. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp:bias_variance=0.05,weight_variance=%s                    | tanh      | 1.4 | 1200 |"
            + " 0.28",
        "mlp:bias_variance=0.05,weight_variance=%s,weights=orthogonal | tanh      | 1.4 | 350  |"
            + " 0.15",
        "mlp:weight_variance=%s                                       | relu      | 2   | 300  |"
            + " 0.34",
        "mlp:weight_variance=%s,weights=orthogonal                    | relu      | 2   | 200  |"
            + " 0.28",
        "mlp:bias_variance=0.05,weight_variance=%s                    | hard_tanh | 1.2 | 700  |"
            + " 0.26",
        "mlp:bias_variance=0.05,weight_variance=%s,weights=orthogonal | hard_tanh | 1.2 | 200  |"
            + " 0.13",
        "frn:out_weight_variance=2,weight_variance=%s                 | relu      | 2   | 600  |"
            + " 0.31",
        "frn:weight_variance=2,out_weight_variance=%s         | leaky_relu(0.2)   | 2   | 600  |"
            + " 0.31",
        "rrn:weight_variance=%s                               | 0.7*x+0.3*sin(x)  | 1   | 1000 |"
            + " 0.165",
        "frn:out_weight_variance=2,weight_variance=%s,weights=orthogonal | relu   | 2   | 400  |"
            + " 0.25",
      })
  void onePercentOfAWeightVarianceIsSeen(
      String spec, String activation, double variance, int networks, double deviation) {
    assertSeen(spec, activation, variance, networks, deviation);
  }
}
