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

/**
 * Prints an expression in the grammar of {@link ExpressionParser}, with the parentheses it needs.
 */
final class ExpressionPrinter {

  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  private ExpressionPrinter() {}

  static String print(Expression expression) {
    return switch (expression) {
      case Variable() -> "x";
      case Constant(double value) -> CanonicalName.number(value);
      case Negation(Expression operand) -> "-" + print(operand, SIGN);
      case Sum(Expression left, Expression right) -> print(left, SUM) + "+" + print(right, PRODUCT);
      case Difference(Expression left, Expression right) ->
          print(left, SUM) + "-" + print(right, PRODUCT);
      case Product(Expression left, Expression right) ->
          print(left, PRODUCT) + "*" + print(right, SIGN);
      case Quotient(Expression left, Expression right) ->
          print(left, PRODUCT) + "/" + print(right, SIGN);
      case Power(Expression base, Expression exponent) ->
          print(base, ATOM) + "^" + print(exponent, SIGN);
      case Maximum(Expression left, Expression right) ->
          "max(" + print(left) + ", " + print(right) + ")";
      case Minimum(Expression left, Expression right) ->
          "min(" + print(left) + ", " + print(right) + ")";
      case Application(Activation function, Expression argument) ->
          call(function instanceof ElementaryFunction ? function.toString() : function.name())
              .replace("$", print(argument));
    };
  }

  /** {@code elu(0.5)} applied to $ is {@code elu($, 0.5)}. */
  private static String call(String name) {
    int open = name.indexOf('(');
    return open < 0 ? name + "($)" : name.substring(0, open) + "($, " + name.substring(open + 1);
  }

  private static String print(Expression expression, int atLeast) {
    String text = print(expression);
    return precedence(expression) >= atLeast ? text : "(" + text + ")";
  }

  private static int precedence(Expression expression) {
    return switch (expression) {
      case Sum _, Difference _ -> SUM;
      case Product _, Quotient _ -> PRODUCT;
      case Negation _ -> SIGN;
      case Power _ -> POWER;
      case Constant(double value) -> value < 0 ? SIGN : ATOM;
      case Variable _, Maximum _, Minimum _, Application _ -> ATOM;
    };
  }
}
