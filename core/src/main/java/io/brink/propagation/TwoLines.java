package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.activation.LeakyRelu;
import io.brink.activation.ShapedActivation;
import java.util.Optional;

/**
 * The homogeneous activation that stands for φ where arguments are so large, or so small, that φ is
 * two straight lines through 0 to every digit of a double: GELU is ReLU at 10¹⁵⁰ and x/2 at 10⁻¹⁵⁰.
 * With it a mean square is not confined to the range of a double.
 */
final class TwoLines {

  /** From this variance on, and for all larger ones, the limit at infinity stands for φ. */
  static final double LARGEST = 1e300;

  /** Of two inputs the shorter one must have at least this variance for that. */
  static final double LARGE = 1e80;

  /** Below this variance the limit at 0 stands for φ. */
  static final double SMALLEST = 1e-290;

  /** Of two inputs the longer one must have at most this variance for that. */
  static final double SMALL = 1e-80;

  private static final double FAR = 1e100;
  private static final double FARTHER = 1e150;
  private static final double NEAR = 1e-100;
  private static final double NEARER = 1e-150;

  /** An irrational number of places, so that a periodic φ is not met at the same phase. */
  private static final double STEP = 1e7 * Math.sqrt(2);

  private static final double SAME = 1e-14;

  private TwoLines() {}

  /** What φ is for large arguments; empty where it is not two lines, or 0. */
  static Optional<Activation> atInfinity(Activation activation) {
    return between(activation, FAR, FARTHER);
  }

  /** What φ is about 0; empty where it is not two lines, or 0. */
  static Optional<Activation> atZero(Activation activation) {
    return activation.value(0) == 0 ? between(activation, NEARER, NEAR) : Optional.empty();
  }

  private static Optional<Activation> between(Activation activation, double low, double high) {
    double right = slope(activation, low, high, 1);
    double left = slope(activation, low, high, -1);
    if (Double.isNaN(right) || Double.isNaN(left) || right == 0 && left == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Math.abs(right) >= Math.abs(left)
            ? new ShapedActivation(new LeakyRelu(left / right), 1, 0, right, 0)
            : new ShapedActivation(new LeakyRelu(right / left), -1, 0, -left, 0));
  }

  /** The slope on a side, NaN where there is none; values and slopes have to agree on it. */
  private static double slope(Activation activation, double low, double high, int side) {
    double slope = activation.derivative(side * low);
    double scale = Math.max(Math.abs(slope), Math.abs(activation.derivative(-side * low)));
    for (double x = low; x <= high; x *= STEP) {
      boolean same =
          Math.abs(activation.derivative(side * x) - slope) <= SAME * scale
              && Math.abs(activation.value(side * x) / (side * x) - slope) <= SAME * scale;
      if (!same) {
        return Double.NaN;
      }
    }
    return slope;
  }
}
