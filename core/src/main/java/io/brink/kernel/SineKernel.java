package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ = sin: W = e^{−(q₁+q₂)/2} sinh(√(q₁q₂)c), with the two exponentials combined so that nothing
 * overflows.
 */
final class SineKernel extends ClosedFormKernel {

  SineKernel(Activation activation) {
    super(activation);
  }

  /**
   * e^{−(q₁+q₂)/2} cosh(√(q₁q₂)c).
   *
   * @param sign 1 for cosh, −1 for sinh
   */
  static Estimate hyperbolic(double q1, double q2, Correlation correlation, int sign) {
    double scale = scale(q1, q2);
    double argument = scale * correlation.value();
    double half = q1 / 2 + q2 / 2;
    if (Math.abs(argument) < 1 && half < 700) {
      double value = Math.exp(-half) * (sign > 0 ? Math.cosh(argument) : Math.sinh(argument));
      return rounded(value, 10 + (int) half, Math.max(Math.abs(value), scale * Math.exp(-half)));
    }
    double root = square(rootDifference(q1, q2)) / 2;
    double gap = scale * correlation.gap();
    double half2 = Math.sin(correlation.supplement() / 2);
    double antigap = scale * 2 * half2 * half2;
    double near = Math.exp(-root - gap) / 2;
    double far = Math.exp(-root - antigap) / 2;
    return new Estimate(
        near + sign * far,
        UNIT_ROUNDOFF * (near * (8 + 8 * (root + gap)) + far * (8 + 8 * (root + antigap))));
  }

  /** E sin² (√q z) = (1 − e^{−2q})/2. */
  static Estimate sineVariance(double q) {
    return rounded(-Math.expm1(-2 * checked(q)) / 2, 4);
  }

  /** E cos² (√q z) = (1 + e^{−2q})/2. */
  static Estimate cosineVariance(double q) {
    return rounded(0.5 + Math.exp(-2 * checked(q)) / 2, 4);
  }

  /** E sin⁴ = (3 − 4u + u⁴)/8 = (1 − u)²(u² + 2u + 3)/8 with u = e^{−2q}. */
  static Estimate sineFourthMoment(double q) {
    double u = Math.exp(-2 * checked(q));
    return rounded(square(Math.expm1(-2 * q)) * (u * u + 2 * u + 3) / 8, 10);
  }

  /** E cos⁴ = (3 + 4u + u⁴)/8 with u = e^{−2q}. */
  static Estimate cosineFourthMoment(double q) {
    double u = Math.exp(-2 * checked(q));
    return rounded((3 + 4 * u + square(u * u)) / 8, 10);
  }

  @Override
  public Estimate mean(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate variance(double q) {
    return sineVariance(q);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return rounded(Math.exp(-2 * checked(q)), 4);
  }

  @Override
  Estimate meanDerivative(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate derivativeMean(double q) {
    return rounded(Math.exp(-checked(q) / 2), 4);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return cosineVariance(q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return sineVariance(q);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return sineFourthMoment(q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return cosineFourthMoment(q);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return hyperbolic(q1, q2, correlation, -1);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return hyperbolic(q1, q2, correlation, 1);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return hyperbolic(q1, q2, correlation, -1);
  }

  /** ½(1 − e^{−q(1−c)})(1 + e^{−q(1+c)}). */
  @Override
  public Estimate gap(double q, Correlation correlation) {
    double half = Math.sin(correlation.supplement() / 2);
    return rounded(
        -Math.expm1(-checked(q) * correlation.gap()) / 2 * (1 + Math.exp(-2 * q * half * half)),
        16);
  }
}
