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
import java.util.OptionalDouble;

/**
 * The degree α of an expression that is visibly homogeneous, φ(tx) = t^α φ(x) for t &gt; 0: a power
 * on each side of 0, such as {@code sign(x)*sqrt(abs(x))} or {@code max(x, 0.1*x)}.
 */
final class Homogeneity {
  /** The degree of 0, which is homogeneous of every degree. */
  private static final double ANY = Double.POSITIVE_INFINITY;

  /** Not homogeneous. */
  private static final double NONE = Double.NaN;

  private Homogeneity() {}

  /** The degree; empty where there is none, and for constants. */
  static OptionalDouble degree(Expression expression) {
    double degree = of(expression);
    return degree >= 0 && degree < ANY ? OptionalDouble.of(degree) : OptionalDouble.empty();
  }

  private static double of(Expression expression) {
    return switch (expression) {
      case Variable() -> 1;
      case Constant(double value) -> value == 0 ? ANY : 0;
      case Negation(Expression operand) -> of(operand);
      case Sum(Expression left, Expression right) -> common(of(left), of(right));
      case Difference(Expression left, Expression right) -> common(of(left), of(right));
      case Maximum(Expression left, Expression right) -> common(of(left), of(right));
      case Minimum(Expression left, Expression right) -> common(of(left), of(right));
      case Product(Expression left, Expression right) -> of(left) + of(right);
      case Quotient(Expression left, Expression right) -> {
        double divisor = of(right);
        yield divisor == ANY ? NONE : of(left) - divisor;
      }
      case Power(Expression base, Constant(double exponent)) ->
          of(base) == ANY ? NONE : of(base) * exponent;
      case Power(Expression base, Expression exponent) ->
          of(base) == 0 && of(exponent) == 0 ? 0 : NONE;
      case Application(Activation function, Expression argument) -> {
        double inner = of(argument);
        if (inner == 0) {
          yield 0;
        }
        OptionalDouble outer =
            function == ElementaryFunction.SQRT
                ? OptionalDouble.of(0.5)
                : function.homogeneityDegree();
        yield outer.isPresent() && inner < ANY ? outer.getAsDouble() * inner : NONE;
      }
    };
  }

  private static double common(double left, double right) {
    return left == ANY ? right : right == ANY || left == right ? left : NONE;
  }
}
