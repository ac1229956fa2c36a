package io.brink.activation;

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
  public Parity parity() {
    return Parity.EVEN;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
