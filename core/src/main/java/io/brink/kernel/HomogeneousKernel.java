package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * The kernel of a homogeneous activation, φ(tx) = t^α φ(x) for t &gt; 0, from its moments at q = 1:
 * W(q₁, q₂, c) = (q₁q₂)^{α/2} W(1, 1, c), so that lengths may be as large or small as a double can
 * be.
 */
final class HomogeneousKernel extends ClosedFormKernel {
  private final Kernel unit;
  private final double degree;

  /**
   * @param unit moments of the same activation, asked for at q = 1 only
   * @param degree α
   */
  HomogeneousKernel(Kernel unit, double degree) {
    super(unit.activation());
    this.unit = unit;
    this.degree = degree;
  }

  HomogeneousKernel(Activation activation) {
    this(Kernel.quadrature(activation), activation.homogeneityDegree().getAsDouble());
  }

  private static Estimate scaled(Estimate e, double base, double exponent) {
    double factor = exponent == 0 ? 1 : Math.pow(base, exponent);
    if (e.value() == 0 && e.errorBound() == 0) {
      return e;
    }
    double value = e.value() * factor;
    return new Estimate(value, e.errorBound() * factor + 3 * UNIT_ROUNDOFF * Math.abs(value));
  }

  @Override
  boolean hasElementaryPairs() {
    return false;
  }

  @Override
  public Estimate mean(double q) {
    return scaled(unit.mean(1), checked(q), degree / 2);
  }

  @Override
  public Estimate variance(double q) {
    return scaled(unit.variance(1), checked(q), degree);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    Estimate v = unit.variance(1);
    return scaled(
        new Estimate(degree * v.value(), degree * v.errorBound()), checked(q), degree - 1);
  }

  @Override
  Estimate meanDerivative(double q) {
    Estimate m = unit.mean(1);
    return scaled(
        new Estimate(degree / 2 * m.value(), degree / 2 * m.errorBound()),
        checked(q),
        degree / 2 - 1);
  }

  @Override
  public Estimate derivativeMean(double q) {
    return scaled(unit.derivativeMean(1), checked(q), (degree - 1) / 2);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return scaled(unit.derivativeVariance(1), checked(q), degree - 1);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return scaled(unit.secondDerivativeVariance(1), checked(q), degree - 2);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return scaled(unit.fourthMoment(1), checked(q), 2 * degree);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return scaled(unit.derivativeFourthMoment(1), checked(q), 2 * degree - 2);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return scaled(unit.covariance(1, 1, correlation), scale(q1, q2), degree);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return scaled(unit.derivativeCovariance(1, 1, correlation), scale(q1, q2), degree - 1);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return scaled(unit.secondDerivativeCovariance(1, 1, correlation), scale(q1, q2), degree - 2);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    return scaled(unit.gap(1, correlation), checked(q), degree);
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return unit.normalisedGap(1, 1, correlation);
  }
}
