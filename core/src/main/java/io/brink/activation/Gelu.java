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
    double[] cdf = value != null || derivative != null ? new double[n] : null;
    double[] density = derivative != null || secondDerivative != null ? new double[n] : null;
    VectorMath.preferred().normal(n, x, cdf, density);
    for (int i = 0; i < n; i++) {
      double t = x[i];
      if (value != null) {
        value[i] = t * cdf[i];
      }
      if (derivative != null) {
        derivative[i] = cdf[i] + t * density[i];
      }
      if (secondDerivative != null) {
        secondDerivative[i] = Math.fma(-t, t, 2) * density[i];
      }
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
