package io.brink.asymptotics;

/**
 * A straight line through points, with the uncertainty of its slope: how an exponent is measured
 * from a recurrence.
 *
 * <p>The points of a recurrence carry no noise; what makes the slope uncertain is that the law
 * holds only in the limit. So the slope is fitted by least squares on the last quarter of the
 * points, and its uncertainty is its difference from the slope on the quarter before, which a slope
 * still drifting cannot hide.
 *
 * @param slope of y against x
 * @param uncertainty of the slope, ≥ 0
 */
public record LineFit(double slope, double uncertainty) {

  /**
   * Fits y against x.
   *
   * @param x abscissas, increasing, such as ln l at layers spaced evenly in ln l
   * @param y ordinates
   * @throws IllegalArgumentException if there are fewer than 8 points
   */
  public static LineFit of(double[] x, double[] y) {
    int n = x.length;
    if (n < 8 || y.length != n) {
      throw new IllegalArgumentException(
          "a fit of an exponent needs at least 8 points, got " + Math.min(n, y.length));
    }
    int from = n / 2;
    double slope = slope(x, y, (from + n) / 2, n);
    double before = slope(x, y, from, (from + n) / 2);
    return new LineFit(slope, Math.abs(slope - before));
  }

  private static double slope(double[] x, double[] y, int from, int to) {
    double meanX = 0;
    double meanY = 0;
    for (int i = from; i < to; i++) {
      meanX += x[i];
      meanY += y[i];
    }
    meanX /= to - from;
    meanY /= to - from;
    double xx = 0;
    double xy = 0;
    for (int i = from; i < to; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / xx;
  }
}
