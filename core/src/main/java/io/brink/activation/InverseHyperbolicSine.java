package io.brink.activation;

import io.brink.internal.special.Logistic;

/** The inverse hyperbolic sine ln(x + √(1 + x²)). */
public record InverseHyperbolicSine() implements Activation {

  @Override
  public String name() {
    return "asinh";
  }

  @Override
  public double value(double x) {
    return Logistic.asinh(x);
  }

  @Override
  public double derivative(double x) {
    return 1 / Math.sqrt(Math.fma(x, x, 1));
  }

  @Override
  public double secondDerivative(double x) {
    double d = Math.fma(x, x, 1);
    return -x / (d * Math.sqrt(d));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
