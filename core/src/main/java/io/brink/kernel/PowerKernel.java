package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.internal.special.Hypergeometric;
import io.brink.internal.special.LogGamma;

/**
 * φ(x) = max(x, 0)^α, α &gt; 0: the α-ReLU of RES section C.
 *
 * <p>For unit variances (RES C.32 and Gradshteyn &amp; Ryzhik 6.621.3, after a quadratic and an
 * Euler transformation), with F the Gauss hypergeometric function and r = 1/Γ(α + 3/2),
 *
 * <pre>  E x₊^α y₊^α = 2^{α−1} Γ(α+1)²/√π · cos^{2α+1}(θ/2) · r F(½, ½; α + 3/2; cos²(θ/2)),</pre>
 *
 * a sum of positive terms for every α &gt; −1. For θ &lt; π/2 the series is connected to sin²(θ/2);
 * its first term is the variance, so that the gap, also its term of order θ^{2α+1}, comes without
 * cancellation. The moments of φ′ and φ″ are those of α − 1 and α − 2, continued analytically where
 * φ″ is not integrable (α ≤ 1), which is what counting point masses means.
 */
final class PowerKernel extends ClosedFormKernel {
  /** The largest α: beyond it Γ(α + 1)² and the like leave the doubles. */
  static final double LARGEST_EXPONENT = 60;

  private static final int ROUNDINGS = 80;

  private final double alpha;

  PowerKernel(Activation activation, double alpha) {
    super(activation);
    if (!(alpha > 0 && alpha <= LARGEST_EXPONENT)) {
      throw new IllegalArgumentException(
          "the exponent of a power kernel lies in (0, " + LARGEST_EXPONENT + "], got " + alpha);
    }
    this.alpha = alpha;
  }

  /** E z₊^power = 2^{power/2−1} Γ((power+1)/2)/√π for power &gt; −1. */
  private static double halfMoment(double power) {
    return Math.pow(2, power / 2 - 1) * LogGamma.gamma((power + 1) / 2) / SQRT_PI;
  }

  @Override
  public Estimate mean(double q) {
    return rounded(halfMoment(alpha) * Math.pow(checked(q), alpha / 2), ROUNDINGS);
  }

  @Override
  public Estimate variance(double q) {
    return rounded(halfMoment(2 * alpha) * Math.pow(checked(q), alpha), ROUNDINGS);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return rounded(alpha * halfMoment(2 * alpha) * Math.pow(checked(q), alpha - 1), ROUNDINGS);
  }

  @Override
  Estimate meanDerivative(double q) {
    return rounded(alpha / 2 * halfMoment(alpha) * Math.pow(checked(q), alpha / 2 - 1), ROUNDINGS);
  }

