package io.brink.simulation.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.simulation.Progress;
import io.brink.simulation.Summary;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.NetworkJacobian;
import io.brink.spectrum.SpectrumOutcome;
import io.brink.spectrum.SpectrumScatter;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Singular values of random networks follow the limiting law.
 *
 * <p>A share above s of one network of width N is normal about its limit, with the standard
 * deviation of {@link SpectrumScatter}, but for a bias of order 1/N. Compared are shares at all s,
 * which is about ten independent ones: five standard deviations and 2/N are exceeded falsely with a
 * probability below 10⁻⁵ a network. As seeds are fixed, a test that once passed never fails.
 */
class SpectrumComparisonTest {

  private static Network network(
      String activation, WeightLaw law, double weights, double biases, int width, int depth) {
    NetworkBuilder builder = new NetworkBuilder();
    Handle x = builder.input(new Shape.Vector(width));
    for (int i = 0; i < depth; i++) {
      x = builder.add(new Operation.Affine(width, weights, biases, law), x);
      x = builder.add(new Operation.Nonlinearity(Activations.parse(activation)), x);
    }
    return builder.build(x);
  }

  private static JacobianSpectrum law(Network network) {
    SpectrumOutcome outcome = NetworkJacobian.spectrum(network, 1, JacobianScope.NETWORK, 300);
    return ((SpectrumOutcome.Computed) outcome).spectrum();
  }

  private static SpectrumComparison compare(Network law, Network drawn, int networks) {
    JacobianSpectrum spectrum = law(law);
    return SpectrumComparison.of(
        SampledSpectra.draw(drawn, 1, networks, 11, 2, Progress.NONE),
        spectrum,
        NetworkJacobian.scatter(law, 1, JacobianScope.NETWORK, spectrum));
  }

  /** For any number of threads, and once the code is compiled. */
  @ParameterizedTest
  @ValueSource(strings = {"GAUSSIAN", "ORTHOGONAL"})
  void singularValuesRepeatToTheBit(WeightLaw law) {
    Network network = network("tanh", law, 1.5, 0.1, 40, 3);
    double[][] first = SampledSpectra.draw(network, 1, 40, 7, 1, Progress.NONE).logValues();
    for (int threads = 1; threads <= 2; threads++) {
      double[][] again = SampledSpectra.draw(network, 1, 40, 7, threads, Progress.NONE).logValues();
      assertThat(Arrays.deepEquals(again, first)).isTrue();
    }
  }

  private static void assertAgreement(SpectrumComparison comparison) {
    assertThat(comparison.singleDistance()).isLessThan(comparison.singleLimit().orElseThrow());
    assertThat(comparison.distance()).isLessThan(comparison.limit().orElseThrow());
    assertThat(comparison.holds()).isTrue();
    // an edge of order N^{−2/3}, and a network's own scatter
    Summary largest = comparison.largest().orElseThrow();
    double inputs = comparison.spectra().inputs();
    assertThat(Math.abs(largest.mean() - 1))
        .isLessThan(3 * Math.pow(inputs, -2.0 / 3) + 5 * largest.standardDeviation());
    // a mean of K networks, with a bias of second order in the scatter
    double deviation = comparison.meanSquareDeviation().orElseThrow();
    assertThat(Math.abs(comparison.meanSquare().mean() - 1))
        .isLessThan(
            5 * deviation / Math.sqrt(comparison.spectra().networks()) + deviation * deviation);
  }

  /** Critical, ordered, chaotic; with and without atoms; depth 1 to 50. */
  @ParameterizedTest
  @CsvSource({
    "x,         GAUSSIAN,   1,    0,    1,  4",
    "x,         GAUSSIAN,   1,    0,    50, 1",
    "relu,      GAUSSIAN,   2,    0,    5,  3",
    "relu,      ORTHOGONAL, 2,    0,    10, 2",
    "tanh,      ORTHOGONAL, 1.05, 2e-5, 20, 2",
    "tanh,      GAUSSIAN,   2.5,  0.1,  6,  3",
    "tanh,      ORTHOGONAL, 0.8,  0.05, 12, 2",
    "hard_tanh, ORTHOGONAL, 1.2,  0.05, 8,  3",
    "hard_tanh, GAUSSIAN,   1.2,  0.05, 2,  3",
    "erf,       ORTHOGONAL, 1,    0.1,  2,  3",
    "gelu,      GAUSSIAN,   1.8,  0.1,  10, 2",
    "leaky_relu(0.3), ORTHOGONAL, 1.8, 0, 6, 2",
    "tanh,      ORTHOGONAL, 1.3,  0.05, 1,  4",
    "gelu,      ORTHOGONAL, 2,    0.1,  1,  4",
    "sexp,      ORTHOGONAL, 1,    0.2,  1,  4",
  })
  void singularValuesFollowTheLaw(
      String activation, WeightLaw law, double weights, double biases, int depth, int networks) {
    Network network = network(activation, law, weights, biases, 300, depth);
    assertAgreement(compare(network, network, networks));
  }

