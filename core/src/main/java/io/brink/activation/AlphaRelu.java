package io.brink.activation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The power of the rectifier, x₊^α (Yang &amp; Schoenholz 2017, "Mean field residual networks"): 0
 * for x ≤ 0.
 *
 * <p>At 0 the derivatives are the limits from the right: φ′(0) = ∞ for α &lt; 1, and φ″(0) = ∓∞ for
 * α below 1 or between 1 and 2.
 *
 * @param alpha exponent, &gt; 0
 */
public record AlphaRelu(double alpha) implements Activation {

  /** Checks the domain of the parameters. */
  public AlphaRelu {
    ParameterDomain.POSITIVE.check("alpha_relu", "alpha", alpha);
  }

  @Override
  public String name() {
    return CanonicalName.of("alpha_relu", alpha);
  }

  @Override
  public double value(double x) {
    return x > 0 ? Math.pow(x, alpha) : 0;
  }

  @Override
  public double derivative(double x) {
    return x >= 0 ? alpha * Math.pow(x, alpha - 1) : 0;
  }

  @Override
  public double secondDerivative(double x) {
    double factor = alpha * (alpha - 1);
    return x >= 0 && factor != 0 ? factor * Math.pow(x, alpha - 2) : 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 0, derivative(0), secondDerivative(0)));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(alpha);
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    return OptionalDouble.of(alpha);
  }
}
