package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import java.util.List;

/**
 * The exponential linear unit: x for x ≥ 0, α(eˣ − 1) for x &lt; 0.
 *
 * @param alpha α, minus the limit at −∞; finite
 */
public record Elu(double alpha) implements Activation {

  /** Checks the domain of the parameters. */
  public Elu {
    ParameterDomain.FINITE.check("elu", "alpha", alpha);
  }

  @Override
  public String name() {
    return CanonicalName.of("elu", alpha, 1);
  }

  @Override
  public double value(double x) {
    return x >= 0 ? x : alpha * Math.expm1(x);
  }

  @Override
  public double derivative(double x) {
    return x >= 0 ? 1 : alpha * Math.exp(x);
  }

  @Override
  public double secondDerivative(double x) {
    return x >= 0 ? 0 : alpha * Math.exp(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] exp = derivative != null ? derivative : secondDerivative;
    VectorMath.preferred().decay(n, x, value, exp);
    if (value != null) {
      for (int i = 0; i < n; i++) {
        // one of the two terms is 0
        value[i] = Math.max(x[i], 0) + alpha * value[i];
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = x[i] >= 0 ? 0 : alpha * exp[i];
      }
    }
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] = x[i] >= 0 ? 1 : alpha * derivative[i];
      }
    }
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 0, 1 - alpha, -alpha));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
