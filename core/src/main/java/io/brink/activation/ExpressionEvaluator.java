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
import java.util.Arrays;

/**
 * Values and first two derivatives of an expression by forward-mode automatic differentiation: each
 * node carries the 2-jet (u, u′, u″), so the derivatives are exact but for rounding.
 *
 * <p>The tree is walked once per block of up to 256 points, not once per point; every node is then
 * a loop over plain arrays, and a function's node is the bulk evaluation of that function. The
 * operands of a node wait in numbered slots, a stack of arrays that is allocated once per call.
 */
final class ExpressionEvaluator {

  private static final int BLOCK = 256;

  /** Jets by slot: jets[slot][order][point]. */
  private final double[][][] jets;

  /** φ, φ′, φ″ of a function at its argument. */
  private final double[][] outer;

  /** 0 for values alone, 1 with the first derivative, 2 with both. */
  private final int order;

  private int n;
  private double[] x;

  private ExpressionEvaluator(int slots, int block, int order) {
    this.order = order;
    jets = new double[slots][order + 1][block];
    outer = new double[order + 1][block];
    x = new double[block];
  }

  /** φ, φ′ and φ″ at {@code points[0..count)}; null arrays are not computed. */
  static void evaluate(
      Expression expression,
      int count,
      double[] points,
      double[] value,
      double[] derivative,
      double[] secondDerivative) {
    int order = secondDerivative != null ? 2 : derivative != null ? 1 : 0;
    int block = Math.min(count, BLOCK);
    ExpressionEvaluator evaluator = new ExpressionEvaluator(slots(expression), block, order);
    double[][] result = {value, derivative, secondDerivative};
    for (int from = 0; from < count; from += BLOCK) {
      evaluator.n = Math.min(BLOCK, count - from);
      System.arraycopy(points, from, evaluator.x, 0, evaluator.n);
      evaluator.walk(expression, 0);
      for (int k = 0; k <= order; k++) {
        if (result[k] != null) {
          System.arraycopy(evaluator.jets[0][k], 0, result[k], from, evaluator.n);
        }
      }
    }
  }

  /** The value at one point. */
  static double value(Expression expression, double x) {
    return switch (expression) {
      case Variable() -> x;
      case Constant(double value) -> value;
      case Negation(Expression operand) -> -value(operand, x);
      case Sum(Expression left, Expression right) -> value(left, x) + value(right, x);
      case Difference(Expression left, Expression right) -> value(left, x) - value(right, x);
      case Product(Expression left, Expression right) -> value(left, x) * value(right, x);
      case Quotient(Expression left, Expression right) -> value(left, x) / value(right, x);
      case Power(Expression base, Expression exponent) ->
          Math.pow(value(base, x), value(exponent, x));
      case Maximum(Expression left, Expression right) -> Math.max(value(left, x), value(right, x));
      case Minimum(Expression left, Expression right) -> Math.min(value(left, x), value(right, x));
      case Application(Activation function, Expression argument) ->
          function.value(value(argument, x));
    };
  }

  private static int slots(Expression expression) {
    return switch (expression) {
      case Variable _, Constant _ -> 1;
      case Negation(Expression operand) -> slots(operand);
      case Sum(Expression left, Expression right) -> slots(left, right);
      case Difference(Expression left, Expression right) -> slots(left, right);
      case Product(Expression left, Expression right) -> slots(left, right);
      case Quotient(Expression left, Expression right) -> slots(left, right);
      case Power(Expression base, Expression exponent) -> slots(base, exponent);
      case Maximum(Expression left, Expression right) -> slots(left, right);
      case Minimum(Expression left, Expression right) -> slots(left, right);
      case Application(Activation _, Expression argument) -> slots(argument);
    };
  }

  private static int slots(Expression left, Expression right) {
    return Math.max(slots(left), 1 + slots(right));
  }

