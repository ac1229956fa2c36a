package io.brink.internal.special;

/**
 * The logarithm of the gamma function for positive arguments.
 *
 * <p>Method: on [1.5, 2.5], ln Γ(2 + w) = (1 − γ)w + Σ (−1)ⁿ(ζ(n) − 1)wⁿ/n, which keeps the
 * relative accuracy at the zero x = 2, and through ln Γ(1 + w) = ln Γ(2 + w) − ln(1 + w) also at x
 * = 1; by recurrence up to 12 and below ½; Stirling's series above.
 *
 * <p>Accuracy: relative error at most 2·10⁻¹⁵.
 */
public final class GammaFunction {

  /** 1 − γ, then (−1)ⁿ(ζ(n) − 1)/n for n = 2, 3, … */
  private static final double[] SERIES = {
    0.42278433509846713,
    0.3224670334241132,
    -0.0673523010531981,
    0.020580808427784546,
    -0.007385551028673986,
    0.0028905103307415234,
    -0.001192753911703261,
    0.0005096695247430425,
    -0.00022315475845357939,
    9.945751278180853e-05,
    -4.492623673813314e-05,
    2.050721277567069e-05,
    -9.439488275268397e-06,
    4.374866789907488e-06,
    -2.039215753801366e-06,
    9.55141213040742e-07,
    -4.492469198764566e-07,
    2.1207184805554665e-07,
    -1.0043224823968099e-07,
    4.7698101693639804e-08,
    -2.2711094608943164e-08,
    1.0838659214896955e-08,
    -5.183475041970047e-09,
    2.4836745438024785e-09,
    -1.1921401405860912e-09,
    5.731367241678862e-10,
    -2.7595228851242334e-10,
    1.330476437424449e-10,
    -6.4229645638381e-11,
    3.1044247747322276e-11,
    -1.5021384080754142e-11,
  };

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private GammaFunction() {}

  /**
   * ln Γ(x).
   *
   * @param x argument, &gt; 0
   */
  public static double logGamma(double x) {
    if (!(x > 0)) {
      throw new IllegalArgumentException("logGamma needs an argument > 0, got " + x);
    }
    if (x >= 12) {
      return stirling(x);
    }
    if (x < 0.5) {
      return logGamma(x + 1) - Math.log(x);
    }
    if (x < 1.5) {
      return aboutTwo(x - 1) - Math.log1p(x - 1);
    }
    double product = 1;
    double y = x;
    while (y > 2.5) {
      y -= 1;
      product *= y;
    }
    return aboutTwo(y - 2) + Math.log(product);
  }

  private static double aboutTwo(double w) {
    double sum = 0;
    for (int n = SERIES.length - 1; n >= 0; n--) {
      sum = Math.fma(sum, w, SERIES[n]);
    }
    return sum * w;
  }

  private static double stirling(double x) {
    double z = 1 / (x * x);
    double correction =
        1.0 / 12
            + z
                * (-1.0 / 360
                    + z * (1.0 / 1260 + z * (-1.0 / 1680 + z * (1.0 / 1188 - z * 691 / 360360))));
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + correction / x;
  }
}
