package io.brink.internal.solve;

import java.util.function.DoubleUnaryOperator;

/**
 * The root of a continuous function between two points of opposite sign, to the last bits of the
 * argument.
 */
public final class Bracket {

  private static final int MAX_ITERATIONS = 200;

  private Bracket() {}

  /**
   * The root, by the method of Ridders kept inside the bracket: each step costs two evaluations and
   * at least halves it.
   *
   * @param from one end
   * @param to the other end, where f has the other sign or vanishes
   */
  public static double root(DoubleUnaryOperator f, double from, double to) {
    return root(f, from, to, 0);
  }

  /**
   * The same, ended early where f is small enough.
   *
   * @param residual largest |f| that counts as 0
   */
  public static double root(DoubleUnaryOperator f, double from, double to, double residual) {
    double a = from;
    double b = to;
    double fa = f.applyAsDouble(a);
    double fb = f.applyAsDouble(b);
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      if (Math.abs(fa) <= residual) {
        return a;
      }
      if (Math.abs(fb) <= residual) {
        return b;
      }
      double middle = a + (b - a) / 2;
      if (middle == a || middle == b || Math.abs(b - a) <= 2 * Math.ulp(middle)) {
        break;
      }
      double fm = f.applyAsDouble(middle);
      if (Math.abs(fm) <= residual) {
        return middle;
      }
      double root = Math.sqrt(fm * fm - fa * fb);
      double x = middle + (middle - a) * Math.signum(fa - fb) * fm / root;
      if (!(x > Math.min(a, b) && x < Math.max(a, b))) {
        x = middle;
      }
      double fx = f.applyAsDouble(x);
      if (fm * fx < 0) {
        a = middle;
        fa = fm;
        b = x;
        fb = fx;
      } else if (fa * fx < 0) {
        b = x;
        fb = fx;
      } else {
        a = x;
        fa = fx;
      }
      if (fa * fm < 0) {
        double other = fm;
        if (Math.abs(middle - a) < Math.abs(b - a)) {
          b = middle;
          fb = other;
        }
      }
    }
    return Math.abs(fa) <= Math.abs(fb) ? a : b;
  }
}
