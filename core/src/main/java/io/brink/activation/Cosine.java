package io.brink.activation;

import io.brink.internal.simd.VectorMath;

/** The cosine of x radians. */
public record Cosine() implements Activation {

  @Override
  public String name() {
    return "cos";
  }

  @Override
  public double value(double x) {
    return Math.cos(x);
  }

  @Override
  public double derivative(double x) {
    return -Math.sin(x);
  }

  @Override
  public double secondDerivative(double x) {
    return -Math.cos(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] cosine = value != null ? value : secondDerivative;
    VectorMath.preferred().sinCos(n, x, derivative, cosine);
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] = -derivative[i];
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = -cosine[i];
      }
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
