package io.brink.activation;

/** The arc tangent, radians. */
public record Arctangent() implements Activation {

  @Override
  public String name() {
    return "atan";
  }

  @Override
  public double value(double x) {
    return Math.atan(x);
  }

  @Override
  public double derivative(double x) {
    return 1 / Math.fma(x, x, 1);
  }

  @Override
  public double secondDerivative(double x) {
    double d = Math.fma(x, x, 1);
    return -2 * x / d / d;
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(Math.PI / 2);
  }
}
