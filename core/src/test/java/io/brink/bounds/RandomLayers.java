package io.brink.bounds;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationLayer.Activated;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Activations that nobody has a name for, compiled once for all tests. */
final class RandomLayers {

  private static final int COUNT = 60;

  private static final Map<String, Activated> KNOWN = new HashMap<>();
  private static final String[] EXPRESSIONS = new String[COUNT];

  static {
    SplittableRandom random = new SplittableRandom(20261127);
    for (int i = 0; i < COUNT; i++) {
      EXPRESSIONS[i] = expression(random);
    }
  }

  private RandomLayers() {}

  /** The layer of an activation at preactivation variance 1. */
  static synchronized Activated of(String activation) {
    return KNOWN.computeIfAbsent(activation, n -> Activated.of(Activations.parse(n), 1));
  }

  /** {@value #COUNT} expressions. */
  static String[] expressions() {
    return EXPRESSIONS.clone();
  }

  /** The layer of one of the expressions. */
  static Activated next(SplittableRandom random) {
    return of(EXPRESSIONS[random.nextInt(COUNT)]);
  }

  private static String expression(SplittableRandom random) {
    String a = number(random, 0.2, 2);
    String b = number(random, -1.5, 1.5);
    String c = number(random, -1, 1);
    return switch (random.nextInt(8)) {
      case 0 -> "tanh(" + a + "*x+" + b + ")+" + c + "*x";
      case 1 -> "max(x," + c + "*x)+" + a;
      case 2 -> "x*exp(-" + a + "*x^2)+" + c + "*abs(x)";
      case 3 -> "sin(" + a + "*x+" + b + ")";
      case 4 -> "x/(1+exp(-" + a + "*x))+" + c;
      case 5 -> "x+" + c + "*x^2+" + b + "*x^3/6";
      case 6 -> "max(min(x," + a + "),-1)+" + c + "*x";
      default -> "erf(" + a + "*x)+" + c + "*cos(x)";
    };
  }

  private static String number(SplittableRandom random, double from, double to) {
    return "(" + Math.rint(1000 * random.nextDouble(from, to)) / 1000 + ")";
  }
}
