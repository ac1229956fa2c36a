package io.brink.activation;

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
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