  /** Where slopes are unbounded there is no edge, and means scatter too much to tell anything. */
  @ParameterizedTest
  @CsvSource({
    "x^3+x,         GAUSSIAN,   0.2, 0.1, 3, 3",
    "x^2,           GAUSSIAN,   0.5, 0.2, 2, 3",
    "relu(x)^1.5,   GAUSSIAN,   1,   0.1, 2, 3",
    "x*abs(x)^0.3,  ORTHOGONAL, 1,   0,   3, 2",
  })
  void singularValuesOfUnboundedSlopesFollowTheLaw(
      String activation, WeightLaw law, double weights, double biases, int depth, int networks) {
    Network network = network(activation, law, weights, biases, 300, depth);
    SpectrumComparison comparison = compare(network, network, networks);
    assertThat(comparison.singleDistance()).isLessThan(comparison.singleLimit().orElseThrow());
    assertThat(comparison.distance()).isLessThan(comparison.limit().orElseThrow());
    assertThat(comparison.holds()).isTrue();
    assertThat(comparison.largest()).isEmpty();
  }

  /** The same at width 1000. */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "x,         GAUSSIAN,   1,    0,    10",
    "relu,      GAUSSIAN,   2,    0,    10",
    "relu,      ORTHOGONAL, 2,    0,    3",
    "tanh,      ORTHOGONAL, 1.05, 2e-5, 50",
    "tanh,      GAUSSIAN,   2.5,  0.1,  10",
    "hard_tanh, ORTHOGONAL, 1.2,  0.05, 20",
    "erf,       ORTHOGONAL, 1,    0.1,  5",
    "gelu,      GAUSSIAN,   1.8,  0.1,  10",
  })
  void singularValuesOfWideNetworksFollowTheLaw(
      String activation, WeightLaw law, double weights, double biases, int depth) {
    Network network = network(activation, law, weights, biases, 1000, depth);
    assertAgreement(compare(network, network, 2));
  }

  /**
   * The scatter is that of random networks: a standard deviation of 60 scores is 1 ± 0.09, and lies
   * between 0.6 and 1.4 but with a probability of 10⁻⁵.
   */
  @ParameterizedTest
  @CsvSource({
    "relu,      GAUSSIAN,   2,    0,   5",
    "tanh,      ORTHOGONAL, 1.3,  0.1, 6",
    "tanh,      GAUSSIAN,   1.5,  0,   4",
    "gelu,      GAUSSIAN,   1.9,  0.1, 3",
    "hard_tanh, ORTHOGONAL, 1.2,  0,   5",
    "tanh,      GAUSSIAN,   1.2,  0.05, 16",
    "tanh,      ORTHOGONAL, 1.3,  0.1, 1",
    "gelu,      ORTHOGONAL, 1.9,  0,   1",
  })
  void sharesScatterAsPredicted(
      String activation, WeightLaw law, double weights, double biases, int depth) {
    int width = 100;
    Network network = network(activation, law, weights, biases, width, depth);
    JacobianSpectrum spectrum = law(network);
    SpectrumScatter scatter =
        NetworkJacobian.scatter(network, 1, JacobianScope.NETWORK, spectrum).orElseThrow();
    SampledSpectra spectra = SampledSpectra.draw(network, 1, 60, 5, 2, Progress.NONE);
    double predicted = scatter.deviationOfMean(width);
    Summary means = Summary.ofRatios(spectra.logMeanSquares(), spectrum.moments().logMean());
    assertThat(means.standardDeviation() / predicted).as(activation + " mean").isBetween(0.6, 1.5);
    for (double share : new double[] {0.6, 0.75, 0.9}) {
      double u = spectrum.quantile(share);
      double deviation = scatter.deviation(u, width);
      double limit = spectrum.massAbove(u);
      Summary scores =
          Summary.of(
              IntStream.range(0, spectra.networks())
                  .mapToDouble(k -> (spectra.shareAbove(k, 0.5 * u) - limit) / deviation)
                  .toArray());
      assertThat(scores.standardDeviation()).as(activation + " " + share).isBetween(0.6, 1.4);
      assertThat(Math.abs(scores.mean())).isLessThan(5 / Math.sqrt(60) + 2 / (width * deviation));
    }
  }

  /**
   * One per cent of the weight variance is seen: in ten linear layers it makes 10.5 % of the mean
   * square, whose standard deviation is √(L² + L)/N = 0.105, in the mean of 110 networks 0.01: ten
   * of these. (Nonlinear and residual networks: {@link SampledMomentsTest}.)
   */
  @Test
  void onePercentOfTheWeightVarianceIsSeen() {
    Network right = network("x", WeightLaw.GAUSSIAN, 1, 0, 100, 10);
    Network wrong = network("x", WeightLaw.GAUSSIAN, 1.01, 0, 100, 10);
    SpectrumComparison comparison = compare(right, right, 110);
    double error = Math.sqrt(10 * 10 + 10) / 100 / Math.sqrt(110);
    assertThat(comparison.meanSquareDeviation().orElseThrow() / Math.sqrt(110))
        .isCloseTo(error, within(1e-12));
    assertThat(Math.abs(comparison.meanSquare().mean() - 1)).isLessThan(4.9 * error);
    double mutant = compare(right, wrong, 110).meanSquare().mean();
    assertThat(Math.abs(mutant - 1)).isGreaterThan(4.9 * error);
  }

  /** Gaussian weights in place of orthogonal ones, and another activation, are seen by shares. */
  @ParameterizedTest
  @CsvSource({"tanh, GAUSSIAN, tanh, ORTHOGONAL", "hard_tanh, ORTHOGONAL, tanh, ORTHOGONAL"})
  void anotherNetworkIsSeen(String activation, WeightLaw law, String other, WeightLaw otherLaw) {
    SpectrumComparison comparison =
        compare(
            network(activation, law, 1.2, 0.05, 200, 4),
            network(other, otherLaw, 1.2, 0.05, 200, 4),
            2);
    assertThat(comparison.holds()).isFalse();
  }
}
