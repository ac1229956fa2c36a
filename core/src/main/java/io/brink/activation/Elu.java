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
    double[] decay = new double[n];
    double[] exp = new double[n];
    VectorMath.preferred().decay(n, x, decay, exp);
    for (int i = 0; i < n; i++) {
      boolean positive = x[i] >= 0;
      if (value != null) {
        value[i] = positive ? x[i] : alpha * decay[i];
      }
      if (derivative != null) {
        derivative[i] = positive ? 1 : alpha * exp[i];
      }
      if (secondDerivative != null) {
        secondDerivative[i] = positive ? 0 : alpha * exp[i];
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
