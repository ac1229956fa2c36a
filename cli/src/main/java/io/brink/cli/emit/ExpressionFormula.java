package io.brink.cli.emit;

import io.brink.activation.Activation;
import io.brink.activation.Expression;
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
import java.util.regex.Matcher;

/**
 * A user's expression in the neutral notation. Parts without x become numbers, because PyTorch's
 * functions take tensors alone.
 */
final class ExpressionFormula {

  private ExpressionFormula() {}

  static String of(Expression expression) {
    String formula = nested(expression);
    boolean sum =
        switch (expression) {
          case Sum _, Difference _, Product _, Quotient _ -> !isConstant(expression);
          case Variable _, Constant _, Negation _, Power _, Maximum _, Minimum _, Application _ ->
              false;
        };
    return sum ? formula.substring(1, formula.length() - 1) : formula;
  }

  private static String nested(Expression expression) {
    if (!(expression instanceof Constant) && isConstant(expression)) {
      return Formulas.number(value(expression));
    }
    return switch (expression) {
      case Variable() -> "x";
      case Constant(double value) -> Formulas.number(value);
      case Negation(Expression operand) -> "(-" + nested(operand) + ")";
      case Sum(Expression left, Expression right) -> binary(left, "+", right);
      case Difference(Expression left, Expression right) -> binary(left, "-", right);
      case Product(Expression left, Expression right) -> binary(left, "*", right);
      case Quotient(Expression left, Expression right) -> binary(left, "/", right);
      case Power(Expression base, Expression exponent) ->
          "@pow(" + nested(base) + ", " + nested(exponent) + ")";
      case Maximum(Expression left, Expression right) -> choice(left, ">=", right);
      case Minimum(Expression left, Expression right) -> choice(left, "<=", right);
      case Application(Activation function, Expression argument) ->
          applied(Formulas.of(function), nested(argument));
    };
  }

  /** The formula of a function with its argument in the place of x. */
  private static String applied(String formula, String argument) {
    String result = formula.replaceAll("\\bx\\b", Matcher.quoteReplacement(argument));
    return formula.matches("@[a-z0-9]+\\(x\\)") ? result : "(" + result + ")";
  }

  private static String binary(Expression left, String operator, Expression right) {
    return "(" + nested(left) + " " + operator + " " + nested(right) + ")";
  }

  private static String choice(Expression left, String comparison, Expression right) {
    String a = nested(left);
    String b = nested(right);
    return "@where(" + a + " " + comparison + " " + b + ", " + a + ", " + b + ")";
  }

  private static boolean isConstant(Expression expression) {
    return switch (expression) {
      case Variable() -> false;
      case Constant _ -> true;
      case Negation(Expression operand) -> isConstant(operand);
      case Sum(Expression left, Expression right) -> isConstant(left) && isConstant(right);
      case Difference(Expression left, Expression right) -> isConstant(left) && isConstant(right);
      case Product(Expression left, Expression right) -> isConstant(left) && isConstant(right);
      case Quotient(Expression left, Expression right) -> isConstant(left) && isConstant(right);
      case Power(Expression base, Expression exponent) -> isConstant(base) && isConstant(exponent);
      case Maximum(Expression left, Expression right) -> isConstant(left) && isConstant(right);
      case Minimum(Expression left, Expression right) -> isConstant(left) && isConstant(right);
      case Application(_, Expression argument) -> isConstant(argument);
    };
  }

  private static double value(Expression constant) {
    return switch (constant) {
      case Variable() -> throw new IllegalArgumentException("x is not a constant");
      case Constant(double value) -> value;
      case Negation(Expression operand) -> -value(operand);
      case Sum(Expression left, Expression right) -> value(left) + value(right);
      case Difference(Expression left, Expression right) -> value(left) - value(right);
      case Product(Expression left, Expression right) -> value(left) * value(right);
      case Quotient(Expression left, Expression right) -> value(left) / value(right);
      case Power(Expression base, Expression exponent) -> Math.pow(value(base), value(exponent));
      case Maximum(Expression left, Expression right) -> Math.max(value(left), value(right));
      case Minimum(Expression left, Expression right) -> Math.min(value(left), value(right));
      case Application(Activation function, Expression argument) -> function.value(value(argument));
    };
  }
}
