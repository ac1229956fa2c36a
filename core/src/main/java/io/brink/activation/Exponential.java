package io.brink.activation;

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
  public Growth growth() {
    return new Growth.Exponential(1);
  }
}
