package io.brink.activation;

import io.brink.internal.simd.VectorMath;

/**
 * The mish x·tanh(ln(1 + eˣ)). With u = eˣ, tanh(ln(1 + u)) = t = u(u + 2)/D, D = u² + 2u + 2, t′ =
 * 4u(1 + u)/D² and t″ = 4u(2 + 2u − 3u² − 2u³)/D³; for x &gt; 0 each is written in v = e^{−x}, so
 * that nothing overflows.
 */
public record Mish() implements Activation {

  /**
   * From here on φ = x, and 1 − φ′ and φ″ are below 10⁻²⁵⁰: arrays stop here, before eˣ overflows.
   */
  private static final double FAR = 300;

  @Override
  public String name() {
    return "mish";
  }

  @Override
  public double value(double x) {
    double e = Math.exp(-Math.abs(x));
    double t = x > 0 ? (1 + 2 * e) / (1 + 2 * e * (1 + e)) : e * (e + 2) / (e * (e + 2) + 2);
    return x * t;
  }

  @Override
  public double derivative(double x) {
    double e = Math.exp(-Math.abs(x));
    double t;
    double slope;
    if (x > 0) {
      double d = 1 + 2 * e * (1 + e);
      t = (1 + 2 * e) / d;
      slope = 4 * e * e * (1 + e) / (d * d);
    } else {
      double d = e * (e + 2) + 2;
      t = e * (e + 2) / d;
      slope = 4 * e * (1 + e) / (d * d);
    }
    return t + x * slope;
  }

  @Override
  public double secondDerivative(double x) {
    double e = Math.exp(-Math.abs(x));
    if (x > 0) {
      double d = 1 + 2 * e * (1 + e);
      double slope = 4 * e * e * (1 + e) / (d * d);
      double curvature = 4 * e * e * (((2 * e + 2) * e - 3) * e - 2) / (d * d * d);
      return 2 * slope + x * curvature;
    }
    double d = e * (e + 2) + 2;
    double slope = 4 * e * (1 + e) / (d * d);
    double curvature = 4 * e * (2 + e * (2 - e * (3 + 2 * e))) / (d * d * d);
    return 2 * slope + x * curvature;
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    boolean alone = derivative == null && secondDerivative == null;
    if (alone && value == null) {
      return;
    }
    double[] u = alone ? value : new double[n];
    for (int i = 0; i < n; i++) {
      u[i] = Math.min(x[i], FAR);
    }
    VectorMath.preferred().exp(n, u, u);
    // a loop for each, which the compiler vectorises
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        double e = u[i];
        double numerator = e * (e + 2);
        double r = 1 / (numerator + 2);
        derivative[i] = numerator * r + x[i] * (4 * (e * r) * ((1 + e) * r));
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        double e = u[i];
        double r = 1 / (e * (e + 2) + 2);
        double a = e * r;
        double w = a * e;
        double slope = 4 * a * ((1 + e) * r);
        double curvature = 4 * a * r * (2 * r + 2 * a - 3 * w - 2 * w * e);
        secondDerivative[i] = 2 * slope + x[i] * curvature;
      }
    }
    if (value != null) {
      for (int i = 0; i < n; i++) {
        double numerator = u[i] * (u[i] + 2);
        value[i] = x[i] * (numerator / (numerator + 2));
      }
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
