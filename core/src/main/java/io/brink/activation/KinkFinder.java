package io.brink.activation;

import io.brink.activation.Expression.Application;
import io.brink.activation.Expression.Constant;
import io.brink.activation.Expression.Difference;
import io.brink.activation.Expression.Maximum;
import io.brink.activation.Expression.Minimum;
import io.brink.activation.Expression.Negation;
import io.brink.activation.Expression.Power;
import io.brink.activation.Expression.Product;
import io.brink.activation.Expression.Quotient;
import io.brink.activation.Expression.Sum;
import io.brink.activation.Expression.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds where an expression is not smooth.
 *
 * <p>Candidates are the points where the argument of a kinked function crosses a breakpoint of that
 * function, where the two sides of max or min cross, and where the argument of sqrt or the base of
 * a fractional power reaches 0. For an affine argument the point is exact; otherwise a scan of
 * [−10⁴, 10⁴], spaced by 10⁻⁴ near 0 and 10⁻³|x| farther out, brackets each change of sign, and
 * bisection takes it to the last bit. Crossings that are closer together than the scan, those
 * beyond 10⁴, and roots where the argument of sqrt touches 0 without a change of sign are not
 * found; sqrt(u^2) is read as abs(u).
 *
 * <p>At a candidate the one-sided 2-jets are computed exactly: the tree is evaluated at the point
 * itself, while a probe beside it decides which branch each kinked node takes. Candidates where
 * neither φ, φ′, φ″ nor the slope of φ″ differ or diverge are dropped: |x|·|x| is smooth.
 */
final class KinkFinder {

  private static final int HALF_SCAN = 10_000;
  private static final double FARTHEST = 1e4;
  private static final double PROBE = 1e-7;
  private static final double SCAN_UNIT = 0.1;

  /** Distances over which φ‴ is looked at, relative to the location. */
  private static final double NEAR = 1e-4;

  private static final double NEARER = 1e-6;

  /** Growth of φ‴ from the one to the other by which a fractional power is told: |x|^2.95. */
  private static final double DIVERGING = 1.2;

  private static final double SMALL = 1e-6;
  private static final double LASTING = 0.5;

  private KinkFinder() {}

  /** The breakpoints by increasing location. */
  static List<Breakpoint> find(Expression expression) {
    List<Expression> zeros = new ArrayList<>();
    collect(expression, zeros);
    TreeSet<Double> candidates = new TreeSet<>();
    double[] scan = zeros.isEmpty() ? new double[0] : scan();
    for (Expression zero : zeros) {
      roots(zero, scan, candidates);
    }
    List<Breakpoint> breakpoints = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (double location : candidates) {
      if (location - last > 1e-14 * Math.max(Math.abs(location), 1e-3)) {
        Breakpoint found = jumps(expression, location);
        if (found != null) {
          breakpoints.add(found);
          last = location;
        }
      }
    }
    return List.copyOf(breakpoints);
  }

  /** Adds the functions of x whose zeros are candidates. */
  private static void collect(Expression expression, List<Expression> zeros) {
    switch (expression) {
      case Variable _, Constant _ -> {}
      case Negation(Expression operand) -> collect(operand, zeros);
      case Sum(Expression left, Expression right) -> collect(left, right, zeros);
      case Difference(Expression left, Expression right) -> collect(left, right, zeros);
      case Product(Expression left, Expression right) -> collect(left, right, zeros);
      case Quotient(Expression left, Expression right) -> collect(left, right, zeros);
      case Power(Expression base, Expression exponent) -> {
        collect(base, exponent, zeros);
        if (!(exponent instanceof Constant(double p) && p == Math.rint(p))) {
          zeros.add(base);
        }
      }
      case Maximum(Expression left, Expression right) -> {
        collect(left, right, zeros);
        zeros.add(new Difference(left, right));
      }
      case Minimum(Expression left, Expression right) -> {
        collect(left, right, zeros);
        zeros.add(new Difference(left, right));
      }
      case Application(Activation function, Expression argument) -> {
        collect(argument, zeros);
        if (function == ElementaryFunction.SQRT) {
          zeros.add(argument);
        }
        for (Breakpoint b : function.breakpoints()) {
          zeros.add(
              b.location() == 0 ? argument : new Difference(argument, new Constant(b.location())));
        }
      }
    }
  }

  private static void collect(Expression left, Expression right, List<Expression> zeros) {
    collect(left, zeros);
    collect(right, zeros);
  }

