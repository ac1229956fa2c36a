package io.brink.activation;

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
  public Parity parity() {
    return Parity.EVEN;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
