package io.brink.spectrum;

import io.brink.expectation.GaussLegendre;
import io.brink.internal.special.NormalDistribution;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A range [a, b] of z with a Gauss–Legendre rule, and t at its nodes.
 *
 * <p>Values are kept over a scale of their own, so that t far below the range of a double can be
 * told apart.
 */
final class SlopePanel {

  private static final GaussLegendre RULE = new GaussLegendre(24);

  /** What of the nodes' values are the last two Legendre coefficients. */
  private static final double[][] LAST = {
    RULE.analysisRow(RULE.size() - 2), RULE.analysisRow(RULE.size() - 1)
  };

  /** What of the nodes' values is that of their polynomial at each end. */
  private static final double[][] AT_ENDS = {atEnd(-1), atEnd(1)};

  /** What the last two Legendre coefficients of t may be of its size. */
  private static final double RESOLVED = 1e-12;

  /**
   * From there on twice as much with every bisection: next to a zero of φ′ rounding is so much of a
   * small t.
   */
  private static final int ROUNDED = 10;

  /** The same of ln t, of its range. */
  private static final double LOG_RESOLVED = 1e-11;

  private static final double LOG_ROUNDING = 1e-15;

  /** By how much of t's size the polynomial may miss its ends. */
  private static final double ENDS = 1e-8;

  private static final double SAME = 1e-14;
  private static final double UNSCALED = -40;
  private static final double NEAR = 1.5;
  private static final int DEEPEST = 36;
  private static final int MOST_KEPT = 2000;

  private final SquaredSlope slope;
  private final double a;
  private final double b;
  private final int depth;
  private final double share;
  private final double logScale;
  private final double[] t;
  private final double[] p;
  private final double low;
  private final double high;
  private final double logLow;
  private final double logHigh;
  private final double logFirst;
  private final double logLast;
  private final double tail;
  private final double miss;
  private final boolean logResolved;
  private volatile SlopePanel[] halves;

  /**
   * A panel.
   *
   * @param share factor of the standard normal density
   */
  SlopePanel(double a, double b, int depth, double share, SquaredSlope slope) {
    this.slope = slope;
    this.a = a;
    this.b = b;
    this.depth = depth;
    this.share = share;
    int n = RULE.size();
    double[] z = new double[n + 2];
    p = new double[n];
    double half = 0.5 * (b - a);
    double middle = 0.5 * (a + b);
    for (int i = 0; i < n; i++) {
      z[i] = middle + half * RULE.node(i);
      p[i] = share * half * RULE.weight(i) * NormalDistribution.density(z[i]);
    }
    // just inside, as a kink may lie at the end itself
    double inside = 1e-14 * Math.max(b - a, Math.max(Math.abs(a), Math.abs(b)));
    z[n] = a + inside;
    z[n + 1] = b - inside;
    double[] logs = slope.logSquares(z);
    double least = logs[0];
    double most = logs[0];
    for (double each : logs) {
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
    logLow = least;
    logHigh = most;
    logFirst = logs[n];
    logLast = logs[n + 1];
    boolean scaled = most < UNSCALED && most > Double.NEGATIVE_INFINITY;
    logScale = scaled ? most : 0;
    double[] values;
    if (scaled) {
      values = new double[n + 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.exp(logs[i] - most);
      }
    } else {
      values = slope.squares(z);
    }
    t = Arrays.copyOf(values, n);
    double smallest = values[0];
    double largest = values[0];
    for (double each : values) {
      smallest = Math.min(smallest, each);
      largest = Math.max(largest, each);
    }
    low = smallest;
    high = largest;
    tail = tail(values);
    miss = miss(values);
    logResolved =
        least > Double.NEGATIVE_INFINITY
            && tail(logs)
                <= LOG_RESOLVED * Math.max(1, most - least)
                    + LOG_ROUNDING * Math.max(Math.abs(most), Math.abs(least));
  }

  private static double[] atEnd(int end) {
    double[] sum = new double[RULE.size()];
    for (int degree = 0; degree < sum.length; degree++) {
      double[] row = RULE.analysisRow(degree);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += degree % 2 == 0 ? row[i] : end * row[i];
      }
    }
    return sum;
  }

  private static double tail(double[] values) {
    return Math.abs(product(LAST[0], values)) + Math.abs(product(LAST[1], values));
  }

  /** By how much the polynomial through the nodes misses the ends. */
  private static double miss(double[] values) {
    int n = RULE.size();
    return Math.max(
        Math.abs(product(AT_ENDS[0], values) - values[n]),
        Math.abs(product(AT_ENDS[1], values) - values[n + 1]));
  }

