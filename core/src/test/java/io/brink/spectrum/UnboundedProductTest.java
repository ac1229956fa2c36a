package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import io.brink.spectrum.SpectralLaw.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of layers whose slopes are unbounded: a support without an upper end. */
class UnboundedProductTest {

  private static final int ORDER = 4;

  private static JacobianSpectrum spectrum(
      String activation, double q, WeightLaw law, int depth, int points) {
    Activation phi = Activations.parse(activation);
    List<JacobianFactor> factors = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      factors.add(Weights.square(law, 1));
      factors.add(Slopes.of(phi, q));
    }
    SpectrumOutcome outcome = JacobianSpectrum.of(factors, points);
    assertThat(outcome).isInstanceOf(SpectrumOutcome.Computed.class);
    return ((SpectrumOutcome.Computed) outcome).spectrum();
  }

  /**
   * Moments of a product of free factors by Voiculescu's S-transform as a power series: with ψ(z) =
   * Σ m_k z^k and χ its inverse, S(x) = χ(x)(1 + x)/x is the product of those of the factors, that
   * of a Gaussian matrix being 1/(1 + x).
   *
   * @param slope E t^k
   */
  private static double[] moments(IntToDoubleFunction slope, boolean gaussian, int depth) {
    double[] psi = new double[ORDER + 1];
    for (int k = 1; k <= ORDER; k++) {
      psi[k] = slope.applyAsDouble(k);
    }
    // χ(x)/x of the product is (χ_t(x)/x)^L (1 + x)^{L − 1} (1 + x)^{−L if Gaussian}
    double[] one = shifted(inverse(psi));
    double[] product = {1, 0, 0, 0};
    for (int i = 0; i < depth; i++) {
      product = product(product, one);
    }
    double[] linear = {1, 1, 0, 0};
    double[] geometric = {1, -1, 1, -1};
    for (int i = 1; i < depth; i++) {
      product = product(product, linear);
    }
    for (int i = 0; gaussian && i < depth; i++) {
      product = product(product, geometric);
    }
    double[] chi = new double[ORDER + 1];
    System.arraycopy(product, 0, chi, 1, ORDER);
    return inverse(chi);
  }

  private static double[] shifted(double[] series) {
    double[] result = new double[ORDER];
    System.arraycopy(series, 1, result, 0, ORDER);
    return result;
  }

  private static double[] product(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; i + j < a.length; j++) {
        result[i + j] += a[i] * b[j];
      }
    }
    return result;
  }

  /** The inverse of a₁x + … + a₄x⁴ to that order (Abramowitz and Stegun 3.6.25). */
  private static double[] inverse(double[] a) {
    double b = a[2];
    double c = a[3];
    double d = a[4];
    double f = a[1];
    return new double[] {
      0,
      1 / f,
      -b / Math.pow(f, 3),
      (2 * b * b - f * c) / Math.pow(f, 5),
      (5 * f * b * c - f * f * d - 5 * b * b * b) / Math.pow(f, 7)
    };
  }

  @Test
  void theRecursionGivesFussCatalanNumbers() {
    assertThat(moments(k -> 1, true, 2))
        .containsExactly(new double[] {0, 1, 3, 12, 55}, within(1e-13));
  }

  /** E t^k for φ′(√q z)². */
  private static double slopeMoment(String activation, double q, int k) {
    return switch (activation) {
      case "x^2" -> Math.pow(4 * q, k) * normalMoment(2 * k);
      case "x^3+x" -> {
        double sum = 0;
        for (int j = 0; j <= 2 * k; j++) {
          sum += binomial(2 * k, j) * Math.pow(3 * q, j) * normalMoment(2 * j);
        }
        yield sum;
      }
      case "exp(x/2)-1" -> Math.pow(4, -k) * Math.exp(0.5 * k * k * q);
      case "relu(x)^1.5" -> Math.pow(2.25 * Math.sqrt(q), k) * 0.5 * absoluteMoment(k);
      case "sinh(x)" -> {
        // cosh^{2k} x = 4^{−k} Σ binom(2k, j) e^{(2k − 2j)x}
        double sum = 0;
        for (int j = 0; j <= 2 * k; j++) {
          sum += binomial(2 * k, j) * Math.exp(2.0 * (k - j) * (k - j) * q);
        }
        yield Math.pow(4, -k) * sum;
      }
      default -> throw new IllegalArgumentException(activation);
    };
  }

  private static double normalMoment(int n) {
    return n == 0 ? 1 : (n - 1) * normalMoment(n - 2);
  }

  private static double absoluteMoment(int n) {
    return n == 0 ? 1 : n == 1 ? Math.sqrt(2 / Math.PI) : (n - 1) * absoluteMoment(n - 2);
  }

  private static double binomial(int n, int k) {
    double result = 1;
    for (int i = 1; i <= k; i++) {
      result = result * (n - k + i) / i;
    }
    return result;
  }

  /** The first two moments are checked by every spectrum, the next two by nothing else. */
  @ParameterizedTest
  @CsvSource({
    "x^2,         1,    GAUSSIAN,   2",
    "x^2,         0.3,  ORTHOGONAL, 3",
    "x^2,         2,    GAUSSIAN,   10",
    "x^3+x,       0.05, GAUSSIAN,   3",
    "x^3+x,       1,    GAUSSIAN,   3",
    "x^3+x,       0.1,  ORTHOGONAL, 6",
    "exp(x/2)-1,  0.5,  GAUSSIAN,   2",
    "sinh(x),     0.05, GAUSSIAN,   20",
    "relu(x)^1.5, 1,    GAUSSIAN,   2",
    "relu(x)^1.5, 1,    GAUSSIAN,   10",
    "relu(x)^1.5, 1,    ORTHOGONAL, 4",
  })
  void higherMomentsAreThoseOfFreeProducts(String activation, double q, WeightLaw law, int depth) {
    JacobianSpectrum spectrum = spectrum(activation, q, law, depth, 400);
    double[] expected =
        moments(k -> slopeMoment(activation, q, k), law == WeightLaw.GAUSSIAN, depth);
    double[] found = new double[ORDER + 1];
    for (Node node : spectrum.law().nodes()) {
      for (int k = 1; k <= ORDER; k++) {
        found[k] += node.weight() * node.point().density() * Math.exp(k * node.point().logSquare());
      }
    }
    double[] accuracy = {0, 1e-8, 1e-8, 1e-7, 1e-6};
    for (int k = 1; k <= ORDER; k++) {
      assertThat(found[k] / expected[k]).isCloseTo(1, within(accuracy[k]));
    }
    assertThat(spectrum.largestLogSquare()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(spectrum.intervals().getLast().upperLogSquare()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  /** Samples end somewhere, the support does not. */
  @Test
  void theTailFallsToNothing() {
    JacobianSpectrum spectrum = spectrum("x^3+x", 1, WeightLaw.GAUSSIAN, 3, 200);
    double last = spectrum.points().getLast().logSquare();
    SpectralPoint before = spectrum.at(last - 1);
    for (double u = last - 0.9; u < last + 40; u += 0.1) {
      SpectralPoint point = spectrum.at(u);
      assertThat(point.density())
          .isBetween(0.0, before.density() + before.densityError() + point.densityError());
      assertThat(point.massAbove()).isBetween(-1e-14, before.massAbove() + 1e-14);
      before = point;
    }
    assertThat(before.density()).isLessThan(1e-13);
    for (double share : new double[] {1e-6, 0.5, 0.999, 1 - 1e-9}) {
      double u = spectrum.quantile(share);
      assertThat(u).isFinite();
      assertThat(spectrum.massAbove(u)).isCloseTo(1 - share, within(1e-11));
    }
  }

  /** Bounded slopes on one side of the product do not bound it. */
  @Test
  void oneUnboundedLayerMakesTheProductUnbounded() {
    List<JacobianFactor> factors =
        List.of(
            Weights.square(WeightLaw.ORTHOGONAL, 1),
            Slopes.of(Activations.parse("relu"), 1),
            new Weights(WeightLaw.GAUSSIAN, 1, 1, 0.5),
            Slopes.of(Activations.parse("x^2"), 1),
            new Weights(WeightLaw.GAUSSIAN, 1, 0.5, 1),
            Slopes.of(Activations.parse("tanh"), 1));
    JacobianSpectrum spectrum =
        ((SpectrumOutcome.Computed) JacobianSpectrum.of(factors, 300)).spectrum();
    assertThat(spectrum.largestLogSquare()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(spectrum.checks().worst()).isLessThan(1e-6);
  }
}
