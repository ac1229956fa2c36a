package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identities of J_α(cos θ) = W(1, 1, cos θ)/V(1), the kernel of powers of the rectifier (Yang &amp;
 * Schoenholz 2017, C.29–C.32).
 */
class PowerKernelIdentitiesTest {

  private static Kernel kernel(double alpha) {
    return Kernel.of(Activations.parse(alpha == 0 ? "step" : "alpha_relu(" + alpha + ")"));
  }

  private static double j(double alpha, double angle) {
    Kernel kernel = kernel(alpha);
    return kernel.covariance(1, 1, new Correlation(angle)).value() / kernel.variance(1).value();
  }

  /** L_α(θ) = 2π V_α(1) J_α csc^{2α+1} θ. */
  private static double bigL(double alpha, double angle) {
    return 2
        * Math.PI
        * kernel(alpha).covariance(1, 1, new Correlation(angle)).value()
        / Math.pow(Math.sin(angle), 2 * alpha + 1);
  }

  /** L_α = csc²θ [(2α−1) cos θ L_{α−1} + (α−1)² L_{α−2}], α > 1. */
  @ParameterizedTest
  @CsvSource({"2, 0.5", "2, 1.9", "2.5, 0.5", "2.5, 1.4", "3.2, 1", "3, 2.6", "2.1, 0.9"})
  void lObeysItsRecurrence(double alpha, double angle) {
    double sine = Math.sin(angle);
    double expected =
        ((2 * alpha - 1) * Math.cos(angle) * bigL(alpha - 1, angle)
                + (alpha - 1) * (alpha - 1) * bigL(alpha - 2, angle))
            / (sine * sine);
    assertThat(bigL(alpha, angle) / expected).isCloseTo(1, within(1e-10));
  }

  /** L_α(θ) = ∫₀^∞ K₀(x) e^{x cos θ} x^α dx, with K₀(x) = ∫₀^∞ e^{−x cosh t} dt. */
  @ParameterizedTest
  @CsvSource({"0.5, 1.2", "0.9, 0.7", "1, 2", "1.7, 2.5", "2, 1"})
  void lIsAnIntegralOfTheBesselFunctionK0(double alpha, double angle) {
    // x = e^u and t ↦ cosh t: both trapezoidal rules converge geometrically.
    double sum = 0;
    double step = 1.0 / 32;
    for (double u = -40; u <= 6; u += step) {
      double x = Math.exp(u);
      sum += step * scaledBessel(x) * Math.exp(x * (Math.cos(angle) - 1)) * Math.pow(x, alpha + 1);
    }
    assertThat(bigL(alpha, angle) / sum).isCloseTo(1, within(1e-10));
  }

  /** e^x K₀(x). */
  private static double scaledBessel(double x) {
    double step = 1.0 / 64;
    double sum = 0.5;
    for (int k = 1; k < 4000; k++) {
      double half = Math.sinh(k * step / 2);
      double exponent = 2 * x * half * half;
      if (exponent > 745) {
        break;
      }
      sum += Math.exp(-exponent);
    }
    return sum * step;
  }

  /** J_α(1) = 1, J_α(−1) = 0, J_α′(1) = α²/(2α−1) for α > ½, and +∞ otherwise. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.6, 0.75, 0.9, 1, 1.5, 3})
  void endpoints(double alpha) {
    assertThat(j(alpha, 0)).isCloseTo(1, within(1e-14));
    assertThat(j(alpha, Math.PI)).isCloseTo(0, within(1e-14));
    Kernel kernel = kernel(alpha);
    double slope = kernel.derivativeVariance(1).value() / kernel.variance(1).value();
    if (alpha > 0.5) {
      assertThat(slope / (alpha * alpha / (2 * alpha - 1))).isCloseTo(1, within(1e-13));
    } else {
      assertThat(slope).isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  /** J_0 = (π − θ)/π and J_1 = (sin θ + (π − θ) cos θ)/π, approached as α → 0 and at α = 1. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1.2, 2.8})
  void lowestPowersHaveElementaryKernels(double angle) {
    double first = (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle)) / Math.PI;
    assertThat(j(1, angle)).isCloseTo(first, within(1e-14));
    assertThat(j(1e-9, angle)).isCloseTo((Math.PI - angle) / Math.PI, within(1e-7));
  }
}
