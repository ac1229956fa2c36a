package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * γ(φ(αx) + δ) from the closed form of φ: the variance of the argument becomes α²q, the offset adds
 * terms of the mean and leaves derivatives and gap alone.
 */
final class ScaledKernel extends ClosedFormKernel {
  private final ClosedFormKernel inner;
  private final double inputScale;
  private final double offset;
  private final double outputScale;

  /**
   * @param inputScale α
   * @param offset δ
   * @param outputScale γ
   */
  ScaledKernel(
      Activation activation,
      ClosedFormKernel inner,
      double inputScale,
      double offset,
      double outputScale) {
    super(activation);
    this.inner = inner;
    this.inputScale = inputScale;
    this.offset = offset;
    this.outputScale = outputScale;
  }

  private double inner(double q) {
    return square(inputScale) * checked(q);
  }

  private static Estimate times(double factor, Estimate e) {
    if (factor == 0) {
      return ZERO;
    }
    double value = factor * e.value();
    return new Estimate(
        value, Math.abs(factor) * e.errorBound() + 6 * UNIT_ROUNDOFF * Math.abs(value));
  }

  private static Estimate plus(Estimate a, Estimate b) {
    double value = a.value() + b.value();
    return new Estimate(value, a.errorBound() + b.errorBound() + UNIT_ROUNDOFF * Math.abs(value));
  }

  private Estimate withOffset(Estimate moment, Estimate mean1, Estimate mean2) {
    if (offset == 0) {
      return times(square(outputScale), moment);
    }
    Estimate means = times(offset, plus(mean1, mean2));
    Estimate constant = rounded(offset * offset, 1);
    return times(square(outputScale), plus(plus(moment, means), constant));
  }

  @Override
  public Estimate mean(double q) {
    return times(outputScale, plus(inner.mean(inner(q)), new Estimate(offset, 0)));
  }

  @Override
  public Estimate variance(double q) {
    Estimate mean = inner.mean(inner(q));
    return withOffset(inner.variance(inner(q)), mean, mean);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    Estimate slope = inner.varianceDerivative(inner(q));
    if (offset != 0) {
      slope = plus(slope, times(2 * offset, inner.meanDerivative(inner(q))));
    }
    return times(square(outputScale * inputScale), slope);
  }

  @Override
  Estimate meanDerivative(double q) {
    return times(outputScale * square(inputScale), inner.meanDerivative(inner(q)));
  }

  @Override
  public Estimate derivativeMean(double q) {
    return times(outputScale * inputScale, inner.derivativeMean(inner(q)));
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return times(square(outputScale * inputScale), inner.derivativeVariance(inner(q)));
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return times(
        square(outputScale * square(inputScale)), inner.secondDerivativeVariance(inner(q)));
  }

  @Override
  public Estimate fourthMoment(double q) {
    return offset == 0
        ? times(square(square(outputScale)), inner.fourthMoment(inner(q)))
        : super.fourthMoment(q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return times(square(square(outputScale * inputScale)), inner.derivativeFourthMoment(inner(q)));
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return withOffset(
        inner.covariance(inner(q1), inner(q2), correlation),
        inner.mean(inner(q1)),
        inner.mean(inner(q2)));
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return times(
        square(outputScale * inputScale),
        inner.derivativeCovariance(inner(q1), inner(q2), correlation));
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return times(
        square(outputScale * square(inputScale)),
        inner.secondDerivativeCovariance(inner(q1), inner(q2), correlation));
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    return times(square(outputScale), inner.gap(inner(q), correlation));
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    return offset == 0
        ? inner.normalisedGap(inner(q1), inner(q2), correlation)
        : super.normalisedGap(q1, q2, correlation);
  }
}
