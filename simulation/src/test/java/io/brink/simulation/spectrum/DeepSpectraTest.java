package io.brink.simulation.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.InputPair;
import io.brink.simulation.Progress;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.weight.WeightSampling;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.NetworkJacobian;
import io.brink.spectrum.SpectrumOutcome;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Singular values of random networks of depth 100 to 1000, which span hundreds of decades. */
class DeepSpectraTest {

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

  /**
   * U₁ D₁ U₂ᵀ · U₂ D₂ U₃ᵀ ⋯ with orthogonal U and diagonal D of condition 10³: the singular values
   * are the products of diagonals, from 1 down to 10⁻³⁰⁰.
   */
  @Test
  void everySingularValueIsAccurateRelativeToItself() {
    int size = 40;
    Random random = new Random(3);
    GradedProduct product = new GradedProduct(size);
    double[] expected = new double[size];
    DMatrixRMaj right = RandomMatrices_DDRM.orthogonal(size, size, random);
    for (int l = 0; l < 100; l++) {
      DMatrixRMaj left = RandomMatrices_DDRM.orthogonal(size, size, random);
      DMatrixRMaj scaled = left.copy();
      for (int j = 0; j < size; j++) {
        double log = -Math.log(1000) * j / (size - 1) + 0.1 * random.nextGaussian();
        expected[j] += log;
        for (int i = 0; i < size; i++) {
          scaled.set(i, j, scaled.get(i, j) * Math.exp(log));
        }
      }
      DMatrixRMaj factor = new DMatrixRMaj(size, size);
      CommonOps_DDRM.multTransB(scaled, right, factor);
      product.multiplied(times(factor, product.columns()), 0);
      right = left;
    }
    Arrays.sort(expected);
    double[] found = product.logSingularValues();
    for (int i = 0; i < size; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-10));
    }
    assertThat(found[0]).isLessThan(-650);
  }

  private static double[][] times(DMatrixRMaj factor, double[][] columns) {
    DMatrixRMaj transposed = new DMatrixRMaj(columns);
    DMatrixRMaj result = new DMatrixRMaj(columns.length, columns.length);
    CommonOps_DDRM.multTransB(transposed, factor, result);
    return IntStream.range(0, columns.length)
        .mapToObj(
            j -> Arrays.copyOfRange(result.data, j * columns.length, (j + 1) * columns.length))
        .toArray(double[][]::new);
  }

  /** Multiplied out or graded, the values of a network are the same. */
  @Test
  void gradedProductsAgreeWithProductsThatAreMultipliedOut() {
    int depth = SampledSpectra.SHALLOW + 1;
    for (WeightLaw law : WeightLaw.values()) {
      Network network = network("leaky_relu(0.7)", law, 1.3, 0.05, 30, depth);
      SampledSpectra graded = SampledSpectra.draw(network, 1, 2, 3, 1, Progress.NONE);
      assertThat(graded.rounding()).isZero();
      for (int k = 0; k < 2; k++) {
        double[] expected = multipliedOut(network, k);
        for (int i = 0; i < 30; i++) {
          double log = graded.logValues()[k][i];
          double relative = 1e-15 * expected[29] / Math.exp(log);
          assertThat(log).isCloseTo(Math.log(expected[i]), within(1e-10 + 100 * relative));
        }
      }
    }
    Network linear = network("x", WeightLaw.ORTHOGONAL, 1.1, 0, 30, 300);
    for (double value : values(linear)) {
      assertThat(value).isCloseTo(150 * Math.log(1.1), within(1e-11));
    }
  }

  private static double[] multipliedOut(Network network, int index) {
    try (RandomNetwork random = RandomNetwork.of(network, WeightSampling.HELD, 3, index)) {
      InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));
      double[][] unit = new double[30][30];
      for (int i = 0; i < 30; i++) {
        unit[i][i] = 1;
      }
      DMatrixRMaj jacobian =
          new DMatrixRMaj(random.jacobianTimes(random.forward(InputGram.of(pair)), 0, unit));
      var svd = DecompositionFactory_DDRM.svd(30, 30, false, false, false);
      assertThat(svd.decompose(jacobian)).isTrue();
      double[] values = svd.getSingularValues().clone();
      Arrays.sort(values);
      return values;
    }
  }

  /** Layers that lose a direction, and all of them. */
  @Test
  void lostDirectionsHaveASingularValueOfZero() {
    GradedProduct product = new GradedProduct(3);
    double[][] columns = product.columns();
    for (double[] column : columns) {
      column[1] = 0;
    }
    product.multiplied(columns, Math.log(2));
    assertThat(product.logSingularValues())
        .containsExactly(Double.NEGATIVE_INFINITY, Math.log(2), Math.log(2));
    product.multiplied(new double[3][3], 0);
    assertThat(product.logSingularValues()).containsOnly(Double.NEGATIVE_INFINITY);
  }

  private static double[] values(Network network) {
    return SampledSpectra.draw(network, 1, 1, 3, 1, Progress.NONE).logValues()[0];
  }

  /**
   * The exact law at finite width (Goodman 1963): ln |det W| of an N×N Gaussian matrix with
   * variance 1/N has the mean ½ Σ_i (ψ(i/2) + ln(2/N)) and the variance ¼ Σ_i ψ′(i/2). So the mean
   * of ln s over one network of L linear layers, −L/2 at infinite width, is known with its
   * deviation.
   */
  @ParameterizedTest
  @CsvSource({"100, 100", "100, 300", "50, 1000"})
  void theMeanLogarithmOfLinearNetworksIsThatOfTheExactLaw(int width, int depth) {
    double[] found = values(network("x", WeightLaw.GAUSSIAN, 1, 0, width, depth));
    double mean = 0;
    double variance = 0;
    for (int i = 1; i <= width; i++) {
      mean += 0.5 * (digamma(i) + Math.log(2.0 / width));
      variance += 0.25 * trigamma(i);
    }
    double exact = depth * mean / width;
    double deviation = Math.sqrt(depth * variance) / width;
    double average = Arrays.stream(found).average().orElseThrow();
    assertThat(average).isCloseTo(exact, within(5 * deviation));
    // −L/2 is off by (¼ ln N + 0.07) L/N, which is many deviations
    double bias = -(0.25 * Math.log(width) + 0.07) * depth / width;
    assertThat(exact + 0.5 * depth).isCloseTo(bias, within(0.01 * Math.abs(bias)));
    assertThat(Math.abs(average + 0.5 * depth)).isGreaterThan(5 * deviation);
  }

  /** ψ(i/2). */
  private static double digamma(int i) {
    double value = i % 2 == 1 ? -0.5772156649015329 - 2 * Math.log(2) : -0.5772156649015329;
    for (int k = i % 2 == 1 ? 1 : 2; k < i; k += 2) {
      value += 2.0 / k;
    }
    return value;
  }

  /** ψ′(i/2). */
  private static double trigamma(int i) {
    double value = i % 2 == 1 ? Math.PI * Math.PI / 2 : Math.PI * Math.PI / 6;
    for (int k = i % 2 == 1 ? 1 : 2; k < i; k += 2) {
      value -= 4.0 / (k * (double) k);
    }
    return value;
  }

  private static SpectrumComparison compare(
      String activation, WeightLaw law, double weights, double biases, int width, int depth) {
    Network network = network(activation, law, weights, biases, width, depth);
    SpectrumOutcome outcome = NetworkJacobian.spectrum(network, 1, JacobianScope.NETWORK, 300);
    JacobianSpectrum spectrum = ((SpectrumOutcome.Computed) outcome).spectrum();
    return SpectrumComparison.of(
        SampledSpectra.draw(network, 1, 1, 11, 2, Progress.NONE),
        spectrum,
        NetworkJacobian.scatter(network, 1, JacobianScope.NETWORK, spectrum));
  }

  /**
   * Shares of singular values follow the law of infinite width to about 2/N at any depth, L ≫ N
   * among them: their logarithms are off by ln N/4 · L/N, and spread over L/2 and more.
   */
  @ParameterizedTest
  @CsvSource({
    "x,         GAUSSIAN,   1,      0,    100, 100",
    "x,         GAUSSIAN,   1,      0,    64,  1000",
    "tanh,      GAUSSIAN,   1.2,    0.01, 100, 100",
    "shtanh(3), ORTHOGONAL, 1.0004, 0.05, 100, 300",
    "shtanh(3), ORTHOGONAL, 1.0004, 0.05, 64,  1000",
  })
  void deepSingularValuesFollowTheLaw(
      String activation, WeightLaw law, double weights, double biases, int width, int depth) {
    SpectrumComparison comparison = compare(activation, law, weights, biases, width, depth);
    assertThat(comparison.singleDistance()).isLessThan(comparison.singleLimit().orElseThrow());
    if (law == WeightLaw.GAUSSIAN) {
      assertThat(comparison.singleDistance()).isLessThan(3.0 / width);
    }
  }

  /** At width 1000, as long as the matrices of a network fit into memory, and at 300. */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "x,         GAUSSIAN,   1,      0,    1000, 100",
    "tanh,      GAUSSIAN,   1.2,    0.01, 1000, 100",
    "shtanh(3), ORTHOGONAL, 1.0004, 0.05, 1000, 100",
    "sexp(5),   ORTHOGONAL, 1.001,  0.05, 1000, 100",
    "shtanh(3), ORTHOGONAL, 1.0004, 0.05, 1000, 300",
    "x,         GAUSSIAN,   1,      0,    300,  1000",
  })
  void deepSingularValuesOfWideNetworksFollowTheLaw(
      String activation, WeightLaw law, double weights, double biases, int width, int depth) {
    SpectrumComparison comparison = compare(activation, law, weights, biases, width, depth);
    assertThat(comparison.singleDistance()).isLessThan(comparison.singleLimit().orElseThrow());
  }
}
