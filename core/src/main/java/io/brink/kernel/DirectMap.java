package io.brink.kernel;

import io.brink.activation.Parity;

/**
 * The correlation map of an activation with an algebraic singularity, evaluated from its kernel
 * each time: its fractional powers of θ are no polynomial's business.
 */
final class DirectMap implements CorrelationMap {
  private final Kernel kernel;
  private final double q;
  private final double variance;
  private final double errorBound;

  DirectMap(Kernel kernel, double q) {
    this.kernel = kernel;
    this.q = q;
    var v = kernel.variance(q);
    variance = v.value();
    double worst = 0;
    for (double angle : new double[] {1e-100, 1e-8, 0.3, 1, 2}) {
      worst = Math.max(worst, gapError(angle));
    }
    errorBound = 2 * (worst + v.errorBound() / variance);
  }

  private double gapError(double angle) {
    var gap = kernel.gap(q, new Correlation(angle));
    return gap.value() > 0 ? gap.errorBound() / gap.value() : 0;
  }

  @Override
  public double preactivationVariance() {
    return q;
  }

  @Override
  public double outputVariance() {
    return variance;
  }

  @Override
  public double gap(double angle) {
    if (angle == Math.PI / 2 && kernel.activation().parity() == Parity.ODD) {
      return 1;
    }
    return kernel.gap(q, new Correlation(angle)).value() / variance;
  }

  @Override
  public double slope(double angle) {
    return q * kernel.derivativeCovariance(q, q, new Correlation(angle)).value() / variance;
  }

  @Override
  public double curvature(double angle) {
    return q
        * q
        * kernel.secondDerivativeCovariance(q, q, new Correlation(angle)).value()
        / variance;
  }

  @Override
  public double errorBound() {
    return errorBound;
  }
}
