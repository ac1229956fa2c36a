package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ = exp: W = e^{(q₁+q₂)/2 + √(q₁q₂)c}, the same for φ′ and φ″. Moments beyond the largest double
 * are +∞; the normalised gap does not overflow.
 */
final class ExponentialKernel extends ClosedFormKernel {

  ExponentialKernel(Activation activation) {
    super(activation);
  }

  private static Estimate power(double factor, double exponent) {
    double value = factor * Math.exp(exponent);
    return rounded(value, 4 + (int) Math.min(1000, 2 * Math.abs(exponent)));
  }

  @Override
  public Estimate mean(double q) {
    return power(1, checked(q) / 2);
  }

  @Override
  public Estimate variance(double q) {
    return power(1, 2 * checked(q));
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return power(2, 2 * checked(q));
  }

  @Override
  Estimate meanDerivative(double q) {
    return power(0.5, checked(q) / 2);
  }

  @Override
  public Estimate derivativeMean(double q) {
    return mean(q);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return variance(q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return variance(q);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return power(1, 8 * checked(q));
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return fourthMoment(q);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double exponent = q1 / 2 + q2 / 2 + scale * correlation.value();
    Estimate w = power(1, exponent);
    return new Estimate(w.value(), w.errorBound() + 4 * UNIT_ROUNDOFF * (q1 + q2) * w.value());
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return covariance(q1, q2, correlation);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return covariance(q1, q2, correlation);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    Estimate v = variance(q);
    double relative = -Math.expm1(-q * correlation.gap());
    if (relative == 0) {
      return ZERO;
    }
    return new Estimate(
        v.value() * relative, relative * (v.errorBound() + 8 * UNIT_ROUNDOFF * v.value()));
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    return rounded(
        -Math.expm1(-square(rootDifference(q1, q2)) / 2 - scale * correlation.gap()), 16);
  }
}
