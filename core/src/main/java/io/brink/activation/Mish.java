package io.brink.activation;

/**
 * The mish x·tanh(ln(1 + eˣ)). With u = eˣ, tanh(ln(1 + u)) = t = u(u + 2)/D, D = u² + 2u + 2, t′ =
 * 4u(1 + u)/D² and t″ = 4u(2 + 2u − 3u² − 2u³)/D³; for x &gt; 0 each is written in v = e^{−x}, so
 * that nothing overflows.
 */
public record Mish() implements Activation {

  @Override
  public String name() {
    return "mish";
  }

  @Override
  public double value(double x) {
    double e = Math.exp(-Math.abs(x));
    double t = x > 0 ? (1 + 2 * e) / (1 + 2 * e * (1 + e)) : e * (e + 2) / (e * (e + 2) + 2);
    return x * t;
  }

  @Override
  public double derivative(double x) {
    double e = Math.exp(-Math.abs(x));
    double t;
    double slope;
    if (x > 0) {
      double d = 1 + 2 * e * (1 + e);
      t = (1 + 2 * e) / d;
      slope = 4 * e * e * (1 + e) / (d * d);
    } else {
      double d = e * (e + 2) + 2;
      t = e * (e + 2) / d;
      slope = 4 * e * (1 + e) / (d * d);
    }
    return t + x * slope;
  }

  @Override
  public double secondDerivative(double x) {
    double e = Math.exp(-Math.abs(x));
    if (x > 0) {
      double d = 1 + 2 * e * (1 + e);
      double slope = 4 * e * e * (1 + e) / (d * d);
      double curvature = 4 * e * e * (((2 * e + 2) * e - 3) * e - 2) / (d * d * d);
      return 2 * slope + x * curvature;
    }
    double d = e * (e + 2) + 2;
    double slope = 4 * e * (1 + e) / (d * d);
    double curvature = 4 * e * (2 + e * (2 - e * (3 + 2 * e))) / (d * d * d);
    return 2 * slope + x * curvature;
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
