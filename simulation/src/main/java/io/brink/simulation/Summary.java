package io.brink.simulation;

import java.util.Arrays;

/**
 * What a sample of independent figures says: mean, standard deviation, quantiles, and the standard
 * errors of mean and deviation. A sample of one has no deviation: NaN.
 */
public final class Summary {

  private final double[] sorted;
  private final double mean;
  private final double deviation;
  private final double fourth;

  private Summary(double[] sorted) {
    this.sorted = sorted;
    int n = sorted.length;
    double sum = 0;
    for (double x : sorted) {
      sum += x;
    }
    mean = sum / n;
    double squares = 0;
    double fourths = 0;
    for (double x : sorted) {
      double square = (x - mean) * (x - mean);
      squares += square;
      fourths += square * square;
    }
    deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    fourth = fourths / n;
  }

  /**
   * The summary of a sample.
   *
   * @param values at least one figure
   */
  public static Summary of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a summary needs at least one figure, got none");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Summary(sorted);
  }

  /**
   * The summary of the figures e^{x − reference}, which may be far beyond the range of a double
   * themselves.
   */
  public static Summary ofRatios(double[] logarithms, double logReference) {
    double[] ratios = new double[logarithms.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.exp(logarithms[i] - logReference);
    }
    return of(ratios);
  }

  /** Number of figures. */
  public int count() {
    return sorted.length;
  }

  /** Their mean. */
  public double mean() {
    return mean;
  }

  /** Standard deviation of the figures, with n − 1. */
  public double standardDeviation() {
    return deviation;
  }

  /** Standard error of the mean. */
  public double standardError() {
    return deviation / Math.sqrt(sorted.length);
  }

  /**
   * Standard error of {@link #standardDeviation}, from the fourth moment: √((m₄ − s⁴)/n)/(2s), for
   * any distribution that has one.
   */
  public double deviationError() {
    double variance = deviation * deviation;
    return deviation == 0
        ? 0
        : Math.sqrt(Math.max(fourth - variance * variance, 0) / sorted.length) / (2 * deviation);
  }

  /** The quantile of {@code p} ∈ [0, 1], by linear interpolation between figures. */
  public double quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a quantile is asked for p in [0, 1], got " + p);
    }
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    double share = at - below;
    return share == 0 ? sorted[below] : (1 - share) * sorted[below] + share * sorted[above];
  }

  /** The smallest figure. */
  public double minimum() {
    return sorted[0];
  }

  /** The largest figure. */
  public double maximum() {
    return sorted[sorted.length - 1];
  }
}
