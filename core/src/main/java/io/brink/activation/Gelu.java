package io.brink.activation;

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
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
