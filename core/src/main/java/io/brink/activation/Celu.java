package io.brink.activation;

import io.brink.internal.simd.VectorMath;
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
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] exp = derivative != null ? derivative : secondDerivative;
    double[] argument = value != null ? value : exp;
    if (argument == null) {
      return;
    }
    for (int i = 0; i < n; i++) {
      argument[i] = x[i] / alpha;
    }
    VectorMath.preferred().decay(n, argument, value, exp);
    if (value != null) {
      for (int i = 0; i < n; i++) {
        // one of the two terms is 0
        value[i] = Math.max(x[i], 0) + alpha * value[i];
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = x[i] >= 0 ? 0 : exp[i] / alpha;
      }
    }
    // where x ≥ 0 it is e⁰ already
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
