package io.brink.reproduction.res;

import io.brink.reproduction.Measurement;

/**
 * The coefficients of −y_l = A √l + B ln l + const + o(1), each from the deepest layers after the
 * other's law has been subtracted. What is left of the constant's corrections is seen by doing the
 * same at a quarter of the depth.
 */
final class SquareRootFit {

  private static final String METHOD = "difference between l/4 and l; change from a quarter of l";

  private SquareRootFit() {}

  /** A, given B. */
  static Measurement coefficient(double[] y, double logarithmic) {
    int n = y.length - 1;
    double deep = root(y, logarithmic, n);
    return new Measurement(deep, Math.abs(deep - root(y, logarithmic, n / 4)), METHOD);
  }

  private static double root(double[] y, double b, int l) {
    int m = l / 4;
    return (y[m] - y[l] - b * (Math.log(l) - Math.log(m))) / (Math.sqrt(l) - Math.sqrt(m));
  }

  /** B, given A; corrections of order l^(−1/2) are extrapolated away. */
  static Measurement logarithm(double[] y, double squareRoot) {
    int n = y.length - 1;
    double deep = 2 * logarithm(y, squareRoot, n) - logarithm(y, squareRoot, n / 4);
    double before = 2 * logarithm(y, squareRoot, n / 4) - logarithm(y, squareRoot, n / 16);
    return new Measurement(
        deep,
        Math.abs(deep - before),
        "differences between l/4 and l, extrapolated in l^(-1/2); change from a quarter of l");
  }

  private static double logarithm(double[] y, double a, int l) {
    int m = l / 4;
    return (y[m] - y[l] - a * (Math.sqrt(l) - Math.sqrt(m))) / (Math.log(l) - Math.log(m));
  }
}
