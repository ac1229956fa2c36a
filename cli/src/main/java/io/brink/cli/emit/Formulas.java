package io.brink.cli.emit;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.ExpressionActivation;
import io.brink.activation.LinearRegion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The built-in activations in the neutral notation: {@code x}, numbers, + − * / and parentheses,
 * comparisons as the first argument of {@code @where}, and the functions of {@link Framework}.
 * {@code {0}} is the first parameter.
 *
 * <p>Each branch of {@code @where} is finite on the whole line, because automatic differentiation
 * multiplies the branch that is not taken by zero.
 */
final class Formulas {

  private static final Pattern CALL = Pattern.compile("([a-z_0-9]+)(?:\\((.*)\\))?");

  /** Beyond it the monomials of a Hermite polynomial cancel too much. */
  private static final int LARGEST_HERMITE_DEGREE = 20;

  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("log", "@log(x)"),
          Map.entry("log1p", "@log1p(x)"),
          Map.entry("expm1", "@expm1(x)"),
          Map.entry("sqrt", "@sqrt(x)"),
          Map.entry("tan", "@tan(x)"),
          Map.entry("sinh", "@sinh(x)"),
          Map.entry("cosh", "@cosh(x)"),
          Map.entry("erfc", "(1.0 - @erf(x))"),
          Map.entry("identity", "x"),
          Map.entry("relu", "@relu(x)"),
          Map.entry("leaky_relu", "@where(x >= 0, x, {0} * x)"),
          Map.entry("abs", "@abs(x)"),
          Map.entry("alpha_relu", "@where(x > 0, @pow(@where(x > 0, x, 1.0), {0}), 0.0)"),
          Map.entry(
              "tempered_relu", "@where(x > 0, @pow(@relu(x) + {1}, {0}) - @pow({1}, {0}), 0.0)"),
          Map.entry("erf", "@erf(x)"),
          Map.entry("tanh", "@tanh(x)"),
          Map.entry("sigmoid", "@sigmoid(x)"),
          Map.entry("softplus", "@softplus(x)"),
          Map.entry("elu", "@where(x >= 0, x, {0} * @expm1(-@relu(-x)))"),
          Map.entry("selu", "{1} * @where(x >= 0, x, {0} * @expm1(-@relu(-x)))"),
          Map.entry("celu", "@where(x >= 0, x, {0} * @expm1(-@relu(-x) / {0}))"),
          Map.entry("swish", "x * @sigmoid({0} * x)"),
          Map.entry("gelu", "0.5 * x * (1.0 + @erf(0.7071067811865476 * x))"),
          Map.entry(
              "gelu_tanh",
              "0.5 * x * (1.0 + @tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))"),
          Map.entry("mish", "x * @tanh(@softplus(x))"),
          Map.entry("softsign", "x / (1.0 + @abs(x))"),
          Map.entry("atan", "@atan(x)"),
          Map.entry("asinh", "@asinh(x)"),
          Map.entry("bentid", "(@sqrt(x * x + 1.0) - 1.0) / 2.0 + x"),
          Map.entry("sin", "@sin(x)"),
          Map.entry("cos", "@cos(x)"),
          Map.entry("exp", "@exp(x)"),
          Map.entry("gaussian", "@exp(-x * x)"),
          Map.entry("square", "x * x"),
          Map.entry("monomial", "@pow(x, {0})"),
          Map.entry("step", "@where(x >= 0, 1.0, 0.0)"),
          Map.entry("sign", "@sign(x)"),
          Map.entry("hard_tanh", "@clip(x, -1.0, 1.0)"),
          Map.entry("hard_sigmoid", "@clip(x / 6.0 + 0.5, 0.0, 1.0)"),
          Map.entry("hard_swish", "x * @clip(x + 3.0, 0.0, 6.0) / 6.0"),
          Map.entry("relu6", "@clip(x, 0.0, 6.0)"),
          Map.entry("shtanh", "{1} * @clip(x, -{0}, {0})"),
          Map.entry(
              "ssine", "@where(@abs(x) <= {0}, x, @sign(x) * ({0} - 1.0 + @cos(@abs(x) - {0})))"),
          Map.entry(
              "sexp",
              "@where(@abs(x) <= {0}, x, @sign(x) * ({0} - 1.0 + @exp(-@relu(@abs(x) - {0}))))"),
          Map.entry("ssaw", "@where(@abs(x) <= {0}, x, @sign(x) * @relu(2.0 * {0} - @abs(x)))"));

  private Formulas() {}

  /**
   * φ(x) in the neutral notation.
   *
   * @throws IllegalArgumentException if there is no formula for the activation
   */
  static String of(Activation activation) {
    if (activation instanceof ExpressionActivation expression) {
      return ExpressionFormula.of(expression.expression());
    }
    if (activation instanceof LinearRegion(Activation tail, double a, double tailScale)) {
      return linearRegion(tail, number(a), tailScale);
    }
    // The elementary functions of expressions are the constants of an enum, in upper case.
    Matcher call = CALL.matcher(activation.name().toLowerCase(Locale.ROOT));
    if (!call.matches()) {
      throw unknown(activation);
    }
    double[] parameters = parameters(call.group(1), call.group(2));
    if (call.group(1).equals("hermite") && parameters[0] <= LARGEST_HERMITE_DEGREE) {
      return hermite((int) parameters[0]);
    }
    String formula = BY_NAME.get(call.group(1));
    if (formula == null) {
      throw unknown(activation);
    }
    for (int i = 0; i < parameters.length; i++) {
      formula = formula.replace("{" + i + "}", number(parameters[i]));
    }
    return formula;
  }

  private static String linearRegion(Activation tail, String a, double tailScale) {
    String beyond =
        of(tail).replaceAll("\\bx\\b", Matcher.quoteReplacement("@relu(@abs(x) - " + a + ")"));
    return "@where(@abs(x) <= %s, x, @sign(x) * (%s + %s * ((%s) - %s)))"
        .formatted(a, a, number(tailScale), beyond, number(tail.value(0)));
  }

  private static IllegalArgumentException unknown(Activation activation) {
    return new IllegalArgumentException(
        "--emit knows no source code for the activation " + activation.name());
  }

  /** The parameters in a canonical name; it leaves them out where all have their defaults. */
  private static double[] parameters(String name, String arguments) {
    if (arguments != null) {
      return Arrays.stream(arguments.split(",")).mapToDouble(Double::parseDouble).toArray();
    }
    return Activations.find(name).stream()
        .flatMap(builtIn -> builtIn.parameters().stream())
        .mapToDouble(parameter -> parameter.defaultValue().orElseThrow())
        .toArray();
  }

  /** Heₙ(x)/√n! by Horner's rule in its monomials, from He_{k+1} = x He_k − k He_{k−1}. */
  private static String hermite(int degree) {
    double[] previous = new double[degree + 2];
    double[] current = new double[degree + 2];
    current[0] = 1;
    double factorial = 1;
    for (int k = 0; k < degree; k++) {
      double[] next = new double[degree + 2];
      for (int i = 0; i <= degree; i++) {
        next[i] = (i == 0 ? 0 : current[i - 1]) - k * previous[i];
      }
      previous = current;
      current = next;
      factorial *= k + 1;
    }
    StringBuilder horner = new StringBuilder(number(current[degree] / Math.sqrt(factorial)));
    for (int i = degree - 1; i >= 0; i--) {
      horner.insert(0, '(').append(" * x + ");
      horner.append(number(current[i] / Math.sqrt(factorial))).append(')');
    }
    return degree == 0 ? "0.0 * x + 1.0" : horner.toString();
  }

  /** A number as all four languages read it, in parentheses if it has a sign. */
  static String number(double value) {
    return value < 0 ? "(" + value + ")" : Double.toString(value);
  }
}