  @Override
  public Estimate derivativeMean(double q) {
    return rounded(
        alpha * halfMoment(alpha - 1) * Math.pow(checked(q), (alpha - 1) / 2), ROUNDINGS);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    checked(q);
    return alpha <= 0.5
        ? INFINITE
        : rounded(square(alpha) * halfMoment(2 * alpha - 2) * Math.pow(q, alpha - 1), ROUNDINGS);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    checked(q);
    return alpha <= 1.5
        ? INFINITE
        : rounded(
            square(alpha * (alpha - 1)) * halfMoment(2 * alpha - 4) * Math.pow(q, alpha - 2),
            ROUNDINGS);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return rounded(halfMoment(4 * alpha) * Math.pow(checked(q), 2 * alpha), 2 * ROUNDINGS);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    checked(q);
    return alpha <= 0.75
        ? INFINITE
        : rounded(
            square(square(alpha)) * halfMoment(4 * alpha - 4) * Math.pow(q, 2 * alpha - 2),
            2 * ROUNDINGS);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    double unit =
        Math.pow(2, alpha - 1)
            * square(LogGamma.gamma(alpha + 1))
            / SQRT_PI
            * cosinePower(correlation, alpha + 0.5)
            * hypergeometric(correlation, alpha + 0.5);
    return rounded(unit * Math.pow(scale(q1, q2), alpha), ROUNDINGS);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double angle = correlation.angle();
    if (alpha <= 0.5 && angle == 0) {
      return INFINITE;
    }
    double unit =
        Math.pow(2, alpha - 2)
            * square(LogGamma.gamma(alpha + 1))
            / SQRT_PI
            * cosinePower(correlation, alpha - 0.5)
            * hypergeometric(correlation, alpha - 0.5);
    return rounded(unit * Math.pow(scale, alpha - 1), ROUNDINGS);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double angle = correlation.angle();
    if (alpha <= 1.5 && angle == 0) {
      return INFINITE;
    }
    double unit =
        Math.pow(2, alpha - 3)
            * square(LogGamma.gamma(alpha + 1))
            / SQRT_PI
            * cosinePower(correlation, alpha - 1.5)
            * hypergeometric(correlation, alpha - 1.5);
    double value = unit * Math.pow(scale, alpha - 2);
    // for α < ½ the continued series starts with a negative term
    return rounded(value, 4 * ROUNDINGS);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    double angle = correlation.angle();
    double power = Math.pow(checked(q), alpha);
    double v = halfMoment(2 * alpha);
    if (angle == 0) {
      return ZERO;
    }
    if (angle > Math.PI / 2) {
      double w = covariance(1, 1, correlation).value();
      return rounded(power * (v - w), ROUNDINGS, power * (v + w));
    }
    double b = alpha + 0.5;
    double log = b * Math.log1p(-square(Math.sin(angle / 2)));
    double first = -v * Math.expm1(log);
    double second =
        -Math.pow(2, alpha - 1)
            * square(LogGamma.gamma(alpha + 1))
            / SQRT_PI
            * Math.exp(log)
            * Hypergeometric.excessNearOne(0.5, b, logHalfSineSquared(angle));
    return rounded(
        power * (first + second), ROUNDINGS, power * (Math.abs(first) + Math.abs(second)));
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return quotient(gap(1, correlation), variance(1));
  }

  /**
   * E x₊^α (−y)₊^α and the same of the powers α − 1 and α − 2, with their factors, where x and y
   * have a correlation of at least 0: what the one side of a function and the other share.
   *
   * @param order 0, 1 or 2 for f, f′, f″ of f = x₊^α, at unit variances
   */
  double opposite(int order, Correlation correlation) {
    double half = Math.sin(correlation.angle() / 2);
    double b = alpha + 0.5 - order;
    return Math.pow(2, alpha - 1 - order)
        * square(LogGamma.gamma(alpha + 1))
        / SQRT_PI
        * Math.pow(half, 2 * b)
        * Hypergeometric.series(0.5, b + 1, half * half);
  }

  private static double logHalfSineSquared(double angle) {
    return 2 * Math.log(Math.sin(angle / 2));
  }

  /** cos^{2b}(θ/2), from the nearer end. */
  private static double cosinePower(Correlation correlation, double b) {
    double angle = correlation.angle();
    if (angle <= Math.PI / 2) {
      return Math.exp(b * Math.log1p(-square(Math.sin(angle / 2))));
    }
    return Math.pow(halfCosine(correlation), 2 * b);
  }

  /** cos(θ/2), exactly 0 at π. */
  private static double halfCosine(Correlation correlation) {
    return Math.sin(correlation.supplement() / 2);
  }

  /** F(½, ½; b + 1; cos²(θ/2))/Γ(b + 1). */
  private static double hypergeometric(Correlation correlation, double b) {
    double angle = correlation.angle();
    if (angle > Math.PI / 2) {
      return Hypergeometric.series(0.5, b + 1, square(halfCosine(correlation)));
    }
    if (angle == 0) {
      return LogGamma.gamma(b) / square(LogGamma.gamma(b + 0.5));
    }
    double logY = logHalfSineSquared(angle);
    // Euler's transformation exchanges the roots 0 and b of the equation at 1
    return b >= 0
        ? Hypergeometric.nearOne(0.5, b, logY)
        : Math.exp(b * logY) * Hypergeometric.nearOne(0.5 + b, -b, logY);
  }
}
