package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;

/**
 * What closed-form kernels share: rounding bounds, argument checks, and the quadrature that serves
 * the few moments without an elementary form.
 */
abstract class ClosedFormKernel implements Kernel {
  /** A moment that does not exist. */
  static final Estimate INFINITE = new Estimate(Double.POSITIVE_INFINITY, 0);

  /** A moment that is 0 by symmetry. */
  static final Estimate ZERO = new Estimate(0, 0);

  static final double UNIT_ROUNDOFF = 0x1p-53;
  static final double SQRT_PI = 1.77245385090551602729816748334;

  /** √(2/π) = E|z|. */
  static final double MEAN_ABSOLUTE = 0.797884560802865355879892119869;

  /** A gap whose relative error exceeds this is recomputed by quadrature. */
  private static final double GAP_TOLERANCE = 1e-13;

  private final Activation activation;
  private volatile Kernel numeric;

  ClosedFormKernel(Activation activation) {
    this.activation = activation;
  }

  @Override
  public final Activation activation() {
    return activation;
  }

  /** dm/dq = ½E φ″(√q z), counting point masses. */
  abstract Estimate meanDerivative(double q);

  /** By quadrature, unless a formula overrides it. */
  @Override
  public Estimate fourthMoment(double q) {
    return GaussianExpectation.of(activation)
        .moment(DerivativeOrder.VALUE, 4, Math.sqrt(checked(q)), 0);
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    Estimate v1 = variance(q1);
    if (q1 == q2) {
      return quotient(gap(q1, correlation), v1);
    }
    Estimate v2 = variance(q2);
    double scale = Math.sqrt(positive(v1.value(), q1)) * Math.sqrt(positive(v2.value(), q2));
    Estimate w = covariance(q1, q2, correlation);
    double ratio = w.value() / scale;
    double error =
        w.errorBound() / scale
            + Math.abs(ratio) * (v1.errorBound() / v1.value() + v2.errorBound() / v2.value()) / 2
            + 4 * UNIT_ROUNDOFF;
    double gap = 1 - ratio;
    if (error <= GAP_TOLERANCE * gap) {
      return new Estimate(gap, error);
    }
    Estimate quadrature = numeric().normalisedGap(q1, q2, correlation);
    return quadrature.errorBound() < error || !(error < Double.POSITIVE_INFINITY)
        ? quadrature
        : new Estimate(gap, error);
  }

  /** Whether moments of pairs are closed forms too. */
  boolean hasElementaryPairs() {
    return true;
  }

  /** The same moments by quadrature. */
  final Kernel numeric() {
    Kernel kernel = numeric;
    if (kernel == null) {
      kernel = Kernel.quadrature(activation);
      numeric = kernel;
    }
    return kernel;
  }

  /** The preactivation variance itself if it is one. */
  static double checked(double q) {
    if (!(q >= 0 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a preactivation variance is finite and at least 0, got " + q);
    }
    return q;
  }

  static double positive(double variance, double q) {
    if (!(variance > 0)) {
      throw new IllegalArgumentException(
          "no correlation is defined where the output variance is 0, at preactivation variance "
              + q);
    }
    return variance;
  }

  /** √(q₁q₂), without overflow. */
  static double scale(double q1, double q2) {
    return q1 == q2 ? checked(q1) : Math.sqrt(checked(q1)) * Math.sqrt(checked(q2));
  }

  /** √q₁ − √q₂, without cancellation. */
  static double rootDifference(double q1, double q2) {
    return q1 == q2 ? 0 : (q1 - q2) / (Math.sqrt(q1) + Math.sqrt(q2));
  }

  /** A figure made of few roundings of figures of its own size. */
  static Estimate rounded(double value, int roundings) {
    return rounded(value, roundings, Math.abs(value));
  }

  /**
   * A figure with a rounding bound.
   *
   * @param roundings how many half units in the last place
   * @param magnitude of what size
   */
  static Estimate rounded(double value, int roundings, double magnitude) {
    return new Estimate(value, roundings * UNIT_ROUNDOFF * magnitude);
  }

  static Estimate quotient(Estimate numerator, Estimate denominator) {
    double d = denominator.value();
    if (!(d > 0)) {
      throw new IllegalArgumentException(
          "no correlation is defined where the output variance is 0");
    }
    double value = numerator.value() / d;
    double error =
        numerator.errorBound() / d
            + Math.abs(value) * (denominator.errorBound() / d + UNIT_ROUNDOFF);
    return new Estimate(value, error);
  }

  static double square(double x) {
    return x * x;
  }
}
