package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.GaussianRule;

/**
 * The linear part of an activation under Gaussian inputs, φ(√q z) ≈ a₀ + a₁z, and what it leaves
 * (SHR, section 2.1).
 *
 * @param constant a₀ = E φ
 * @param slope a₁ = E φz
 * @param error ‖φ − φ̃‖² = E(φ − a₀ − a₁z)²; relative accuracy 10⁻¹² + 10⁻¹⁵ √(V/error), and 0
 *     below 10⁻²⁹ V, what roundings leave
 */
public record Linearisation(double constant, double slope, double error) {

  /** What the roundings of a linear φ leave, relative to its mean square. */
  private static final double ROUNDING = 1e-29;

  /**
   * The linear part at preactivation variance q.
   *
   * @param preactivationVariance q &gt; 0
   */
  public static Linearisation of(Activation activation, double preactivationVariance) {
    GaussianRule rule =
        GaussianExpectation.of(activation).rule(Math.sqrt(preactivationVariance), 0);
    int n = rule.size();
    double[] z = rule.nodes();
    double[] w = rule.weights();
    double[] f = new double[n];
    activation.evaluate(n, rule.points(), f, null, null);
    double centre = f[n / 2];
    double shift = 0;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      shift += w[i] * (f[i] - centre);
      slope += w[i] * (f[i] - centre) * z[i];
    }
    double constant = centre + shift;
    double error = 0;
    for (int i = 0; i < n; i++) {
      double rest = f[i] - constant - slope * z[i];
      error += w[i] * rest * rest;
    }
    double size = constant * constant + slope * slope;
    return new Linearisation(constant, slope, error <= ROUNDING * size ? 0 : error);
  }
}
