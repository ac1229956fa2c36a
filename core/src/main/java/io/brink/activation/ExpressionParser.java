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
import io.brink.internal.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads an expression in x by recursive descent.
 *
 * <pre>
 * sum     = product {("+" | "-") product}
 * product = factor {("*" | "/") factor}
 * factor  = ("-" | "+") factor | atom ["^" factor]
 * atom    = number | "x" | "pi" | "e" | "(" sum ")" | name "(" sum {"," sum} ")"
 * </pre>
 *
 * <p>A power binds tighter than a sign and to the right: −x^2 is −(x²), 2^3^2 is 2⁹. Names are
 * those of the elementary functions and of every built-in activation, whose parameters follow the
 * argument as constants: elu(x, 0.5). Operations on constants are carried out. Length and nesting
 * are limited, so that no input exhausts the stack.
 */
final class ExpressionParser {

  static final int LONGEST = 2000;
  private static final int DEEPEST = 200;

  private final String text;
  private int next;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionException(
          "an expression has at most " + LONGEST + " characters, got " + text.length(), text, 0);
    }
    ExpressionParser parser = new ExpressionParser(text);
    Expression expression = parser.sum();
    if (parser.peek() != 0) {
      throw parser.unexpected("an operator");
    }
    return expression;
  }

  private Expression sum() {
    Expression left = product();
    while (true) {
      if (accept('+')) {
        left = sum(left, product());
      } else if (accept('-')) {
        left = difference(left, product());
      } else {
        return left;
      }
    }
  }

  private Expression product() {
    Expression left = factor();
    while (true) {
      if (accept('*')) {
        left = product(left, factor());
      } else if (accept('/')) {
        left = quotient(left, factor());
      } else {
        return left;
      }
    }
  }

  private Expression factor() {
    if (++depth > DEEPEST) {
      throw new ExpressionException("more than " + DEEPEST + " levels of nesting", text, next + 1);
    }
    try {
      if (accept('-')) {
        Expression operand = factor();
        return operand instanceof Constant(double value)
            ? new Constant(-value)
            : new Negation(operand);
      }
      if (accept('+')) {
        return factor();
      }
      Expression base = atom();
      return accept('^') ? power(base, factor()) : base;
    } finally {
      depth--;
    }
  }

  private Expression atom() {
    char c = peek();
    if (accept('(')) {
      Expression inner = sum();
      expect(')');
      return inner;
    }
    if ((c >= '0' && c <= '9') || c == '.') {
      return number();
    }
    if (isLetter(c)) {
      int start = next;
      while (next < text.length()
          && (isLetter(text.charAt(next)) || Character.isDigit(text.charAt(next)))) {
        next++;
      }
      return named(text.substring(start, next), start);
    }
    throw unexpected("a number, x, a function or '('");
  }

  private Expression number() {
    int start = next;
    digits();
    if (next < text.length() && text.charAt(next) == '.') {
      next++;
      digits();
    }
    if (next < text.length() && (text.charAt(next) | 32) == 'e') {
      int sign = next + 1;
      if (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
        sign++;
      }
      if (sign < text.length() && text.charAt(sign) >= '0' && text.charAt(sign) <= '9') {
        next = sign;
        digits();
      }
    }
    String digits = text.substring(start, next);
    if (digits.equals(".")) {
      throw new ExpressionException("'.' is not a number", text, start + 1);
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new ExpressionException("the number " + digits + " is too large", text, start + 1);
    }
    return new Constant(value);
  }

  private void digits() {
    while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
      next++;
    }
  }

  private Expression named(String name, int start) {
    boolean called = peek() == '(';
    if (!called) {
      return switch (name) {
        case "x" -> new Variable();
        case "pi" -> new Constant(Math.PI);
        case "e" -> new Constant(Math.E);
        default -> throw unknownName(name, start);
      };
    }
    expect('(');
    List<Expression> arguments = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    if (isFunction(name)) {
      do {
        peek();
        positions.add(next + 1);
        arguments.add(sum());
      } while (accept(','));
      expect(')');
    }
    return call(name, start, arguments, positions);
  }

  private Expression call(
      String name, int start, List<Expression> arguments, List<Integer> positions) {
    if (name.equals("max") || name.equals("min")) {
      if (arguments.size() < 2) {
        throw new ExpressionException(name + " takes two or more arguments", text, start + 1);
      }
      Expression result = arguments.getFirst();
      for (Expression argument : arguments.subList(1, arguments.size())) {
        result = name.equals("max") ? new Maximum(result, argument) : new Minimum(result, argument);
      }
      return result;
    }
    for (ElementaryFunction function : ElementaryFunction.values()) {
      if (function.toString().equals(name)) {
        if (arguments.size() != 1) {
          throw new ExpressionException(name + " takes one argument", text, start + 1);
        }
        return function == ElementaryFunction.SQRT
            ? squareRoot(arguments.getFirst())
            : new Application(function, arguments.getFirst());
      }
    }
    BuiltIn builtIn =
        Activations.find(name)
            .orElseThrow(
                () ->
                    new ExpressionException(
                        "unknown function '" + name + "'" + suggestion(name), text, start + 1));
    double[] parameters = new double[arguments.size() - 1];
    for (int i = 0; i < parameters.length; i++) {
      if (!(arguments.get(i + 1) instanceof Constant(double value))) {
        throw new ExpressionException(
            "a parameter of " + name + " must be a number", text, positions.get(i + 1));
      }
      parameters[i] = value;
    }
    try {
      return new Application(builtIn.of(parameters), arguments.getFirst());
    } catch (IllegalArgumentException e) {
      throw new ExpressionException(e.getMessage() + ",", text, start + 1);
    }
  }

  /** Whether the name is a function of expressions alone, and not an activation. */
  static boolean isElementary(String name) {
    return isFunction(name) && Activations.find(name).isEmpty();
  }

  private static boolean isFunction(String name) {
    return functionNames().contains(name);
  }

  private static TreeSet<String> functionNames() {
    TreeSet<String> names = new TreeSet<>(List.of("max", "min"));
    for (ElementaryFunction function : ElementaryFunction.values()) {
      names.add(function.toString());
    }
    Activations.all().forEach(builtIn -> names.add(builtIn.name()));
    return names;
  }

  private ExpressionException unknownName(String name, int start) {
    if (isFunction(name)) {
      return new ExpressionException(
          "'" + name + "' needs an argument, as in " + name + "(x),", text, start + 1);
    }
    return new ExpressionException(
        "unknown name '" + name + "' (the variable is x)" + suggestion(name), text, start + 1);
  }

  private static String suggestion(String name) {
    Optional<String> nearest = Spelling.nearest(name, functionNames());
    return nearest.map(n -> ", did you mean '" + n + "'?,").orElse("");
  }

  private static Expression sum(Expression left, Expression right) {
    return left instanceof Constant(double a) && right instanceof Constant(double b)
        ? new Constant(a + b)
        : new Sum(left, right);
  }

  private static Expression difference(Expression left, Expression right) {
    return left instanceof Constant(double a) && right instanceof Constant(double b)
        ? new Constant(a - b)
        : new Difference(left, right);
  }

  private static Expression product(Expression left, Expression right) {
    return left instanceof Constant(double a) && right instanceof Constant(double b)
        ? new Constant(a * b)
        : new Product(left, right);
  }

  private Expression quotient(Expression left, Expression right) {
    if (right instanceof Constant(double b)) {
      if (b == 0) {
        throw new ExpressionException("division by zero", text, next);
      }
      if (left instanceof Constant(double a)) {
        return new Constant(a / b);
      }
    }
    return new Quotient(left, right);
  }

  private Expression power(Expression base, Expression exponent) {
    if (exponent instanceof Constant(double b)) {
      if (base instanceof Constant(double a)) {
        double value = Math.pow(a, b);
        if (!Double.isFinite(value)) {
          throw new ExpressionException(
              CanonicalName.number(a) + "^" + CanonicalName.number(b) + " is not finite",
              text,
              next);
        }
        return new Constant(value);
      }
      if (b == 1) {
        return base;
      }
      if (b == 0.5) {
        return squareRoot(base);
      }
    }
    return new Power(base, exponent);
  }

  /** √(u²) is |u|, whose kink is known. */
  private static Expression squareRoot(Expression argument) {
    return switch (argument) {
      case Power(Expression base, Constant(double exponent)) when exponent == 2 ->
          new Application(new LeakyRelu(-1), base);
      case Product(Expression left, Expression right) when left.equals(right) ->
          new Application(new LeakyRelu(-1), left);
      case Constant(double value) when value >= 0 -> new Constant(Math.sqrt(value));
      case Expression other -> new Application(ElementaryFunction.SQRT, other);
    };
  }

  private ExpressionException unexpected(String expected) {
    char c = peek();
    String found = c == 0 ? "end of expression" : "'" + c + "'";
    return new ExpressionException(
        "unexpected " + found + ", expected " + expected + ",", text, next + 1);
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw unexpected("'" + c + "'");
    }
  }

  private boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    next++;
    return true;
  }

  /** The next character that is not a blank, or 0 at the end. */
  private char peek() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length() ? text.charAt(next) : 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
