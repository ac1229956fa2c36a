package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.AngleSampler;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;
import io.brink.golden.Golden;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureKernelTest {
  private static final Map<String, QuadratureKernel> KERNELS = new ConcurrentHashMap<>();

  private static QuadratureKernel kernel(String name) {
    return KERNELS.computeIfAbsent(name, n -> QuadratureKernel.of(Activations.parse(n)));
  }

  /** Relative 1e-12, absolute on the scale of the integrand where the figure passes through 0. */
  private static void check(String what, Estimate e, double reference, double scale) {
    if (Double.isInfinite(reference)) {
      assertThat(e.value()).as(what).isEqualTo(reference);
      return;
    }
    if (reference == 0 && Math.abs(e.value()) < 1e-30) {
      // the reference figures print what is below 1e-30 as 0
      return;
    }
    double error = Math.abs(e.value() - reference);
    assertThat(error)
        .as("%s: %s, reference %s", what, e, reference)
        .isLessThanOrEqualTo(1e-12 * Math.abs(reference) + 1e-14 * scale + 1e-31);
    // reference figures of two dimensions have 16 digits
    assertThat(error)
        .as("error bound of %s: %s, reference %s", what, e, reference)
        .isLessThanOrEqualTo(e.errorBound() + 1e-14 * Math.abs(reference) + 1e-17 * scale);
  }

  @ParameterizedTest
  @ValueSource(strings = {"golden1d.json", "kernel1d_extended.json"})
  void oneDimensionalMomentsMatchReference(String file) {
    for (Golden.Row row : Golden.byActivation(file)) {
      QuadratureKernel k = kernel(row.activation());
      double q = row.number("q");
      String at = row.activation() + " at q = " + q + " ";
      double v = row.number("V");
      double slope = k.derivativeVariance(q).value();
      double slopeScale = slope < Double.POSITIVE_INFINITY ? Math.sqrt(slope) : 1 / Math.sqrt(q);
      field(row, "mean", at, k.mean(q), Math.sqrt(v));
      field(row, "V", at, k.variance(q), 0);
      field(row, "dV_dq", at, k.varianceDerivative(q), slopeScale * slopeScale);
      field(row, "E_dphi", at, k.derivativeMean(q), slopeScale);
      field(row, "E_dphi2", at, k.derivativeVariance(q), 0);
      field(row, "E_d2phi2", at, k.secondDerivativeVariance(q), 0);
      field(row, "E_phi4", at, k.fourthMoment(q), 0);
      field(row, "E_dphi4", at, k.derivativeFourthMoment(q), 0);
    }
  }

  private static void field(Golden.Row row, String name, String at, Estimate e, double scale) {
    if (row.has(name)) {
      check(at + name, e, row.number(name), scale);
    }
  }

  @Test
  void covariancesMatchReference() {
    for (Golden.Row row : Golden.byActivation("golden2d.json")) {
      Estimate e =
          kernel(row.activation())
              .covariance(row.number("q1"), row.number("q2"), Correlation.ofValue(row.number("c")));
      check(row.toString(), e, row.number("K"), 0);
    }
  }

  /**
   * α-ReLU is tested with its closed form: its singularity is beyond this method in two dimensions.
   */
  private static boolean singular(Golden.Row row) {
    return row.activation().startsWith("alpha_relu");
  }

  @Test
  void extendedCovariancesMatchReference() {
    for (Golden.Row row : Golden.byActivation("kernel2d_extended.json")) {
      if (singular(row)) {
        continue;
      }
      QuadratureKernel k = kernel(row.activation());
      double q1 = row.number("q1");
      double q2 = row.number("q2");
      Correlation c = Correlation.ofValue(row.number("c"));
      if (row.has("K")) {
        double size = Math.sqrt(k.variance(q1).value() * k.variance(q2).value());
        check(row.toString(), k.covariance(q1, q2, c), row.number("K"), 10 * size);
      }
      if (row.has("K_dphi")) {
        double size =
            Math.sqrt(k.derivativeVariance(q1).value() * k.derivativeVariance(q2).value());
        check(
            "slope " + row,
            k.derivativeCovariance(q1, q2, c),
            row.number("K_dphi"),
            size < Double.POSITIVE_INFINITY ? 10 * size : 1);
      }
    }
  }

  @Test
  void gapsMatchReference() {
    for (Golden.Row row : Golden.byActivation("gaps.json")) {
      if (singular(row)) {
        continue;
      }
      Correlation c = Correlation.ofGap(row.number("one_minus_c"));
      double reference = row.number("gap");
      Estimate e = kernel(row.activation()).gap(row.number("q"), c);
      assertThat(e.value() / reference).as("%s: %s", row, e).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void exponentialMomentsReachFarOut() {
    assertThat(kernel("exp").variance(100).value() / Math.exp(200)).isCloseTo(1, within(1e-13));
    assertThat(kernel("exp").variance(1000).value()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({"tanh", "gelu", "softplus", "selu", "relu", "hard_tanh", "sexp", "step", "elu"})
  void gapIsTheIntegralOfTheSlope(String name) {
    for (double q : new double[] {1e-6, 1, 50}) {
      AngleSampler s = kernel(name).sampler(q, q);
      for (double gap : new double[] {1e-4, 1e-12, 1e-300}) {
        double angle = Correlation.ofGap(gap).angle();
        // Gauss's rule with five points of q sin t E φ′φ′
        double[] nodes = {0, 0.5384693101056831, 0.9061798459386640};
        double[] weights = {0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
          for (int sign = i == 0 ? 1 : -1; sign <= 1; sign += 2) {
            double t = angle * 0.5 * (1 + sign * nodes[i]);
            double d = s.covariance(DerivativeOrder.FIRST, t).value();
            sum += 0.5 * angle * weights[i] * q * Math.sin(t) * d;
          }
        }
        Estimate e = s.gap(1, 0, angle);
        assertThat(e.value() / sum)
            .as("%s q = %s 1 - c = %s", name, q, gap)
            .isCloseTo(1, within(1e-12));
        assertThat(e.errorBound()).isLessThan(1e-9 * e.value());
      }
    }
  }

  /**
   * Price's theorem: ∂W/∂θ = −q sin θ E φ′φ′, ∂(E φ′φ′)/∂θ = −q sin θ E φ″φ″, with point masses.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {"tanh", "relu", "selu", "hard_tanh", "step", "sexp", "ssaw", "hard_swish"})
  void covarianceDerivativesObeyPrice(String name) {
    double q1 = 0.7;
    double q2 = 1.9;
    AngleSampler s = kernel(name).sampler(q1, q2);
    for (double angle : new double[] {0.4, 1.2, 2.1, 2.6}) {
      for (int order = 0; order < 2; order++) {
        DerivativeOrder lower = DerivativeOrder.values()[order];
        DerivativeOrder higher = DerivativeOrder.values()[order + 1];
        double h = 0.02;
        double difference = 0;
        // central differences of eighth order
        double[] c = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
        for (int i = 1; i <= 4; i++) {
          difference +=
              c[i - 1]
                  / h
                  * (s.covariance(lower, angle + i * h).value()
                      - s.covariance(lower, angle - i * h).value());
        }
        double exact = -Math.sqrt(q1 * q2) * Math.sin(angle) * s.covariance(higher, angle).value();
        assertThat(difference)
            .as("%s order %d angle %s", name, order, angle)
            .isCloseTo(exact, within(2e-8 * (1 + Math.abs(exact))));
      }
    }
  }

  @Test
  void covarianceTakesTheVarianceAtEqualInputs() {
    for (String name : new String[] {"tanh", "selu", "hard_tanh"}) {
      for (double q : new double[] {1e-6, 1, 1e4}) {
        Estimate v = kernel(name).variance(q);
        Estimate w = kernel(name).sampler(q, q).covariance(DerivativeOrder.VALUE, 0);
        assertThat(w.value()).isCloseTo(v.value(), within(1e-13 * v.value()));
      }
    }
  }

  @Test
  void reluAgreesWithItsClosedForm() {
    for (double q : new double[] {1e-6, 1, 1e4}) {
      for (double t : new double[] {1e-150, 1e-5, 0.3, 1.5, 2.5, 3.1}) {
        double w = q * (Math.sin(t) + (Math.PI - t) * Math.cos(t)) / (2 * Math.PI);
        Estimate e = kernel("relu").sampler(q, q).covariance(DerivativeOrder.VALUE, t);
        assertThat(e.value()).isCloseTo(w, within(1e-13 * q));
      }
    }
  }

  @Test
  void normalisedGapOfUnequalVariancesKeepsItsDigits() {
    // sin: W = e^{-(q1+q2)/2} sinh(sqrt(q1 q2) c); at c = 1 and q2 = q1(1 + e) the gap is O(e²)
    double q = 1;
    for (double e : new double[] {1e-3, 1e-6, 1e-9}) {
      double actual = kernel("sin").normalisedGap(q, q * (1 + e), Correlation.EQUAL).value();
      double ratio = actual / (((1 + e) - 1) * ((1 + e) - 1));
      // the limit: ½E(d/d ln q (φ/√V))² at q = 1, in 30 digits from the closed form
      assertThat(ratio).as("e = %s", e).isCloseTo(limitOfSine(), within(2 * e + 1e-9));
    }
  }

  /** ½E(z cos(z)/(2√V) − sin(z)V′/(2V^{3/2}))² for V = (1 − e^{−2q})/2, q = 1. */
  private static double limitOfSine() {
    double v = (1 - Math.exp(-2)) / 2;
    double slope = Math.exp(-2);
    double squares = 0.5 * (1 + (1 - 4) * Math.exp(-2)); // E z² cos² z
    double mixed = Math.exp(-2); // E z sin z cos z
    return 0.5 * (squares / (4 * v) - mixed * slope / (2 * v * v) + slope * slope / (4 * v * v));
  }

  @Test
  void hermiteCoefficientsSumToTheVariance() {
    for (String name : new String[] {"tanh", "gelu", "sin", "exp"}) {
      QuadratureKernel k = kernel(name);
      double sum = 0;
      for (double a : k.hermiteCoefficients(1, 300)) {
        sum += a * a;
      }
      double v = k.variance(1).value();
      assertThat(sum).as(name).isCloseTo(v, within(1e-12 * v));
    }
  }

  @Test
  void linearisationErrorMatchesClosedForms() {
    double a = 0.999999;
    QuadratureKernel leaky = kernel("leaky_relu(" + a + ")");
    double exact = (1 - a) * (1 - a) * (Math.PI - 2) / (4 * Math.PI);
    assertThat(leaky.linearisationError(1).value()).isCloseTo(exact, within(1e-9 * exact));
    double q = 1e-6;
    // sin: Σ_{k≥3 odd} e^{−q} q^k/k!
    double sine = Math.exp(-q) * q * q * q / 6 * (1 + q * q / 20);
    assertThat(kernel("sin").linearisationError(q).value()).isCloseTo(sine, within(1e-11 * sine));
  }

  @Test
  void expectationOfAnyFunction() {
    Estimate e =
        GaussianExpectation.expectation(
            x -> Math.abs(x - 0.5), new io.brink.activation.Growth.Polynomial(1), 4, 0.5);
    double t = 0.25;
    double exact =
        2 * (2 * Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI) + t * (2 * normal(t) - 1));
    assertThat(e.value()).isCloseTo(exact, within(1e-13));
  }

  private static double normal(double t) {
    double sum = 0;
    double term = t;
    for (int k = 0; k < 30; k++) {
      sum += term / (2 * k + 1);
      term *= -t * t / (2 * (k + 1));
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }

  @Test
  void badInputIsNamed() {
    Activation tanh = Activations.parse("tanh");
    assertThatThrownBy(() -> QuadratureKernel.of(tanh).variance(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> QuadratureKernel.of(tanh).sampler(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
