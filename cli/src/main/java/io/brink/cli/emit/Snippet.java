package io.brink.cli.emit;

import io.brink.activation.Activation;
import io.brink.activation.ShapedActivation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An activation as a piece of source code that can be pasted into a program. */
public final class Snippet {

  /** Functions that Java's library lacks, in the order in which they may use each other. */
  private static final Map<String, String> JAVA_FUNCTIONS = javaFunctions();

  private Snippet() {}

  /**
   * The code.
   *
   * @param activation the activation, shaped or not
   * @param remarks lines of the comment above the code
   * @param framework language and library
   * @throws IllegalArgumentException if there is no formula for the activation
   */
  public static String of(Activation activation, List<String> remarks, Framework framework) {
    return switch (activation) {
      case ShapedActivation(
              Activation inner,
              double inputScale,
              double inputShift,
              double outputScale,
              double outputShift) ->
          of(
              affine("x", inputScale, inputShift),
              framework.translate(Formulas.of(inner)),
              scaled("y", outputShift, outputScale),
              remarks,
              framework);
      default -> of("x", framework.translate(Formulas.of(activation)), "y", remarks, framework);
    };
  }

  private static String of(
      String argument, String formula, String result, List<String> remarks, Framework framework) {
    return switch (framework) {
      case PYTORCH -> python("import torch\n", argument, formula, result, remarks);
      case JAX ->
          python("import jax\nimport jax.numpy as jnp\n", argument, formula, result, remarks);
      case KERAS -> python("from keras import ops\n", argument, formula, result, remarks);
      case JAVA -> java(argument, formula, result, remarks);
    };
  }

  /** scale·x + shift, without what changes nothing. */
  private static String affine(String x, double scale, double shift) {
    String scaled = scale == 1 ? x : Formulas.number(scale) + " * " + x;
    return shift == 0 ? scaled : scaled + " + " + Formulas.number(shift);
  }

  /** scale·(y + shift), without what changes nothing. */
  private static String scaled(String y, double shift, double scale) {
    String shifted = shift == 0 ? y : "(" + y + " + " + Formulas.number(shift) + ")";
    return scale == 1 ? strip(shifted) : Formulas.number(scale) + " * " + shifted;
  }

  private static String strip(String term) {
    return term.startsWith("(") ? term.substring(1, term.length() - 1) : term;
  }

  private static String python(
      String imports, String argument, String formula, String result, List<String> remarks) {
    StringBuilder code = new StringBuilder();
    remarks.forEach(remark -> code.append("# ").append(remark).append('\n'));
    code.append(imports).append("\n\ndef activation(x):\n");
    if (!argument.equals("x")) {
      code.append("    x = ").append(argument).append('\n');
    }
    if (result.equals("y")) {
      return code.append("    return ").append(formula).append('\n').toString();
    }
    code.append("    y = ").append(formula).append('\n');
    return code.append("    return ").append(result).append('\n').toString();
  }

  private static String java(String argument, String formula, String result, List<String> remarks) {
    StringBuilder code = new StringBuilder();
    remarks.forEach(remark -> code.append("// ").append(remark).append('\n'));
    code.append("public final class ShapedActivation {\n\n")
        .append("  private ShapedActivation() {}\n\n")
        .append("  public static double value(double input) {\n")
        .append("    double x = ")
        .append(argument.replace("x", "input"))
        .append(";\n    double y = ")
        .append(formula)
        .append(";\n    return ")
        .append(result)
        .append(";\n  }\n");
    JAVA_FUNCTIONS.forEach(
        (name, function) -> {
          if (formula.matches("(?s).*(?<![.a-z])" + name + "\\(.*")) {
            code.append('\n').append(function.indent(2));
          }
        });
    return code.append("}\n").toString();
  }

  private static Map<String, String> javaFunctions() {
    Map<String, String> functions = new LinkedHashMap<>();
    functions.put(
        "where",
        """
        private static double where(boolean condition, double yes, double no) {
          return condition ? yes : no;
        }
        """);
    functions.put(
        "relu",
        """
        private static double relu(double x) {
          return Math.max(x, 0);
        }
        """);
    functions.put(
        "sigmoid",
        """
        private static double sigmoid(double x) {
          return 1 / (1 + Math.exp(-x));
        }
        """);
    functions.put(
        "softplus",
        """
        private static double softplus(double x) {
          return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
        """);
    functions.put(
        "asinh",
        """
        private static double asinh(double x) {
          double a = Math.abs(x);
          double y = a > 1e8 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
          return Math.copySign(y, x);
        }
        """);
    functions.put(
        "erf",
        """
        private static double erf(double x) {
          if (Math.abs(x) > 6) {
            return Math.signum(x);
          }
          // 2/sqrt(pi) e^(-x^2) times the sum of 2^n x^(2n+1)/(2n+1)!!, whose terms have one sign
          double term = x;
          double sum = x;
          for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
          }
          return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
        }
        """);
    return functions;
  }
}
