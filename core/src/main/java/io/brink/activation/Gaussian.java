package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.ErrorFunction;

/** The Gaussian e^{−x²}. */
public record Gaussian() implements Activation {

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public double value(double x) {
    return ErrorFunction.gaussian(x);
  }

  @Override
  public double derivative(double x) {
    return -2 * x * ErrorFunction.gaussian(x);
  }

  @Override
  public double secondDerivative(double x) {
    return Math.fma(4 * x, x, -2) * ErrorFunction.gaussian(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    if (derivative == null && secondDerivative == null) {
      VectorMath.preferred().erf(n, x, null, value);
      return;
    }
    double[] g = new double[n];
    VectorMath.preferred().erf(n, x, null, g);
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] = -2 * x[i] * g[i];
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = Math.fma(4 * x[i], x[i], -2) * g[i];
      }
    }
    if (value != null) {
      System.arraycopy(g, 0, value, 0, n);
    }
  }

  @Override
  public Parity parity() {
    return Parity.EVEN;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
