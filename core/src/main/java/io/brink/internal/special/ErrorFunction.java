package io.brink.internal.special;

/**
 * The error function and its complements.
 *
 * <p>Method: on [0, 1] erf(x) = x·P(x²), P of degree 12; elsewhere erfc through erfcx(x) =
 * e^{x²}erfc(x) = G(t)/(1 + 2x) with t = (x − 4)/(x + 4) ∈ [−1, 1), which is smooth on the whole
 * half-line: one polynomial of degree 24 serves every x ≥ 0. Both polynomials are Chebyshev
 * expansions computed at 50 digits; their truncation errors are 2·10⁻¹⁹ and 10⁻¹⁷. e^{−x²} is taken
 * with the square's rounding error, so that the far tail keeps its digits.
 *
 * <p>Accuracy: relative error at most 5·10⁻¹⁶ for erf, 10⁻¹⁵ for erfc and erfcx (x ≥ 0), down to
 * the smallest normal double.
 */
public final class ErrorFunction {

  private static final double[] ERF = {
    1.1283791670955126,
    -0.3761263890318375,
    0.11283791670954882,
    -0.026866170645077334,
    0.005223977624823223,
    -0.0008548326981129666,
    0.00012055331122299266,
    -1.4925595519506043e-05,
    1.6461004480962034e-06,
    -1.6350354461959655e-07,
    1.4660051998394848e-08,
    -1.1373902296430911e-09,
    5.958930743134941e-11,
  };

  private static final double[] SCALED_COMPLEMENT = {
    1.2329951186255526,
    -0.1396211168405623,
    0.015379652102619604,
    0.06809705425466908,
    -0.10103906603630056,
    0.0937328349990944,
    -0.06633036581218697,
    0.03716751552655567,
    -0.016197734059799265,
    0.005031970067657489,
    -0.0007577732613730956,
    -0.00019925714661091188,
    0.0001506214900124047,
    -2.4397746422436416e-05,
    -1.1221287012353486e-05,
    5.706604414895734e-06,
    2.919733377963012e-07,
    -8.210939042560568e-07,
    7.746992727017941e-08,
    1.0633855618594884e-07,
    -2.05606492756992e-08,
    -1.234686604382353e-08,
    3.1695881915648173e-09,
    9.311744978232572e-10,
    -2.659599690242689e-10,
  };

  /** Beyond this erfc underflows to 0. */
  private static final double UNDERFLOW = 27.3;

  private ErrorFunction() {}

  /** Coefficients of P with erf(x) = x·P(x²) on [0, 1], by ascending power. */
  public static double[] erfCoefficients() {
    return ERF.clone();
  }

  /**
   * Coefficients of G with erfcx(x) = G((x − 4)/(x + 4))/(1 + 2x) for x ≥ 0, by ascending power.
   */
  public static double[] scaledComplementCoefficients() {
    return SCALED_COMPLEMENT.clone();
  }

  /** erf(x) = 2/√π ∫₀ˣ e^{−t²} dt. */
  public static double erf(double x) {
    double a = Math.abs(x);
    if (a <= 1) {
      return x * horner(ERF, x * x);
    }
    return Math.copySign(1 - erfc(a), x);
  }

  /** erfc(x) = 1 − erf(x), relative accuracy for every x. */
  public static double erfc(double x) {
    if (x < 0.5) {
      return 1 - erf(x);
    }
    return x > UNDERFLOW ? 0 : gaussian(x) * scaledComplementOfPositive(x);
  }

  /** The scaled complement erfcx(x) = e^{x²}·erfc(x); +∞ below about −26.6. */
  public static double erfcx(double x) {
    if (x >= 0) {
      return scaledComplementOfPositive(x);
    }
    return x < -27 ? Double.POSITIVE_INFINITY : 2 / gaussian(x) - scaledComplementOfPositive(-x);
  }

  /** e^{−x²} with the relative accuracy of exp itself, for every x. */
  public static double gaussian(double x) {
    double square = x * x;
    if (square > 800) {
      return 0;
    }
    double e = Math.exp(-square);
    return Math.fma(-e, Math.fma(x, x, -square), e);
  }

  private static double scaledComplementOfPositive(double x) {
    if (x > 1e100) {
      return 0.5641895835477563 / x;
    }
    return horner(SCALED_COMPLEMENT, (x - 4) / (x + 4)) / Math.fma(2, x, 1);
  }

  private static double horner(double[] coefficients, double x) {
    double sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = Math.fma(sum, x, coefficients[i]);
    }
    return sum;
  }
}
