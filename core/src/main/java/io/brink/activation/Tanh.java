package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.Logistic;

/** The hyperbolic tangent; φ′ = 1/cosh² x. */
public record Tanh() implements Activation {

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public double value(double x) {
    return Math.tanh(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sechSquared(x);
  }

  @Override
  public double secondDerivative(double x) {
    return -2 * Math.tanh(x) * Logistic.sechSquared(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] t = value != null ? value : secondDerivative;
    double[] slope = derivative;
    if (slope == null && secondDerivative != null) {
      slope = new double[n];
    }
    VectorMath.preferred().tanh(n, x, t, slope);
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = -2 * t[i] * slope[i];
      }
    }
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
