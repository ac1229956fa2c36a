package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.internal.solve.Bracket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A function p x + s|x| with s ≠ 0: ReLU (p = s = ½), leaky ReLU of negative slope a (p = (1+a)/2,
 * s = (1−a)/2), |x|.
 *
 * <p>The moments of p(z+b) + s|z+b| about its linear part are elementary. With g the normal density
 * at b, ε = erf(b/√2) and μ = E|z+b| = bε + 2g (names of {@link Remainder}):
 *
 * <pre>  A = p + sε,  E r² = s²(1 + b² − μ² − ε²),  E r′² = s²(1 − ε²),
 *   (Q′(1) − 1)·Var = s b·(s(με − b) − 2g p)        where C(0) = 0.</pre>
 *
 * <p>So, with t = s/p, Q′(1) = 1 holds for every t at b = 0, and elsewhere on the line t = 2g/(με −
 * b).
 *
 * @param p half the sum of the slopes on the two sides of 0
 * @param s half their difference, right minus left
 */
record Rectifier(double p, double s) {

  private static final double LARGEST_SHIFT = 6;
  private static final int SCAN = 240;

  /** Leaky ReLU, slope 1 on the right. */
  static Rectifier leaky(double negativeSlope) {
    return new Rectifier((1 + negativeSlope) / 2, (1 - negativeSlope) / 2);
  }

  /** The activation as a rectifier, if it is one. */
  static Optional<Rectifier> of(Activation activation) {
    OptionalDouble degree = activation.homogeneityDegree();
    List<Breakpoint> places = activation.breakpoints();
    if (degree.isEmpty() || degree.getAsDouble() != 1 || places.size() != 1) {
      return Optional.empty();
    }
    double right = activation.derivative(1);
    double left = activation.derivative(-1);
    return right == left
        ? Optional.empty()
        : Optional.of(new Rectifier((right + left) / 2, (right - left) / 2));
  }

  /** E of p(z+b) + s|z+b|. */
  double mean(double b) {
    return p * b + s * absoluteMean(b);
  }

  /** Its variance. */
  double variance(double b) {
    double epsilon = signMean(b);
    double mu = absoluteMean(b);
    double slope = p + s * epsilon;
    return slope * slope + s * s * (1 + b * b - mu * mu - epsilon * epsilon);
  }

  /** C′(1) − 1 of the centred function. */
  double excessSlope(double b) {
    double mu = absoluteMean(b);
    return s * s * (mu * mu - b * b) / variance(b);
  }

  /**
   * The shifts b at which C′(1) = 1 + {@code excess}, with C(0) = 0 and Q′(1) free, by increasing
   * |b|.
   */
  List<Double> shifts(double excess) {
    List<Double> roots = scan(b -> excessSlope(b) - excess);
    roots.sort((x, y) -> Double.compare(Math.abs(x), Math.abs(y)));
    return roots;
  }

  /** The largest C′(1) − 1 over the shifts, with C(0) = 0 and Q′(1) free. */
  double largestExcess() {
    double largest = 0;
    for (int k = -SCAN; k <= SCAN; k++) {
      largest = Math.max(largest, excessSlope(LARGEST_SHIFT * k / SCAN));
    }
    return largest;
  }

  /** A leaky ReLU with a shift. */
  record Shifted(double negativeSlope, double shift) {}

  /**
   * The leaky ReLUs, |negative slope| &lt; 1, that satisfy C(0) = 0, Q′(1) = 1 and C′(1) = 1 +
   * {@code excess}.
   */
  static List<Shifted> balanced(double excess) {
    List<Shifted> found = new ArrayList<>();
    double square = excess / (2 / Math.PI - excess * (1 - 2 / Math.PI));
    if (square > 0 && square < Double.POSITIVE_INFINITY) {
      found.add(new Shifted(slope(Math.sqrt(square)), 0));
    }
    DoubleUnaryOperator onLine =
        b -> {
          double t = lineRatio(b);
          return t > 0 ? new Rectifier(1, t).excessSlope(b) - excess : Double.NaN;
        };
    for (double b : scan(onLine)) {
      if (b != 0) {
        found.add(new Shifted(slope(lineRatio(b)), b));
      }
    }
    return found;
  }

  /**
   * The supremum of C′(1) − 1 of leaky ReLUs with C(0) = 0 and Q′(1) = 1 at b = 0: {@code 2/(π −
   * 2)}, where the function is |x|.
   */
  static double largestBalancedExcess() {
    double largest = 2 / (Math.PI - 2);
    for (int k = 1; k < SCAN; k++) {
      double b = -LARGEST_SHIFT * k / SCAN;
      double t = lineRatio(b);
      if (t > 0) {
        largest = Math.max(largest, new Rectifier(1, t).excessSlope(b));
      }
    }
    return largest;
  }

  /** C′(1) − 1 at b = 0, where Q′(1) = 1 by itself. */
  double unshiftedExcess() {
    return excessSlope(0);
  }

  private static double slope(double t) {
    return (1 - t) / (1 + t);
  }

  /** t = 2g/(με − b), on which Q′(1) = 1. */
  private static double lineRatio(double b) {
    return 2 * density(b) / (absoluteMean(b) * signMean(b) - b);
  }

  private static List<Double> scan(DoubleUnaryOperator f) {
    List<Double> roots = new ArrayList<>();
    double previous = Double.NaN;
    double before = 0;
    for (int k = -SCAN; k <= SCAN; k++) {
      double b = LARGEST_SHIFT * k / SCAN;
      double value = f.applyAsDouble(b);
      if (value == 0) {
        roots.add(b);
      } else if (previous * value < 0) {
        roots.add(Bracket.root(f, before, b));
      }
      previous = value;
      before = b;
    }
    return roots;
  }

  private static double density(double b) {
    return Math.exp(-b * b / 2) / Math.sqrt(2 * Math.PI);
  }

  /** E|z + b|. */
  private static double absoluteMean(double b) {
    return b * signMean(b) + 2 * density(b);
  }

  /** ε = E sign(z + b) = erf(b/√2), by its everywhere convergent series of positive terms. */
  private static double signMean(double b) {
    double term = b;
    double sum = b;
    for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
      term *= b * b / (2 * k + 1);
      sum += term;
    }
    return 2 * density(b) * sum;
  }
}
