package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/** φ = cos: W = e^{−(q₁+q₂)/2} cosh(√(q₁q₂)c). */
final class CosineKernel extends ClosedFormKernel {

  CosineKernel(Activation activation) {
    super(activation);
  }

  @Override
  public Estimate mean(double q) {
    return rounded(Math.exp(-checked(q) / 2), 4);
  }

  @Override
  public Estimate variance(double q) {
    return SineKernel.cosineVariance(q);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return rounded(-Math.exp(-2 * checked(q)), 4);
  }

  @Override
  Estimate meanDerivative(double q) {
    return rounded(-Math.exp(-checked(q) / 2) / 2, 4);
  }

  @Override
  public Estimate derivativeMean(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return SineKernel.sineVariance(q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return SineKernel.cosineVariance(q);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return SineKernel.cosineFourthMoment(q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return SineKernel.sineFourthMoment(q);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return SineKernel.hyperbolic(q1, q2, correlation, 1);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return SineKernel.hyperbolic(q1, q2, correlation, -1);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return SineKernel.hyperbolic(q1, q2, correlation, 1);
  }

  /** ½(1 − e^{−q(1−c)})(1 − e^{−q(1+c)}): cos is even, the gap vanishes at θ = π too. */
  @Override
  public Estimate gap(double q, Correlation correlation) {
    double half = Math.sin(correlation.supplement() / 2);
    return rounded(
        Math.expm1(-checked(q) * correlation.gap()) / 2 * Math.expm1(-2 * q * half * half), 16);
  }
}
