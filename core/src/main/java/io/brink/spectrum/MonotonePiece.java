package io.brink.spectrum;

import io.brink.expectation.GaussLegendre;
import io.brink.internal.special.NormalDistribution;

/**
 * A range of z on which u = ln t is monotone, with its inverse.
 *
 * <p>Next to an end at which du/dz vanishes, u has all digits and its distance from its value at
 * the end none. There the distance is the integral of du/dz from the end, and closer still a power.
 */
final class MonotonePiece {

  private static final GaussLegendre RULE = new GaussLegendre(20);
  private static final double CRITICAL = 1.25;
  private static final double CLOSE = 1e-6;
  private static final double CLOSEST = 1e-6;
  private static final int TABLE = 64;
  private static final int ITERATIONS = 8;
  private static final int MOST_ITERATIONS = 80;
  private static final double SETTLED = 1e-14;

  private final LogSlope slope;
  private final End low;
  private final End high;
  private final Pivot pivot;
  private final double sign;
  private final double probability;
  private final double[] coordinate;
  private final double[] value;

  /** u at {@link #CLOSEST} from the ends. */
  private final double lowRise;

  private final double highRise;

  /**
   * A piece.
   *
   * @param slope u(z)
   * @param low the end with the smaller u
   * @param high the end with the larger u
   * @param pivot where u is infinite
   */
  MonotonePiece(LogSlope slope, End low, End high, Pivot pivot) {
    this.slope = slope;
    this.low = low;
    this.high = high;
    this.pivot = pivot;
    sign = Math.signum(0.5 * (low.z() + high.z()) - pivot.z());
    probability =
        NormalDistribution.between(Math.min(low.z(), high.z()), Math.max(low.z(), high.z()));
    coordinate = new double[TABLE + 1];
    value = new double[TABLE + 1];
    double from = low.coordinate();
    double to = high.coordinate();
    for (int i = 0; i <= TABLE; i++) {
      coordinate[i] = i == TABLE ? to : from + (to - from) * i / TABLE;
      value[i] =
          i == 0 ? low.logSquare() : i == TABLE ? high.logSquare() : logSquare(coordinate[i]);
    }
    lowRise = rise(slope, low.z(), Math.signum(high.z() - low.z()), closest());
    highRise = rise(slope, high.z(), Math.signum(low.z() - high.z()), closest());
  }

  /** The end with the smaller u. */
  End low() {
    return low;
  }

  /** The end with the larger u. */
  End high() {
    return high;
  }

  private double z(double coordinate) {
    return pivot.exists() ? pivot.z() + sign * Math.exp(coordinate) : coordinate;
  }

  private double logSquare(double coordinate) {
    return pivot.isBeyond(coordinate) ? pivot.logSquare(coordinate) : slope.at(z(coordinate));
  }

  /** du by the coordinate. */
  private double rate(double coordinate) {
    if (!pivot.exists()) {
      return slope.derivative(coordinate);
    }
    return pivot.isBeyond(coordinate)
        ? pivot.rate()
        : slope.derivative(z(coordinate)) * sign * Math.exp(coordinate);
  }

  private double closest() {
    return CLOSEST * Math.min(1, Math.abs(high.z() - low.z()));
  }

  /**
   * An end.
   *
   * @param z where it is
   * @param coordinate z or, of a piece with a pivot, ln of the distance from that
   * @param logSquare u there
   * @param power k: the distance in u is like the k-th power of that in z; 1 where it is unknown
   * @param limit the end of the support there: ±∞ where u runs on beyond the range
   */
  record End(double z, double coordinate, double logSquare, double power, double limit) {

    /** Whether du/dz vanishes. */
    boolean isCritical() {
      return power > CRITICAL;
    }
  }

  /**
   * Where u = ±∞, an end of the range but for what is left out there. Up to a distance from it
   * rounding hides φ′, or its difference from another z; closer u is linear in its logarithm.
   *
   * @param z the place; NaN if there is none
   * @param logDistance ln of that distance
   * @param logSquareThere u there
   * @param rate du/d ln of the distance there
   */
  record Pivot(double z, double logDistance, double logSquareThere, double rate) {

