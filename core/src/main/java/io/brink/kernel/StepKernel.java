package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ(x) = low for x &lt; 0 and high for x &gt; 0: step and sign.
 *
 * <p>Sheppard's (1899) arcsine law: x and y differ in sign with probability θ/π.
 */
final class StepKernel extends ClosedFormKernel {
  private final double low;
  private final double high;

  StepKernel(Activation activation, double low, double high) {
    super(activation);
    this.low = low;
    this.high = high;
  }

  @Override
  public Estimate mean(double q) {
    checked(q);
    return rounded((low + high) / 2, 1);
  }

  @Override
  public Estimate variance(double q) {
    checked(q);
    return rounded((square(low) + square(high)) / 2, 3);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  Estimate meanDerivative(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate derivativeMean(double q) {
    return rounded((high - low) / 2 * MEAN_ABSOLUTE / Math.sqrt(checked(q)), 5);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    checked(q);
    return low == high ? ZERO : INFINITE;
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return derivativeVariance(q);
  }

  @Override
  public Estimate fourthMoment(double q) {
    checked(q);
    return rounded((square(square(low)) + square(square(high))) / 2, 6);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return derivativeVariance(q);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    double angle = correlation.angle();
    double same = (square(low) + square(high)) / 2 * (correlation.supplement() / Math.PI);
    double different = low * high * (angle / Math.PI);
    return rounded(same + different, 6, (square(low) + square(high)) / 2 + Math.abs(different));
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    if (low == high) {
      return ZERO;
    }
    double sine = TwoSlopeKernel.sine(correlation.angle());
    return sine == 0 || scale == 0
        ? INFINITE
        : rounded(square(high - low) / (2 * Math.PI) / scale / sine, 8);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    if (low == high) {
      return ZERO;
    }
    double angle = correlation.angle();
    double sine = TwoSlopeKernel.sine(angle);
    if (sine == 0 || scale == 0) {
      return new Estimate(
          angle <= Math.PI / 2 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY, 0);
    }
    double size = square(high - low) / (2 * Math.PI) / scale / scale / sine / sine / sine;
    return rounded(size * Math.cos(angle), 14, size);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    checked(q);
    return rounded(square(high - low) / 2 * (correlation.angle() / Math.PI), 5);
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return quotient(gap(1, correlation), variance(1));
  }
}
