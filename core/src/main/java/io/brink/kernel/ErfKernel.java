package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ = erf, by the arcsine law of Williams (1997): W = (2/π) arcsin(2√(q₁q₂)c/√((1+2q₁)(1+2q₂))).
 *
 * <p>Angles are formed with atan2 from sine and cosine, both without cancellation: with D = 1 + 2q₁
 * + 2q₂ + 4q₁q₂ sin²θ, W = (2/π) atan2(2√(q₁q₂)c, √D).
 */
final class ErfKernel extends ClosedFormKernel {

  ErfKernel(Activation activation) {
    super(activation);
  }

  /** D = (1 + 2q₁)(1 + 2q₂) − 4q₁q₂c². */
  static double determinant(double q1, double q2, Correlation correlation) {
    double sine = TwoSlopeKernel.sine(correlation.angle());
    return 1 + 2 * q1 + 2 * q2 + 4 * q1 * q2 * sine * sine;
  }

  @Override
  public Estimate mean(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate variance(double q) {
    return rounded(2 / Math.PI * Math.atan2(2 * checked(q), Math.sqrt(1 + 4 * q)), 10);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return rounded(4 / Math.PI / ((1 + 2 * checked(q)) * Math.sqrt(1 + 4 * q)), 8);
  }

  @Override
  Estimate meanDerivative(double q) {
    checked(q);
    return ZERO;
  }

  @Override
  public Estimate derivativeMean(double q) {
    return rounded(2 / SQRT_PI / Math.sqrt(1 + 2 * checked(q)), 6);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return rounded(4 / Math.PI / Math.sqrt(1 + 4 * checked(q)), 6);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    double d = 1 + 4 * checked(q);
    return rounded(16 / Math.PI * q / (d * Math.sqrt(d)), 8);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return rounded(16 / (Math.PI * Math.PI) / Math.sqrt(1 + 8 * checked(q)), 8);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double d = determinant(q1, q2, correlation);
    double value = 2 / Math.PI * Math.atan2(2 * scale * correlation.value(), Math.sqrt(d));
    return rounded(value, 14, Math.max(Math.abs(value), 2 / Math.PI * 2 * scale / Math.sqrt(d)));
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return rounded(4 / Math.PI / Math.sqrt(determinant(q1, q2, correlation)), 12);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double d = determinant(q1, q2, correlation);
    double size = 16 / Math.PI * scale / (d * Math.sqrt(d));
    return rounded(size * correlation.value(), 20, size);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    double angle = correlation.angle();
    double norm = 1 + 2 * checked(q);
    double c = correlation.value();
    // sine and cosine of the two arcs arcsin(2q/(1+2q)) and arcsin(2qc/(1+2q)), each times 1+2q
    double sine1 = 2 * q;
    double cosine1 = Math.sqrt(1 + 4 * q);
    double sine2 = 2 * q * c;
    double cosine2 = Math.sqrt(determinant(q, q, correlation));
    if (q == 0 || angle == 0) {
      return ZERO;
    }
    double difference;
    if (angle <= Math.PI / 2) {
      double side = 2 * q * Math.sin(angle);
      difference = side / (sine1 * cosine2 + sine2 * cosine1) * side;
    } else {
      difference = (sine1 * cosine2 - sine2 * cosine1) / (norm * norm);
    }
    double along = (cosine1 * cosine2 + sine1 * sine2) / (norm * norm);
    return rounded(2 / Math.PI * Math.atan2(difference, along), 24);
  }
}
