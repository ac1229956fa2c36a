package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import java.util.List;

/**
 * The scaled exponential linear unit: scale·x for x ≥ 0, scale·α(eˣ − 1) for x &lt; 0 (Klambauer et
 * al. 2017).
 *
 * @param alpha α, finite
 * @param scale scale, finite and not 0
 */
public record Selu(double alpha, double scale) implements Activation {

  /** Checks the domain of the parameters. */
  public Selu {
    ParameterDomain.FINITE.check("selu", "alpha", alpha);
    ParameterDomain.NOT_ZERO.check("selu", "scale", scale);
  }

  /** α for which mean 0 and variance 1 are a fixed point. */
  public static final double DEFAULT_ALPHA = 1.6732632423543772;

  /** The scale for which mean 0 and variance 1 are a fixed point. */
  public static final double DEFAULT_SCALE = 1.0507009873554805;

  @Override
  public String name() {
    return CanonicalName.of(
        "selu", new double[] {alpha, scale}, new double[] {DEFAULT_ALPHA, DEFAULT_SCALE});
  }

  @Override
  public double value(double x) {
    return scale * (x >= 0 ? x : alpha * Math.expm1(x));
  }

  @Override
  public double derivative(double x) {
    return scale * (x >= 0 ? 1 : alpha * Math.exp(x));
  }

  @Override
  public double secondDerivative(double x) {
    return x >= 0 ? 0 : scale * alpha * Math.exp(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] exp = derivative != null ? derivative : secondDerivative;
    VectorMath.preferred().decay(n, x, value, exp);
    if (value != null) {
      for (int i = 0; i < n; i++) {
        // one of the two terms is 0
        value[i] = scale * (Math.max(x[i], 0) + alpha * value[i]);
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = x[i] >= 0 ? 0 : scale * alpha * exp[i];
      }
    }
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] = scale * (x[i] >= 0 ? 1 : alpha * derivative[i]);
      }
    }
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 0, scale * (1 - alpha), -scale * alpha));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