  /** Writes the jets of the expression into the slot; slots above it are scratch. */
  private void walk(Expression expression, int slot) {
    double[][] u = jets[slot];
    switch (expression) {
      case Variable() -> {
        System.arraycopy(x, 0, u[0], 0, n);
        fillDerivatives(u, 1);
      }
      case Constant(double value) -> {
        Arrays.fill(u[0], 0, n, value);
        fillDerivatives(u, 0);
      }
      case Negation(Expression operand) -> {
        walk(operand, slot);
        scale(u, -1);
      }
      case Sum(Expression left, Expression right) -> {
        walk(left, slot);
        walk(right, slot + 1);
        add(u, 1, jets[slot + 1]);
      }
      case Difference(Expression left, Expression right) -> {
        walk(left, slot);
        walk(right, slot + 1);
        add(u, -1, jets[slot + 1]);
      }
      case Product(Constant(double factor), Expression right) -> {
        walk(right, slot);
        scale(u, factor);
      }
      case Product(Expression left, Constant(double factor)) -> {
        walk(left, slot);
        scale(u, factor);
      }
      case Product(Expression left, Expression right) -> {
        walk(left, slot);
        walk(right, slot + 1);
        multiply(u, jets[slot + 1]);
      }
      case Quotient(Expression left, Constant(double divisor)) -> {
        walk(left, slot);
        divide(u, divisor);
      }
      case Quotient(Expression left, Expression right) -> {
        walk(left, slot);
        walk(right, slot + 1);
        divide(u, jets[slot + 1]);
      }
      case Power(Expression base, Constant(double exponent)) -> {
        walk(base, slot);
        power(u, exponent);
      }
      case Power(Expression base, Expression exponent) -> {
        walk(base, slot);
        walk(exponent, slot + 1);
        power(u, jets[slot + 1]);
      }
      case Maximum(Expression left, Expression right) -> {
        walk(left, slot);
        walk(right, slot + 1);
        select(u, jets[slot + 1], 1);
      }
      case Minimum(Expression left, Expression right) -> {
        walk(left, slot);
        walk(right, slot + 1);
        select(u, jets[slot + 1], -1);
      }
      case Application(Activation function, Variable()) ->
          function.evaluate(n, x, u[0], order > 0 ? u[1] : null, order > 1 ? u[2] : null);
      case Application(Activation function, Expression argument) -> {
        walk(argument, slot);
        chain(function, u);
      }
    }
  }

  private void fillDerivatives(double[][] u, double slope) {
    if (order > 0) {
      Arrays.fill(u[1], 0, n, slope);
    }
    if (order > 1) {
      Arrays.fill(u[2], 0, n, 0);
    }
  }

  private void scale(double[][] u, double factor) {
    for (int k = 0; k <= order; k++) {
      double[] a = u[k];
      for (int i = 0; i < n; i++) {
        a[i] *= factor;
      }
    }
  }

  /** By a number, which also an infinite value can be. */
  private void divide(double[][] u, double divisor) {
    for (int k = 0; k <= order; k++) {
      double[] a = u[k];
      for (int i = 0; i < n; i++) {
        a[i] /= divisor;
      }
    }
  }

  private void add(double[][] u, double sign, double[][] w) {
    for (int k = 0; k <= order; k++) {
      double[] a = u[k];
      double[] b = w[k];
      for (int i = 0; i < n; i++) {
        a[i] += sign * b[i];
      }
    }
  }

  private void multiply(double[][] u, double[][] w) {
    double[] a = u[0];
    double[] b = w[0];
    if (order > 1) {
      for (int i = 0; i < n; i++) {
        double second = u[2][i] * b[i] + 2 * u[1][i] * w[1][i] + a[i] * w[2][i];
        u[2][i] =
            Double.isNaN(second)
                ? product(u[2][i], b[i]) + 2 * product(u[1][i], w[1][i]) + product(a[i], w[2][i])
                : second;
      }
    }
    if (order > 0) {
      for (int i = 0; i < n; i++) {
        double first = u[1][i] * b[i] + a[i] * w[1][i];
        u[1][i] = Double.isNaN(first) ? product(u[1][i], b[i]) + product(a[i], w[1][i]) : first;
      }
    }
    for (int i = 0; i < n; i++) {
      a[i] *= b[i];
    }
  }

