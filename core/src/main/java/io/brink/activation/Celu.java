package io.brink.activation;

import java.util.List;

/**
 * The continuously differentiable exponential linear unit: x for x ≥ 0, α(e^{x/α} − 1) for x &lt;
 * 0.
 *
 * @param alpha α, minus the limit at −∞; &gt; 0
 */
public record Celu(double alpha) implements Activation {

  /** Checks the domain of the parameters. */
  public Celu {
    ParameterDomain.POSITIVE.check("celu", "alpha", alpha);
  }

  @Override
  public String name() {
    return CanonicalName.of("celu", alpha, 1);
  }

  @Override
  public double value(double x) {
    return x >= 0 ? x : alpha * Math.expm1(x / alpha);
  }

  @Override
  public double derivative(double x) {
    return x >= 0 ? 1 : Math.exp(x / alpha);
  }

  @Override
  public double secondDerivative(double x) {
    return x >= 0 ? 0 : Math.exp(x / alpha) / alpha;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 0, 0, -1 / alpha));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
