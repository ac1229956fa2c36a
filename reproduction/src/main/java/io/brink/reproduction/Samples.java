package io.brink.reproduction;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Where curves are sampled. */
public final class Samples {

  private Samples() {}

  /** Values at equal distances, both ends included. */
  public static double[] linear(double from, double to, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> i == count - 1 ? to : from + (to - from) * i / (count - 1));
    return values;
  }

  /** Values at equal ratios, both ends included. */
  public static double[] logarithmic(double from, double to, int count) {
    return map(linear(Math.log(from), Math.log(to), count), Math::exp);
  }

  /** f of each value. */
  public static double[] map(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }

  /** The largest value of f. */
  public static double largest(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).max().orElseThrow();
  }

  /** The smallest value of f. */
  public static double smallest(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).min().orElseThrow();
  }
}
