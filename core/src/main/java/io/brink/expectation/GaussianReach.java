package io.brink.expectation;

import io.brink.activation.Growth;

/** How far out a Gaussian integral must look. */
final class GaussianReach {
  /** Where z²/2 reaches 46 = −ln 10⁻²⁰. */
  static final double BOUNDED = 9.6;

  /** Beyond it the density is not a double. */
  static final double LARGEST = 38;

  private GaussianReach() {}

  /**
   * The |z| beyond which |φ(scale·z)|^power times the density is below 10⁻²⁰ of its maximum.
   *
   * @param power degree of the product of activations
   */
  static double of(Growth growth, double scale, int power) {
    double reach =
        switch (growth) {
          case Growth.Bounded bounded -> BOUNDED;
          case Growth.Polynomial polynomial -> polynomial(power * polynomial.degree());
          case Growth.Exponential exponential ->
              BOUNDED + power * exponential.rate() * Math.abs(scale);
        };
    return Math.min(reach, LARGEST);
  }

  /** Solves d ln(z/√d) − (z² − d)/2 = −46 for z &gt; √d. */
  private static double polynomial(double d) {
    if (!(d > 0)) {
      return BOUNDED;
    }
    double z = Math.sqrt(d) + BOUNDED;
    for (int i = 0; i < 20; i++) {
      z = Math.sqrt(d + 92 + 2 * d * Math.max(0, Math.log(z / Math.sqrt(d))));
    }
    return Math.min(z, Math.sqrt(d) + BOUNDED);
  }
}