    static final Pivot NONE = new Pivot(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    boolean exists() {
      return !Double.isNaN(z);
    }

    boolean isBeyond(double coordinate) {
      return coordinate < logDistance;
    }

    double logSquare(double coordinate) {
      return logSquareThere + rate * (coordinate - logDistance);
    }
  }

  /**
   * A place of the range.
   *
   * @param derivative |du/dz|
   */
  record Preimage(double z, double derivative) {

    /** Its part of the density of u. */
    double density() {
      return NormalDistribution.density(z) / derivative;
    }
  }

  /**
   * The place of u.
   *
   * @param depth distance from u of the upper end, &gt; 0
   * @param height distance from u of the lower end, &gt; 0
   */
  Preimage at(double depth, double height) {
    boolean above = depth <= height;
    End end = above ? high : low;
    double distance = above ? depth : height;
    if (end.isCritical() && distance < CLOSE) {
      return beside(end, distance);
    }
    double u = above ? high.logSquare() - depth : low.logSquare() + height;
    double x = inverse(u);
    return new Preimage(z(x), Math.abs(rate(x)) / (pivot.exists() ? Math.exp(x) : 1));
  }

  /** The coordinate of u. */
  private double inverse(double u) {
    int from = 0;
    int to = TABLE;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (value[middle] <= u) {
        from = middle;
      } else {
        to = middle;
      }
    }
    // Newton's iteration, kept in its bracket
    double below = coordinate[from];
    double above = coordinate[to];
    double part = (u - value[from]) / (value[to] - value[from]);
    double x = below + part * (above - below);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double excess = logSquare(x) - u;
      if (excess > 0) {
        above = x;
      } else {
        below = x;
      }
      double next = x - excess / rate(x);
      if (!(next > Math.min(below, above) && next < Math.max(below, above))) {
        next = 0.5 * (below + above);
      }
      boolean settled = Math.abs(next - x) <= 4 * Math.ulp(x);
      x = next;
      if (settled) {
        break;
      }
    }
    return x;
  }

  /** The place at a small distance in u from a critical end. */
  private Preimage beside(End end, double distance) {
    double inwards = Math.signum((end == high ? low : high).z() - end.z());
    double least = end == high ? highRise : lowRise;
    double s = closest() * Math.pow(distance / least, 1 / end.power());
    if (distance <= least) {
      return new Preimage(end.z() + inwards * s, end.power() * distance / s);
    }
    double derivative = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      double reached = rise(slope, end.z(), inwards, s);
      derivative = Math.abs(slope.derivative(end.z() + inwards * s));
      // Newton's iteration in ln s for ln of the distance
      double step = Math.log(distance / reached) * reached / (s * derivative);
      s *= Math.exp(Math.clamp(step, -1, 1));
      if (Math.abs(step) < SETTLED) {
        break;
      }
    }
    return new Preimage(end.z() + inwards * s, derivative);
  }

  /** ∫ |du/dz| over a distance from an end. */
  private static double rise(LogSlope slope, double end, double sign, double distance) {
    double sum = 0;
    for (int i = 0; i < RULE.size(); i++) {
      double z = end + sign * distance * 0.5 * (1 + RULE.node(i));
      sum += 0.5 * distance * RULE.weight(i) * slope.derivative(z);
    }
    return Math.abs(sum);
  }

  /**
   * The power of the distance in z that the distance in u is like.
   *
   * @param sign towards the inside
   */
  static double power(LogSlope slope, double end, double sign, double length) {
    double s = CLOSEST * Math.min(1, length);
    double rise = rise(slope, end, sign, s);
    double power = s * Math.abs(slope.derivative(end + sign * s)) / rise;
    return power > CRITICAL && power < 100 ? power : 1;
  }

  /** The probability of the range. */
  double probability() {
    return probability;
  }

  /** The probability of the part with a larger u than at a place of it. */
  double probabilityAbove(double z) {
    return NormalDistribution.between(Math.min(z, high.z()), Math.max(z, high.z()));
  }
}
