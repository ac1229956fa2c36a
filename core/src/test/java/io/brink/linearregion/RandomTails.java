package io.brink.linearregion;

import java.util.List;
import java.util.SplittableRandom;

/** Random expressions in x, bounded for the most part, to stand behind a linear region. */
final class RandomTails {

  private static final List<String> BOUNDED =
      List.of(
          "tanh(%s)",
          "erf(%s)",
          "sin(%s)",
          "cos(%s)",
          "sigmoid(%s)",
          "softsign(%s)",
          "atan(%s)",
          "gaussian(%s)",
          "exp(-abs(%s))",
          "1/(1+(%s)^2)",
          "(%s)*exp(-(%<s)^2/2)",
          "hard_tanh(%s)",
          "max(min(%s,0.7),-0.4)",
          "sqrt(1+(%s)^2)-abs(%<s)",
          "log1p(gaussian(%s))");

  private static final List<String> UNBOUNDED =
      List.of("softplus(%s)", "relu(%s)", "(%s)*tanh(%<s)", "asinh(%s)", "log1p(abs(%s))");

  private RandomTails() {}

  /** An expression of nested and added functions, {@code depth} deep. */
  static String next(SplittableRandom random, int depth) {
    return expression(random, depth);
  }

  /** A tail of a few straight pieces, whose correlation maps are quick to compile. */
  static String straight(SplittableRandom random) {
    String line = number(random, 0.2, 3) + "*x+" + number(random, -3, 0.5);
    String piece =
        "max(min(" + line + "," + number(random, 0.5, 2) + ")," + number(random, -0.5, 0) + ")";
    return random.nextBoolean()
        ? piece
        : piece + "-" + number(random, 0.2, 1) + "*hard_tanh(" + number(random, 0.3, 2) + "*x)";
  }

  private static String expression(SplittableRandom random, int depth) {
    String inner = argument(random, depth);
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 0, 1, 2 -> bounded(random, inner);
      case 3 ->
          number(random, -2, 2)
              + "*"
              + bounded(random, inner)
              + "+"
              + number(random, -1, 1)
              + "*"
              + expression(random, depth - 1);
      case 4 ->
          "("
              + bounded(random, inner)
              + ")*("
              + number(random, -1, 2)
              + "+"
              + expression(random, depth - 1)
              + ")";
      default ->
          random.nextInt(4) == 0
              ? UNBOUNDED.get(random.nextInt(UNBOUNDED.size())).formatted(inner)
              : number(random, 0.2, 3) + "*" + bounded(random, inner);
    };
  }

  private static String argument(SplittableRandom random, int depth) {
    boolean composed = depth > 0 && random.nextInt(3) == 0;
    return number(random, 0.2, 3)
        + "*"
        + (composed ? "(" + expression(random, depth - 1) + ")" : "x")
        + (random.nextInt(3) == 0 ? "" : "+" + number(random, -3, 3));
  }

  private static String bounded(SplittableRandom random, String inner) {
    return "(" + BOUNDED.get(random.nextInt(BOUNDED.size())).formatted(inner) + ")";
  }

  private static String number(SplittableRandom random, double from, double to) {
    return "(" + Math.rint(1000 * random.nextDouble(from, to)) / 1000 + ")";
  }
}
