package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ(x) = e^{−x²}: W = 1/√D with D = 1 + 2q₁ + 2q₂ + 4q₁q₂ sin²θ (Williams 1997), and its
 * derivatives in c.
 */
final class BellKernel extends ClosedFormKernel {

  BellKernel(Activation activation) {
    super(activation);
  }

  @Override
  public Estimate mean(double q) {
    return rounded(1 / Math.sqrt(1 + 2 * checked(q)), 4);
  }

  @Override
  public Estimate variance(double q) {
    return rounded(1 / Math.sqrt(1 + 4 * checked(q)), 4);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return rounded(-2 * Math.pow(1 + 4 * checked(q), -1.5), 6);
  }

  @Override
  Estimate meanDerivative(double q) {
    return rounded(-Math.pow(1 + 2 * checked(q), -1.5), 6);
  }

  @Override
  public Estimate derivativeMean(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return rounded(4 * checked(q) * Math.pow(1 + 4 * q, -1.5), 6);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    double d = 1 + 4 * checked(q);
    return rounded(4 * Math.pow(d, -1.5) * (1 + 12 * q * (q / d)), 12);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return rounded(1 / Math.sqrt(1 + 8 * checked(q)), 4);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    double d = 1 + 8 * checked(q);
    return rounded(48 * (q / d) * (q / d) / Math.sqrt(d), 8);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return rounded(1 / Math.sqrt(ErfKernel.determinant(q1, q2, correlation)), 8);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double size = 4 * scale * Math.pow(ErfKernel.determinant(q1, q2, correlation), -1.5);
    return rounded(size * correlation.value(), 16, size);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    double product = scale(q1, q2) * correlation.value();
    double d = ErfKernel.determinant(q1, q2, correlation);
    return rounded(4 * Math.pow(d, -1.5) * (1 + 12 * product * (product / d)), 24);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    return rounded(variance(q).value() * normalisedGap(q, q, correlation).value(), 40);
  }

  /**
   * 1 − (1 + t)^{−1/4} with (1 + t) = D²/((1+4q₁)(1+4q₂)), whose numerator less its denominator is
   * 4(q₁−q₂)² + 8(1+2q₁+2q₂)q₁q₂ sin²θ + (4q₁q₂ sin²θ)².
   */
  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double sine = 2 * scale * TwoSlopeKernel.sine(correlation.angle());
    double d1 = Math.sqrt(1 + 4 * q1);
    double d2 = Math.sqrt(1 + 4 * q2);
    double u = 2 * (q1 - q2) / d1 / d2;
    double v = sine / d1 * (sine / d2);
    double excess = u * u + 2 * (1 + 2 * q1 + 2 * q2) / d1 / d2 * v + v * v;
    return rounded(-Math.expm1(-Math.log1p(excess) / 4), 30);
  }
}
