package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;

/** Derivatives by central differences, extrapolated three times (error of order h⁸). */
final class Richardson {

  private static final int LEVELS = 4;
  private static final double STEP = 0.04;

  private Richardson() {}

  static double first(DoubleUnaryOperator f, double x) {
    return extrapolate(h -> (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h));
  }

  static double second(DoubleUnaryOperator f, double x) {
    return extrapolate(
        h -> (f.applyAsDouble(x + h) - 2 * f.applyAsDouble(x) + f.applyAsDouble(x - h)) / (h * h));
  }

  private static double extrapolate(DoubleUnaryOperator difference) {
    double[] table = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      table[level] = difference.applyAsDouble(STEP / (1 << level));
    }
    for (int order = 1; order < LEVELS; order++) {
      double factor = Math.pow(4, order);
      for (int level = LEVELS - 1; level >= order; level--) {
        table[level] = (factor * table[level] - table[level - 1]) / (factor - 1);
      }
    }
    return table[LEVELS - 1];
  }

  /** The trace's output slope and curvature are the derivatives of f at x. */
  static void assertJet(DoubleUnaryOperator f, double x, ForwardTrace trace) {
    int out = trace.output();
    assertThat(trace.slope(out)).isCloseTo(first(f, x), within(1e-9));
    assertThat(trace.curvature(out)).isCloseTo(second(f, x), within(1e-7));
  }
}
