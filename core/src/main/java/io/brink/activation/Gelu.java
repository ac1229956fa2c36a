package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.NormalDistribution;

/**
 * The Gaussian error linear unit x·Φ(x), exact; φ′ = Φ + x n, φ″ = (2 − x²) n with the normal
 * density n.
 */
public record Gelu() implements Activation {

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public double value(double x) {
    return x * NormalDistribution.cdf(x);
  }

  @Override
  public double derivative(double x) {
    return NormalDistribution.cdf(x) + x * NormalDistribution.density(x);
  }

  @Override
  public double secondDerivative(double x) {
    return Math.fma(-x, x, 2) * NormalDistribution.density(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] cdf = value != null ? value : derivative;
    double[] density =
        derivative != null && secondDerivative == null ? new double[n] : secondDerivative;
    VectorMath.preferred().normal(n, x, cdf, density);
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] = cdf[i] + x[i] * density[i];
      }
    }
    if (value != null) {
      for (int i = 0; i < n; i++) {
        value[i] *= x[i];
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = Math.fma(-x[i], x[i], 2) * density[i];
      }
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