  /** Derivatives of q = a/b from a = qb: q′ = (a′ − qb′)/b, q″ = (a″ − 2q′b′ − qb″)/b. */
  private void divide(double[][] u, double[][] w) {
    for (int i = 0; i < n; i++) {
      double b = w[0][i];
      double q = u[0][i] / b;
      u[0][i] = q;
      if (order > 0) {
        // A divisor that has overflowed, as in x/(1 + exp(-x)), leaves 0 with all derivatives.
        boolean vanished = Double.isInfinite(b) && q == 0;
        double q1 = vanished ? 0 : (u[1][i] - q * w[1][i]) / b;
        u[1][i] = q1;
        if (order > 1) {
          u[2][i] = vanished ? 0 : (u[2][i] - 2 * q1 * w[1][i] - q * w[2][i]) / b;
        }
      }
    }
  }

  private void power(double[][] u, double exponent) {
    for (int i = 0; i < n; i++) {
      double a = u[0][i];
      if (order > 0) {
        double a1 = u[1][i];
        double slope = exponent == 2 ? 2 * a : term(exponent, a, exponent - 1);
        if (order > 1) {
          double curvature = exponent == 2 ? 2 : term(exponent * (exponent - 1), a, exponent - 2);
          u[2][i] = product(curvature, a1 * a1) + product(slope, u[2][i]);
        }
        u[1][i] = product(slope, a1);
      }
      u[0][i] = exponent == 2 ? a * a : Math.pow(a, exponent);
    }
  }

  private static double term(double factor, double base, double exponent) {
    return factor == 0 ? 0 : factor * Math.pow(base, exponent);
  }

  /** 0 wherever a factor is 0, also against an infinite derivative at an algebraic singularity. */
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /** a^b = e^{b ln a}: with g = b ln a, derivatives a^b g′ and a^b (g′² + g″). */
  private void power(double[][] u, double[][] w) {
    for (int i = 0; i < n; i++) {
      double a = u[0][i];
      double b = w[0][i];
      double value = Math.pow(a, b);
      u[0][i] = value;
      if (order > 0) {
        double logarithm = Math.log(a);
        double rate = u[1][i] / a;
        double g1 = w[1][i] * logarithm + b * rate;
        if (order > 1) {
          double rate1 = u[2][i] / a - rate * rate;
          double g2 = w[2][i] * logarithm + 2 * w[1][i] * rate + b * rate1;
          u[2][i] = value * (g1 * g1 + g2);
        }
        u[1][i] = value * g1;
      }
    }
  }

  /** Keeps the larger of the two (sign = 1) or the smaller one (−1). */
  private void select(double[][] u, double[][] w, double sign) {
    for (int i = 0; i < n; i++) {
      if (sign * w[0][i] > sign * u[0][i]) {
        for (int k = 0; k <= order; k++) {
          u[k][i] = w[k][i];
        }
      }
    }
  }

  private void chain(Activation function, double[][] u) {
    function.evaluate(n, u[0], outer[0], order > 0 ? outer[1] : null, order > 1 ? outer[2] : null);
    if (order > 1) {
      for (int i = 0; i < n; i++) {
        double slope = u[1][i];
        u[2][i] = product(outer[2][i], slope * slope) + product(outer[1][i], u[2][i]);
      }
    }
    if (order > 0) {
      for (int i = 0; i < n; i++) {
        u[1][i] = product(outer[1][i], u[1][i]);
      }
    }
    System.arraycopy(outer[0], 0, u[0], 0, n);
  }
}
