package io.brink.linearregion;

import io.brink.internal.solve.Bracket;
import io.brink.internal.special.ErrorFunction;
import io.brink.internal.special.LambertW;
import java.util.function.DoubleUnaryOperator;

/**
 * What holds for every scaled-bounded activation at the edge of chaos, from y = σ_b²/a² alone (LIN,
 * lemma 3.4 and theorem 2.1), with x = a/√q*.
 *
 * <p>The root forms are what the lemma's proof has before it simplifies:
 *
 * <ul>
 *   <li>V ≥ E x²1_{|x|≤a} and E φ′² ≤ 1 give y x² ≤ √(2/π) x e^{−x²/2} + erfc(x/√2);
 *   <li>V ≤ E min(x², a²) and E φ′² ≥ erf(x/√2) give y erf(x/√2) ≥ √(2/π) e^{−x²/2}/x − erfc(x/√2),
 *       with equality for Shtanh, whose x is therefore the smallest of all;
 *   <li>|φ′| ≤ 1 gives μ₂ ≤ μ₁, so μ₂/μ₁² ≤ 1/μ₁ ≤ 1/erf(x/√2), again with equality for Shtanh.
 * </ul>
 *
 * @param biasRatio y = σ_b²/a²
 * @param lower smallest x, in root form
 * @param upper largest x, in root form
 * @param looseLower Λ(y)
 * @param looseUpper (8/π)^{1/6} y^{−1/3}
 */
public record RegionBounds(
    double biasRatio, double lower, double upper, double looseLower, double looseUpper) {

  private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
  private static final double LOG_TWO_OVER_PI = Math.log(2 / Math.PI);
  private static final double ROOT_HALF = 0.7071067811865476;

  /**
   * The bounds at a ratio y. Accuracy: 10⁻¹⁴ relative.
   *
   * @param biasRatio y, from 10⁻²⁵⁰ to 10²⁵⁰
   */
  public static RegionBounds of(double biasRatio) {
    if (!(biasRatio >= 1e-250 && biasRatio <= 1e250)) {
      throw new IllegalArgumentException(
          "the ratio of bias variance to squared half-width lies in [1e-250, 1e250], got "
              + biasRatio);
    }
    double y = biasRatio;
    double looseUpper = Math.pow(8 / Math.PI, 1.0 / 6) / Math.cbrt(y);
    double looseLower = lambda(y);
    double lower = Math.exp(root(t -> shtanh(Math.exp(t), y), looseLower));
    double upper = Math.exp(root(t -> largest(Math.exp(t), y), looseLower));
    return new RegionBounds(y, lower, upper, looseLower, looseUpper);
  }

  /** ln x at the root of a function that falls through 0. */
  private static double root(DoubleUnaryOperator f, double start) {
    double low = Math.log(start);
    while (f.applyAsDouble(low) < 0) {
      low -= 1;
    }
    double high = low + 1;
    while (f.applyAsDouble(high) > 0) {
      high += 1;
    }
    return Bracket.root(f, low, high);
  }

  /** Λ(y) = √W₀((2/π)β⁻²), β = √(2/π) e^{−d²/2}(d + 2/d), d = √W₀((2/π)y⁻²). */
  private static double lambda(double y) {
    double square = LambertW.ofExponential(LOG_TWO_OVER_PI - 2 * Math.log(y));
    double d = Math.sqrt(square);
    double logBeta = 0.5 * LOG_TWO_OVER_PI - 0.5 * square + Math.log(d + 2 / d);
    return Math.sqrt(LambertW.ofExponential(LOG_TWO_OVER_PI - 2 * logBeta));
  }

  /** ln of both sides of the equation of Shtanh, left in excess. */
  private static double shtanh(double x, double y) {
    double scaled = ErrorFunction.erfcx(x * ROOT_HALF);
    double tail = ROOT_TWO_OVER_PI / x - scaled;
    return Math.log(tail) - 0.5 * x * x - Math.log(y) - Math.log(ErrorFunction.erf(x * ROOT_HALF));
  }

  private static double largest(double x, double y) {
    double tail = ROOT_TWO_OVER_PI * x + ErrorFunction.erfcx(x * ROOT_HALF);
    return Math.log(tail) - 0.5 * x * x - Math.log(y) - 2 * Math.log(x);
  }

  /** R(ρ) − ρ on [0, 1] is at most this, for one layer: R(0) = σ_b²/q* = y x² at the largest x. */
  public double correlationBound() {
    return Math.min(1, biasRatio * upper * upper);
  }

  /** R(0) = σ_b²/q* is at least this: y x² at the smallest x. */
  public double smallestCorrelationShift() {
    return Math.min(1, biasRatio * lower * lower);
  }

  /** Theorem 2.1, first part: min{1, (8/π)^{1/3} y^{1/3}}. */
  public double looseCorrelationBound() {
    return Math.min(1, Math.cbrt(8 / Math.PI * biasRatio));
  }

  /** μ₂/μ₁² − 1 is at most this: 1/erf(x/√2) − 1 at the smallest x, the value of Shtanh. */
  public double spreadBound() {
    return ErrorFunction.erfc(lower * ROOT_HALF) / ErrorFunction.erf(lower * ROOT_HALF);
  }

  /** Theorem 2.1, second part: erf(Λ(y)/√2)⁻² − 1. */
  public double looseSpreadBound() {
    double erf = ErrorFunction.erf(looseLower * ROOT_HALF);
    double erfc = ErrorFunction.erfc(looseLower * ROOT_HALF);
    return erfc * (1 + erf) / (erf * erf);
  }

  /**
   * R′(0) = σ_w²(E φ′)² is at least this: φ′ ≥ −1 in the tails gives E φ′ ≥ 1 − 2 erfc(x/√2) at the
   * smallest x; 0 where that is negative.
   */
  public double smallestSlope() {
    double mean = 1 - 2 * ErrorFunction.erfc(lower * ROOT_HALF);
    return mean > 0 ? mean * mean : 0;
  }
}
