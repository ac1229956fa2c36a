package io.brink.activation;

import java.util.List;

/**
 * The tempered power of the rectifier, (x + ε)^α − ε^α for x &gt; 0 and 0 elsewhere: {@link
 * AlphaRelu} with bounded derivatives (Yang &amp; Schoenholz 2017).
 *
 * @param alpha exponent, &gt; 0
 * @param epsilon shift ε that rounds the origin, &gt; 0
 */
public record TemperedRelu(double alpha, double epsilon) implements Activation {

  /** Checks the domain of the parameters. */
  public TemperedRelu {
    ParameterDomain.POSITIVE.check("tempered_relu", "alpha", alpha);
    ParameterDomain.POSITIVE.check("tempered_relu", "epsilon", epsilon);
  }

  @Override
  public String name() {
    return CanonicalName.of("tempered_relu", new double[] {alpha, epsilon}, new double[0]);
  }

  @Override
  public double value(double x) {
    if (x <= 0) {
      return 0;
    }
    double atZero = Math.pow(epsilon, alpha);
    // Below ε the difference of powers cancels.
    return x < epsilon
        ? atZero * Math.expm1(alpha * Math.log1p(x / epsilon))
        : Math.pow(x + epsilon, alpha) - atZero;
  }

  @Override
  public double derivative(double x) {
    return x >= 0 ? alpha * Math.pow(x + epsilon, alpha - 1) : 0;
  }

  @Override
  public double secondDerivative(double x) {
    return x >= 0 ? alpha * (alpha - 1) * Math.pow(x + epsilon, alpha - 2) : 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 0, derivative(0), secondDerivative(0)));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(alpha);
  }
}