  private static double[] scan() {
    double[] points = new double[2 * HALF_SCAN + 1];
    double top = FARTHEST / SCAN_UNIT;
    double range = Math.log(top + Math.sqrt(top * top + 1));
    for (int i = 1; i <= HALF_SCAN; i++) {
      double x = SCAN_UNIT * Math.sinh(range * i / HALF_SCAN);
      points[HALF_SCAN + i] = x;
      points[HALF_SCAN - i] = -x;
    }
    return points;
  }

  private static void roots(Expression zero, double[] scan, TreeSet<Double> roots) {
    Affine affine = Affine.of(zero);
    if (affine != null) {
      if (affine.slope() != 0) {
        roots.add(0.0 - affine.intercept() / affine.slope());
      }
      return;
    }
    double[] value = new double[scan.length];
    ExpressionEvaluator.evaluate(zero, scan.length, scan, value, null, null);
    for (int i = 1; i < scan.length; i++) {
      if (isIsolatedZero(value, i)) {
        // what rounds to 0 beside it are no roots of their own
        roots.add(scan[i]);
        i++;
        continue;
      }
      if (Math.signum(value[i - 1]) != Math.signum(value[i])
          && !Double.isNaN(value[i - 1])
          && !Double.isNaN(value[i])) {
        roots.add(bisect(zero, scan[i - 1], scan[i]));
      }
    }
  }

  private static boolean isIsolatedZero(double[] value, int i) {
    return value[i] == 0
        && value[i - 1] != 0
        && i + 1 < value.length
        && value[i + 1] != 0
        && !Double.isNaN(value[i - 1])
        && !Double.isNaN(value[i + 1]);
  }

  /** The point where the sign changes; a point where the value is exactly 0 is preferred. */
  private static double bisect(Expression zero, double from, double to) {
    double low = from;
    double high = to;
    double sign = Math.signum(ExpressionEvaluator.value(zero, low));
    while (high - low > 1e-22) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        break;
      }
      if (Math.signum(ExpressionEvaluator.value(zero, middle)) == sign) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double atLow = Math.abs(ExpressionEvaluator.value(zero, low));
    double atHigh = Math.abs(ExpressionEvaluator.value(zero, high));
    double nearest = atLow < atHigh ? low : high;
    return Math.abs(nearest) < 1e-21 ? 0 : nearest;
  }

  private static Breakpoint jumps(Expression expression, double location) {
    double step = PROBE * Math.max(1, Math.abs(location));
    OneSidedJet left = OneSidedJet.of(expression, location, location - step);
    OneSidedJet right = OneSidedJet.of(expression, location, location + step);
    double value = jump(left.value(), right.value());
    double derivative = jump(left.derivative(), right.derivative());
    double second = jump(left.secondDerivative(), right.secondDerivative());
    if (value == 0 && derivative == 0 && second == 0) {
      double size = Math.max(1, Math.abs(location));
      double[] near = thirdDerivatives(expression, location, NEAR * size, left, right);
      double[] nearer = thirdDerivatives(expression, location, NEARER * size, left, right);
      double scale = Math.abs(near[0]) + Math.abs(near[1]);
      double jump = Math.abs(near[1] - near[0]);
      // a jump stays as it is when looked at closer, the kink of |x|⁴ in φ⁗ does not
      boolean jumps =
          jump > 0.01 * scale + SMALL && Math.abs(nearer[1] - nearer[0]) > LASTING * jump;
      boolean diverges =
          Math.abs(nearer[0]) + Math.abs(nearer[1])
              > DIVERGING * scale + SMALL * (1 + Math.abs(right.secondDerivative()));
      if (!jumps && !diverges) {
        return null;
      }
    }
    return new Breakpoint(location, value, derivative, second);
  }

  /** φ‴ on the left and on the right, as the slope of φ″ over a distance. */
  private static double[] thirdDerivatives(
      Expression expression, double location, double h, OneSidedJet left, OneSidedJet right) {
    double[] beside = new double[2];
    double[] points = {location - h, location + h};
    ExpressionEvaluator.evaluate(expression, 2, points, null, null, beside);
    return new double[] {
      (left.secondDerivative() - beside[0]) / h, (beside[1] - right.secondDerivative()) / h
    };
  }

  /** Infinite where a side is, also where both sides go to the same infinity. */
  private static double jump(double left, double right) {
    if (Double.isInfinite(left) || Double.isInfinite(right)) {
      return left == right ? right : right - left;
    }
    double jump = right - left;
    double noise = 1e-11 * (Math.abs(left) + Math.abs(right));
    return Math.abs(jump) > noise + 1e-250 ? jump : 0;
  }
}
