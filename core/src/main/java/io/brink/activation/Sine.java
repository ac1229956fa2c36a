package io.brink.activation;

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
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
