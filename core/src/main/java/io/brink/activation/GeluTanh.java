package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.Logistic;

/**
 * The tanh approximation of GELU, ½x(1 + tanh(√(2/π)(x + 0.044715x³))) = x·s(g(x)) with the
 * logistic function s and g(x) = 2√(2/π)(x + 0.044715x³).
 *
 * <p>g is taken in twice the working precision: in the negative tail φ ≈ x·e^{g}, and the rounding
 * of g alone would cost |g| ulps.
 */
public record GeluTanh() implements Activation {

  static final double SCALE = 1.5957691216057308;
  static final double SCALE_LOW = -9.96930880911092e-17;
  static final double CUBIC = 0.044715;
  static final double CUBIC_LOW = 2.1960211427085595e-18;

  /** Beyond this the gate is 0 or 1. */
  private static final double FARTHEST = 24;

  @Override
  public String name() {
    return "gelu_tanh";
  }

  @Override
  public double value(double x) {
    return x * gate(x);
  }

  @Override
  public double derivative(double x) {
    double slope = gateSlope(x);
    return slope == 0 ? gate(x) : gate(x) + x * slope * argumentSlope(x);
  }

  @Override
  public double secondDerivative(double x) {
    double slope = gateSlope(x);
    if (slope == 0) {
      return 0;
    }
    double g1 = argumentSlope(x);
    double g2 = 6 * SCALE * CUBIC * x;
    return slope * (2 * g1 + x * (g2 - g1 * g1 * Math.tanh(0.5 * argument(x))));
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] argument = new double[n];
    double[] error = new double[n];
    for (int i = 0; i < n; i++) {
      double near = Math.max(-FARTHEST, Math.min(FARTHEST, x[i]));
      argument[i] = argument(near);
      error[i] = argumentError(near, argument[i]);
    }
    double[] s = argument;
    double[] slope = new double[n];
    VectorMath.preferred().sigmoid(n, argument, s, slope, null);
    if (value != null) {
      for (int i = 0; i < n; i++) {
        value[i] = x[i] * Math.fma(slope[i], error[i], s[i]);
      }
    }
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        double gate = Math.fma(slope[i], error[i], s[i]);
        double gateSlope = Math.fma(slope[i], (1 - 2 * s[i]) * error[i], slope[i]);
        derivative[i] = gate + x[i] * (gateSlope * argumentSlope(x[i]));
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        // 2s - 1 = tanh(g/2); its absolute accuracy is enough here.
        double tilt = 2 * s[i] - 1;
        double gateSlope = Math.fma(slope[i], -tilt * error[i], slope[i]);
        double g1 = argumentSlope(x[i]);
        double g2 = 6 * SCALE * CUBIC * x[i];
        secondDerivative[i] =
            gateSlope < 1e-300 ? 0 : gateSlope * (2 * g1 + x[i] * (g2 - g1 * g1 * tilt));
      }
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }

  private static double argumentSlope(double x) {
    return SCALE * Math.fma(3 * CUBIC * x, x, 1);
  }

  /** s(g(x)), with the first-order effect of g's rounding error. */
  private static double gate(double x) {
    double near = Math.clamp(x, -FARTHEST, FARTHEST);
    double g = argument(near);
    double s = Logistic.sigmoid(g);
    double correction = argumentError(near, g) * Logistic.sigmoid(-g);
    return Math.fma(s, correction, s);
  }

  /** s′(g(x)), with the first-order effect of g's rounding error. */
  private static double gateSlope(double x) {
    double near = Math.clamp(x, -FARTHEST, FARTHEST);
    double g = argument(near);
    double slope = Logistic.sigmoidDerivative(g);
    return Math.fma(slope, -Math.tanh(0.5 * g) * argumentError(near, g), slope);
  }

  private static double argument(double x) {
    return SCALE * (x * Math.fma(CUBIC * x, x, 1));
  }

  /**
   * g(x) − {@code rounded} for |x| ≤ {@link #FARTHEST}, by error-free products and sums; without a
   * branch, so that the compiler vectorises the loop around it.
   */
  private static double argumentError(double x, double rounded) {
    double square = x * x;
    double squareLow = Math.fma(x, x, -square);
    double term = CUBIC * square;
    double termLow = Math.fma(CUBIC, square, -term) + CUBIC * squareLow + CUBIC_LOW * square;
    double sum = 1 + term;
    double termInSum = sum - 1;
    double sumLow = (1 - (sum - termInSum)) + (term - termInSum) + termLow;
    double product = x * sum;
    double productLow = Math.fma(x, sum, -product) + x * sumLow;
    double scaled = SCALE * product;
    double scaledLow = Math.fma(SCALE, product, -scaled) + SCALE * productLow + SCALE_LOW * product;
    return (scaled - rounded) + scaledLow;
  }
}
