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

/** slope·x + intercept. */
record Affine(double slope, double intercept) {

  /** The expression as an affine function, or null if it is not visibly one. */
  static Affine of(Expression expression) {
    return switch (expression) {
      case Variable() -> new Affine(1, 0);
      case Constant(double value) -> new Affine(0, value);
      case Negation(Expression operand) -> scaled(of(operand), -1);
      case Sum(Expression left, Expression right) -> sum(of(left), of(right));
      case Difference(Expression left, Expression right) -> sum(of(left), scaled(of(right), -1));
      case Product(Constant(double factor), Expression right) -> scaled(of(right), factor);
      case Product(Expression left, Constant(double factor)) -> scaled(of(left), factor);
      case Quotient(Expression left, Constant(double divisor)) -> quotient(of(left), divisor);
      case Product _, Quotient _, Power _, Maximum _, Minimum _, Application _ -> null;
    };
  }

  private static Affine scaled(Affine a, double factor) {
    return a == null ? null : new Affine(factor * a.slope, factor * a.intercept);
  }

  private static Affine quotient(Affine a, double divisor) {
    return a == null ? null : new Affine(a.slope / divisor, a.intercept / divisor);
  }

  private static Affine sum(Affine a, Affine b) {
    return a == null || b == null ? null : new Affine(a.slope + b.slope, a.intercept + b.intercept);
  }
}
