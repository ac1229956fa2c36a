package io.brink.internal.special;

/**
 * The principal branch of the Lambert function: W e^W = x with W ≥ −1.
 *
 * <p>Method: Newton steps on a logarithmic form, w + ln w = ln x, for x ≥ 1; below, steps of Halley
 * on w e^w = x from the series about the branch point −1/e or about 0.
 *
 * <p>Accuracy: relative error at most 10⁻¹⁵, but near the branch point, where rounding x itself
 * changes W + 1 by √(2e ulp(x)): absolute 10⁻⁸ there.
 *
 * <p>Source: Corless et al. 1996, "On the Lambert W function".
 */
public final class LambertW {

  private static final double MINUS_INVERSE_E = -0.36787944117144233;
  private static final int MAX_STEPS = 60;

  private LambertW() {}

  /**
   * W₀(x).
   *
   * @param x at least −1/e
   */
  public static double principal(double x) {
    if (!(x >= MINUS_INVERSE_E)) {
      throw new IllegalArgumentException(
          "the Lambert function has real values from -1/e on, got " + x);
    }
    if (x == 0 || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    return x >= 1 ? ofExponential(Math.log(x)) : halley(x);
  }

  /**
   * W₀(eᵗ), the solution of w + ln w = t, for any t, also where eᵗ overflows or underflows.
   *
   * @param t finite
   */
  public static double ofExponential(double t) {
    if (t < -1) {
      double x = Math.exp(t);
      return x < 1e-300 ? x : halley(x);
    }
    double w = t > 2 ? t - Math.log(t) : Math.max(0.3, 0.5671432904097838 + 0.3618962566 * t);
    for (int i = 0; i < MAX_STEPS; i++) {
      double step = w * (t - w - Math.log(w)) / (1 + w);
      w += step;
      if (Math.abs(step) <= 2e-16 * w) {
        break;
      }
    }
    return w;
  }

  private static double halley(double x) {
    double w;
    if (x < -0.25) {
      double p = Math.sqrt(Math.max(0, 2 * (Math.E * x + 1)));
      w = -1 + p * (1 - p / 3 * (1 - 11 * p / 24));
    } else {
      w = x * (1 - x * (1 - 1.5 * x) / (1 + Math.abs(x)));
    }
    for (int i = 0; i < MAX_STEPS; i++) {
      if (w <= -1) {
        return -1;
      }
      double e = Math.exp(w);
      double residual = w * e - x;
      double step = residual / (e * (w + 1) - (w + 2) * residual / (2 * w + 2));
      w -= step;
      if (Math.abs(step) <= 2e-16 * Math.abs(w)) {
        break;
      }
    }
    return w;
  }
}
