package io.brink.activation;

import io.brink.internal.special.Logistic;

/** The softplus ln(1 + eˣ). */
public record Softplus() implements Activation {

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public double value(double x) {
    return Logistic.softplus(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public double secondDerivative(double x) {
    return Logistic.sigmoidDerivative(x);
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
