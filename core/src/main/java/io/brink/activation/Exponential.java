package io.brink.activation;

import io.brink.internal.simd.VectorMath;

/** The exponential eˣ. */
public record Exponential() implements Activation {

  @Override
  public String name() {
    return "exp";
  }

  @Override
  public double value(double x) {
    return Math.exp(x);
  }

  @Override
  public double derivative(double x) {
    return Math.exp(x);
  }

  @Override
  public double secondDerivative(double x) {
    return Math.exp(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] first = value != null ? value : derivative != null ? derivative : secondDerivative;
    if (first == null) {
      return;
    }
    VectorMath.preferred().exp(n, x, first);
    if (derivative != null && derivative != first) {
      System.arraycopy(first, 0, derivative, 0, n);
    }
    if (secondDerivative != null && secondDerivative != first) {
      System.arraycopy(first, 0, secondDerivative, 0, n);
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Exponential(1);
  }
}
