package io.brink.spectrum;

import io.brink.activation.Activation;

/**
 * t = φ′(√q z)² and ln t, as functions of z.
 *
 * <p>Slopes of smooth activations may fall like e^{−x²} and leave the range of a double, while
 * units that far out still have a share that counts. Where |φ′| falls smoothly below 10⁻²⁸⁰ on the
 * way out, ln t goes on as −|ln t| ∝ |x|ᶜ, with c from the last stretch that is in range: exact for
 * e^{−xᶜ}, and within some per cent of ln t for what carries a power of x besides. Where it jumps
 * to 0, as that of a rectifier does, t is 0.
 */
final class SquaredSlope {

  /** Slopes below that are not taken as they come. */
  private static final double LEAST = 1e-280;

  /** A slope that is still far above that right before it is not in range did not fall smoothly. */
  private static final double CLIFF = 1e-240;

  private static final double STRETCH = 1.0 / 1024;
  private static final int BISECTIONS = 1100;

  /** What to fear of ln t beyond {@link #LEAST}, relative. */
  static final double CONTINUATION_ERROR = 0.05;

  private static final double LEAST_LOG_SQUARE = 2 * Math.log(LEAST);

  /**
   * What t does far out on one side.
   *
   * @param from |x| where it leaves the range
   * @param logSquare ln t there
   * @param power c
   */
  private record Tail(double from, double logSquare, double power) {
    double at(double distance) {
      return logSquare * Math.pow(distance / from, power);
    }
  }

  private final Activation activation;
  private final double scale;
  private final Tail left;
  private final Tail right;

  /**
   * The squared slope of an activation.
   *
   * @param scale √q
   * @param reach the z of interest
   */
  SquaredSlope(Activation activation, double scale, SlopeReach reach) {
    this.activation = activation;
    this.scale = scale;
    left = tail(-1, scale * reach.left());
    right = tail(1, scale * reach.right());
  }

  /** √q. */
  double scale() {
    return scale;
  }

  /** Where on that side, −1 or 1, the continuation begins, as |z|; +∞ if nowhere. */
  double continuedFrom(int side) {
    Tail tail = side < 0 ? left : right;
    return tail == null ? Double.POSITIVE_INFINITY : tail.from / scale;
  }

  /** ln t below which it is a continuation; −∞ if it never is. */
  double continuedBelow() {
    return left == null && right == null ? Double.NEGATIVE_INFINITY : LEAST_LOG_SQUARE;
  }

  private Tail tail(int side, double farthest) {
    double inner = 0;
    for (var breakpoint : activation.breakpoints()) {
      double at = side * breakpoint.location();
      if (at < farthest) {
        inner = Math.max(inner, at);
      }
    }
    if (!(farthest > inner) || isInRange(side * farthest)) {
      return null;
    }
    double in = inner + STRETCH * Math.min(1, farthest - inner);
    if (!isInRange(side * in)) {
      return null;
    }
    double out = farthest;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (in + out);
      if (middle <= in || middle >= out) {
        break;
      }
      if (isInRange(side * middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    double before = in - STRETCH * (in - inner);
    double last = Math.abs(activation.derivative(side * in));
    double first = Math.abs(activation.derivative(side * before));
    double power = Math.log(Math.log(first) / Math.log(last)) / Math.log(before / in);
    return last < CLIFF && first > last && first < 1 && power > 0
        ? new Tail(in, 2 * Math.log(last), power)
        : null;
  }

  private boolean isInRange(double x) {
    return Math.abs(activation.derivative(x)) > LEAST;
  }

  /** t for each z; 0 where it is out of range. */
  double[] squares(double... z) {
    double[] slope = slopes(z);
    for (int i = 0; i < z.length; i++) {
      slope[i] *= slope[i];
    }
    return slope;
  }

  /** ln t for each z, −∞ where t is 0. */
  double[] logSquares(double... z) {
    double[] slope = slopes(z);
    for (int i = 0; i < z.length; i++) {
      double size = Math.abs(slope[i]);
      double x = scale * z[i];
      Tail tail = x < 0 ? left : right;
      slope[i] =
          size <= LEAST && tail != null && Math.abs(x) >= tail.from
              ? tail.at(Math.abs(x))
              : 2 * Math.log(size);
    }
    return slope;
  }

  private double[] slopes(double[] z) {
    double[] x = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      x[i] = scale * z[i];
    }
    double[] slope = new double[z.length];
    activation.evaluate(z.length, x, null, slope, null);
    return slope;
  }
}
