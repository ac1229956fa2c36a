package io.brink.activation;

/**
 * The bent identity (√(x² + 1) − 1)/2 + x; the difference is taken as x²/(√(x² + 1) + 1), without
 * cancellation.
 */
public record BentIdentity() implements Activation {

  @Override
  public String name() {
    return "bentid";
  }

  @Override
  public double value(double x) {
    return x + 0.5 * (x * x / (Math.sqrt(Math.fma(x, x, 1)) + 1));
  }

  @Override
  public double derivative(double x) {
    return 1 + 0.5 * x / Math.sqrt(Math.fma(x, x, 1));
  }

  @Override
  public double secondDerivative(double x) {
    double d = Math.fma(x, x, 1);
    return 0.5 / (d * Math.sqrt(d));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