  private static double product(double[] row, double[] values) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * values[i];
    }
    return sum;
  }

  /** The lower end. */
  double from() {
    return a;
  }

  /** The upper end. */
  double to() {
    return b;
  }

  /** How often it was bisected. */
  int depth() {
    return depth;
  }

  /** ln of what the values are over. */
  double logScale() {
    return logScale;
  }

  /** The values of t over the scale, not modified by anyone. */
  double[] t() {
    return t;
  }

  /** The probabilities of the nodes, not modified by anyone. */
  double[] p() {
    return p;
  }

  /** The smallest t seen; 0 below the range of a double. */
  double low() {
    return logScale == 0 ? low : Math.exp(logLow);
  }

  /** The largest t seen; 0 below the range of a double. */
  double high() {
    return logScale == 0 ? high : Math.exp(logHigh);
  }

  /** ln of the smallest t seen. */
  double logLow() {
    return logLow;
  }

  /** ln of the largest t seen. */
  double logHigh() {
    return logHigh;
  }

  /** Whether it is not bisected any further. */
  boolean isDeepest() {
    return depth >= DEEPEST;
  }

  /** Whether t is 0 somewhere. */
  boolean touchesZero() {
    return logLow == Double.NEGATIVE_INFINITY;
  }

  /** Whether t is 0 all over. */
  boolean isZero() {
    return logHigh == Double.NEGATIVE_INFINITY;
  }

  /**
   * Whether the rule does for this w: its distance from the interval of values, of t or of ln t, is
   * at least two thirds of that interval's length, so that the pole lies outside of an ellipse of
   * Bernstein on which the rule converges to 10⁻¹³. In ln t that interval is what counts where t
   * runs through many decades: far from w the integrand t/(w − t) is as good as constant there.
   *
   * @param logSize ln |w|
   * @param angle arg w
   * @param wRe the real part of w over the scale, or ±∞ or 0
   * @param wIm the imaginary part
   */
  boolean isFarFrom(double logSize, double angle, double wRe, double wIm) {
    if (logResolved) {
      double limit = (logHigh - logLow) / NEAR;
      double beside =
          logSize < logLow ? logLow - logSize : logSize > logHigh ? logSize - logHigh : 0;
      if (beside * beside + angle * angle >= limit * limit) {
        return true;
      }
    }
    double beside = wRe < low ? low - wRe : wRe > high ? wRe - high : 0;
    double limit = (high - low) / NEAR;
    double square = beside * beside + wIm * wIm;
    if (square >= limit * limit) {
      double size = Math.max(Math.abs(wRe), wIm);
      if (tail <= tolerance() * Math.max(high, size)) {
        return true;
      }
    }
    return depth >= DEEPEST;
  }

  /** The largest (sign 1) or smallest (sign −1) value, also between the nodes. */
  double extremum(int sign) {
    if (logScale != 0) {
      return sign > 0 ? high() : low();
    }
    int n = t.length;
    int best = -1;
    for (int i = 0; i < n; i++) {
      if (best < 0 || sign * t[i] > sign * t[best]) {
        best = i;
      }
    }
    double middle = 0.5 * (a + b);
    double half = 0.5 * (b - a);
    double left = best == 0 ? a : middle + half * RULE.node(best - 1);
    double right = best == n - 1 ? b : middle + half * RULE.node(best + 1);
    double known = sign > 0 ? high : low;
    if (known != t[best]) {
      boolean first =
          logFirst == (sign > 0 ? Math.max(logFirst, logLast) : Math.min(logFirst, logLast));
      left = first ? a : middle + half * RULE.node(n - 1);
      right = first ? middle + half * RULE.node(0) : b;
    }
    double value = known;
    for (int i = 0; i < 50; i++) {
      double third = (right - left) / 3;
      double[] at = slope.squares(left + third, right - third);
      value = sign * Math.max(sign * value, Math.max(sign * at[0], sign * at[1]));
      if (sign * at[0] < sign * at[1]) {
        left += third;
      } else {
        right -= third;
      }
    }
    return value;
  }

  /**
   * The two halves, which are kept for later calls as long as few are.
   *
   * @param kept how many are kept
   */
  SlopePanel[] halves(AtomicInteger kept) {
    SlopePanel[] known = halves;
    if (known == null) {
      double middle = 0.5 * (a + b);
      known =
          new SlopePanel[] {
            new SlopePanel(a, middle, depth + 1, share, slope),
            new SlopePanel(middle, b, depth + 1, share, slope)
          };
      if (kept.incrementAndGet() <= MOST_KEPT) {
        halves = known;
      }
    }
    return known;
  }

  /**
   * Whether the nodes resolve t, or ln t.
   *
   * @param most the largest t of the law
   */
  boolean isResolved(double most) {
    double size = logScale == 0 ? Math.max(high, most) : most * Math.exp(-logScale);
    return logResolved || tail <= tolerance() * size && miss <= ENDS * size;
  }

  private double tolerance() {
    return Math.scalb(RESOLVED, Math.max(0, depth - ROUNDED));
  }

  /** Whether t is the same all over, but for rounding. */
  boolean isConstant() {
    return high - low <= SAME * high;
  }

  /** The mean of t over the range, times its probability. */
  double mean() {
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      sum += p[i] * t[i];
    }
    return sum * Math.exp(logScale);
  }

  /** The probability of the range. */
  double weight() {
    double sum = 0;
    for (double each : p) {
      sum += each;
    }
    return sum;
  }
}
