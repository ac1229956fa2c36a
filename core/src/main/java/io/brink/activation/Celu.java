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
    double[] argument = new double[n];
    for (int i = 0; i < n; i++) {
      argument[i] = x[i] / alpha;
    }
    double[] decay = new double[n];
    double[] exp = new double[n];
    VectorMath.preferred().decay(n, argument, decay, exp);
    for (int i = 0; i < n; i++) {
      boolean positive = x[i] >= 0;
      if (value != null) {
        value[i] = positive ? x[i] : alpha * decay[i];
      }
      if (derivative != null) {
        derivative[i] = positive ? 1 : exp[i];
      }
      if (secondDerivative != null) {
        secondDerivative[i] = positive ? 0 : exp[i] / alpha;
      }
    }
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
