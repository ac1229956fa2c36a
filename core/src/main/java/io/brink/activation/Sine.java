package io.brink.activation;

import io.brink.internal.simd.VectorMath;

/** The sine of x radians. */
public record Sine() implements Activation {

  @Override
  public String name() {
    return "sin";
  }

  @Override
  public double value(double x) {
    return Math.sin(x);
  }

  @Override
  public double derivative(double x) {
    return Math.cos(x);
  }

  @Override
  public double secondDerivative(double x) {
    return -Math.sin(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] sine = value != null ? value : secondDerivative;
    VectorMath.preferred().sinCos(n, x, sine, derivative);
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = -sine[i];
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
