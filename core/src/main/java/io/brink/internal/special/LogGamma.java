package io.brink.internal.special;

/**
 * The gamma function, its logarithm and differences of its logarithm on the positive axis.
 *
 * <p>The argument is shifted up to at least 10 by the recurrence Γ(x + 1) = xΓ(x); there Stirling's
 * series with eight Bernoulli terms is exact to rounding (Abramowitz &amp; Stegun 6.1.34, 6.1.40).
 */
public final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.918938533204672741780329736406;
  private static final double STIRLING_FROM = 10;

  /** B₂ₙ/(2n(2n − 1)). */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400
  };

  private LogGamma() {}

  /** ln Γ(x) for x &gt; 0: absolute error at most 4·10⁻¹⁶·max(1, x |ln x|). */
  public static double logGamma(double x) {
    double product = 1;
    double t = x;
    while (t < STIRLING_FROM) {
      product *= t;
      t++;
    }
    return (t - 0.5) * Math.log(t) - t + HALF_LOG_TWO_PI + correction(t) - Math.log(product);
  }

  /** Γ(x) for x &gt; 0: relative error at most 10⁻¹⁵·max(1, x); +∞ on overflow. */
  public static double gamma(double x) {
    if (x > 172) {
      return Double.POSITIVE_INFINITY;
    }
    if (x == Math.rint(x)) {
      double factorial = 1;
      for (int k = 2; k < x; k++) {
        factorial *= k;
      }
      return factorial;
    }
    // from [1, 2) by the recurrence: fewer roundings than the exponential of a large logarithm
    double t = x;
    double below = 1;
    while (t < 1) {
      below *= t;
      t++;
    }
    double above = 1;
    while (t >= 2) {
      t--;
      above *= t;
    }
    return Math.exp(logGamma(t)) * above / below;
  }

  /**
   * (ln Γ(x + d) − ln Γ(x))/d, the digamma function where d = 0: relative error about 10⁻¹⁵ of the
   * larger of its terms for x &gt; 0, x + d &gt; 0, |d| ≤ 1.
   */
  public static double slope(double x, double d) {
    double t = x;
    double shifts = 0;
    while (t < STIRLING_FROM + 1) {
      shifts += log1pSlope(t, d);
      t++;
    }
    // ((t + d − ½) ln(t + d) − (t − ½) ln t − d)/d
    return (t - 0.5) * log1pSlope(t, d) + Math.log(t + d) - 1 + correctionSlope(t, d) - shifts;
  }

  /** ln(1 + d/x)/d, which is 1/x where d = 0. */
  public static double log1pSlope(double x, double d) {
    double r = d / x;
    return Math.abs(r) < 1e-17 ? 1 / x : Math.log1p(r) / d;
  }

  private static double correction(double t) {
    double square = 1 / (t * t);
    double sum = 0;
    for (int k = STIRLING.length - 1; k >= 0; k--) {
      sum = sum * square + STIRLING[k];
    }
    return sum / t;
  }

  /** (correction(t + d) − correction(t))/d. */
  private static double correctionSlope(double t, double d) {
    double a = 1 / (t + d);
    double b = 1 / t;
    // (a^m − b^m)/(a − b) = Σ a^i b^(m−1−i), and (a − b)/d = −ab
    double sum = 0;
    double powerSum = 1;
    double bPower = 1;
    for (int k = 0; k < STIRLING.length; k++) {
      sum += STIRLING[k] * powerSum;
      bPower *= b;
      powerSum = a * powerSum + bPower;
      bPower *= b;
      powerSum = a * powerSum + bPower;
    }
    return -a * b * sum;
  }
}
