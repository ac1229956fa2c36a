package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.NetworkSpec;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumScatterTest {

  private static JacobianSpectrum spectrum(String activation, double... variances) {
    Activation phi = Activations.parse(activation);
    List<JacobianFactor> factors = new ArrayList<>();
    for (double q : variances) {
      factors.add(Weights.square(WeightLaw.ORTHOGONAL, 1.5));
      factors.add(Slopes.of(phi, q));
    }
    return ((SpectrumOutcome.Computed) JacobianSpectrum.of(factors, 200)).spectrum();
  }

  /** The mass is stationary: its derivative by q of a layer is the explicit one. */
  @ParameterizedTest
  @CsvSource({
    "tanh, -1",
    "tanh, 0.2",
    "gelu, -2",
    "gelu, 0.5",
    "hard_tanh, -0.5",
    "hard_tanh, 0.7"
  })
  void massRespondsToALayerThroughItsOwnTermAlone(String activation, double logSquare) {
    JacobianSpectrum spectrum = spectrum(activation, 0.4, 0.7, 1.1);
    Slopes middle = Slopes.of(Activations.parse(activation), 0.7);
    ShareResponse response = spectrum.law().response(logSquare).orElseThrow();
    double expected =
        new SlopeSample(middle).response(response.kernel(middle, 1), 0.7).byVariance();
    double step = 1e-4;
    double derivative =
        (spectrum(activation, 0.4, 0.7 + step, 1.1).massAbove(logSquare)
                - spectrum(activation, 0.4, 0.7 - step, 1.1).massAbove(logSquare))
            / (2 * step);
    assertThat(expected).isCloseTo(derivative, within(1e-6 + 1e-4 * Math.abs(derivative)));
  }

  /** With no slopes that vary, eigenvalues move by √ln N/N alone. */
  @Test
  void linearNetworksHardlyScatter() {
    var network = NetworkSpec.parse("mlp:depth=5").network(Activations.parse("x"));
    var outcome = NetworkJacobian.spectrum(network, 1, JacobianScope.HIDDEN, 100);
    JacobianSpectrum spectrum = ((SpectrumOutcome.Computed) outcome).spectrum();
    SpectrumScatter scatter =
        NetworkJacobian.scatter(network, 1, JacobianScope.HIDDEN, spectrum).orElseThrow();
    double deviation = scatter.deviation(spectrum.quantile(0.4), 1000);
    assertThat(deviation).isCloseTo(Math.sqrt(1 + Math.log(1000)) / Math.PI / 1000, within(1e-9));
    assertThat(scatter.deviation(spectrum.largestLogSquare() + 1, 1000)).isNaN();
  }

  @Test
  void otherNetworksScatterLikeOneOverTheRootOfTheWidth() {
    var network =
        NetworkSpec.parse("mlp:depth=4,bias_variance=0.1").network(Activations.parse("tanh"));
    var outcome = NetworkJacobian.spectrum(network, 1, JacobianScope.HIDDEN, 100);
    JacobianSpectrum spectrum = ((SpectrumOutcome.Computed) outcome).spectrum();
    SpectrumScatter scatter =
        NetworkJacobian.scatter(network, 1, JacobianScope.HIDDEN, spectrum).orElseThrow();
    double u = spectrum.quantile(0.5);
    assertThat(scatter.deviation(u, 1_000_000) / scatter.deviation(u, 4_000_000))
        .isCloseTo(2, within(1e-3));
    // k_l is between 0 and 1, and the path through q adds to it
    assertThat(scatter.deviation(u, 1_000_000)).isBetween(1e-5, Math.sqrt(4) / 1000);
  }

  @Test
  void isKnownForChainsOfAffineLayersAndActivations() {
    var network = NetworkSpec.parse("lnmlp:depth=3").network(Activations.parse("tanh"));
    var outcome = NetworkJacobian.spectrum(network, 1, JacobianScope.HIDDEN, 100);
    JacobianSpectrum spectrum = ((SpectrumOutcome.Computed) outcome).spectrum();
    assertThat(NetworkJacobian.scatter(network, 1, JacobianScope.HIDDEN, spectrum)).isEmpty();
  }
}
