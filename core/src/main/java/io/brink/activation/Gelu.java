package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.NormalDistribution;

/**
 * The Gaussian error linear unit x·Φ(x), exact; φ′ = Φ + x n, φ″ = (2 − x²) n with the normal
 * density n.
 */
public record Gelu() implements Activation {

  /** From here on the density is not a double. */
  private static final double NO_DENSITY = 39;

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
    return Math.abs(x) < NO_DENSITY ? Math.fma(-x, x, 2) * NormalDistribution.density(x) : 0;
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
        // a vectorised density does not fall below the least normal double, and x² may be 10³⁰⁰
        secondDerivative[i] =
            Math.abs(x[i]) < NO_DENSITY ? Math.fma(-x[i], x[i], 2) * density[i] : 0;
      }
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
