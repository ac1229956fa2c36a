package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ(x) = r·x^α for x &gt; 0 and l·|x|^α for x &lt; 0, α &gt; 0 no integer: |x|^α, sgn(x)|x|^α and
 * what lies between.
 *
 * <p>With K(θ) = E x₊^α y₊^α of {@link PowerKernel}, W(θ) = (r² + l²) K(θ) + 2rl K(π − θ). The even
 * and the odd part of φ are uncorrelated, so that a gap beyond π/2 is taken from the angle π − θ.
 */
final class TwoPowersKernel extends ClosedFormKernel {
  private static final int ROUNDINGS = 160;

  private final PowerKernel power;
  private final double alpha;
  private final double left;
  private final double right;

  /** r² + l². */
  private final double squares;

  TwoPowersKernel(Activation activation, double left, double right, double alpha) {
    super(activation);
    this.power = new PowerKernel(activation, alpha);
    this.alpha = alpha;
    this.left = left;
    this.right = right;
    squares = square(left) + square(right);
  }

  private static Estimate times(double factor, Estimate e) {
    if (factor == 0) {
      return ZERO;
    }
    double value = factor * e.value();
    return new Estimate(
        value, Math.abs(factor) * e.errorBound() + 4 * UNIT_ROUNDOFF * Math.abs(value));
  }

  @Override
  public Estimate mean(double q) {
    return times(right + left, power.mean(q));
  }

  @Override
  public Estimate variance(double q) {
    return times(squares, power.variance(q));
  }

  @Override
  public Estimate varianceDerivative(double q) {
    return times(squares, power.varianceDerivative(q));
  }

  @Override
  Estimate meanDerivative(double q) {
    return times(right + left, power.meanDerivative(q));
  }

  @Override
  public Estimate derivativeMean(double q) {
    return times(right - left, power.derivativeMean(q));
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return times(squares, power.derivativeVariance(q));
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return times(squares, power.secondDerivativeVariance(q));
  }

  @Override
  public Estimate fourthMoment(double q) {
    return times(square(square(right)) + square(square(left)), power.fourthMoment(q));
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return times(square(square(right)) + square(square(left)), power.derivativeFourthMoment(q));
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return both(0, scale(q1, q2), correlation, power.covariance(1, 1, correlation));
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return both(1, scale(q1, q2), correlation, power.derivativeCovariance(1, 1, correlation));
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return both(2, scale(q1, q2), correlation, power.secondDerivativeCovariance(1, 1, correlation));
  }

  /** (r² + l²) K(θ) ± 2rl K(π − θ), of φ, φ′ or φ″: φ′ changes the sign of l. */
  private Estimate both(int order, double scale, Correlation correlation, Estimate same) {
    double mixed = (order == 1 ? -2 : 2) * left * right;
    Estimate opposite = mixed == 0 ? ZERO : opposite(order, correlation);
    double size = Math.pow(scale, alpha - order);
    double value = size * (squares * same.value() + (mixed == 0 ? 0 : mixed * opposite.value()));
    double error =
        size * (squares * same.errorBound() + Math.abs(mixed) * opposite.errorBound())
            + 8 * UNIT_ROUNDOFF * Math.abs(value);
    return new Estimate(value, Double.isInfinite(value) ? 0 : error);
  }

  /** K(π − θ), also where θ is smaller than the rounding of π. */
  private Estimate opposite(int order, Correlation correlation) {
    if (correlation.angle() <= Math.PI / 2) {
      if (correlation.angle() == 0 && alpha + 0.5 <= order) {
        return INFINITE;
      }
      return rounded(power.opposite(order, correlation), ROUNDINGS);
    }
    Correlation supplement = new Correlation(correlation.supplement());
    return switch (order) {
      case 0 -> power.covariance(1, 1, supplement);
      case 1 -> power.derivativeCovariance(1, 1, supplement);
      default -> power.secondDerivativeCovariance(1, 1, supplement);
    };
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    double factor = Math.pow(checked(q), alpha);
    boolean near = correlation.angle() <= Math.PI / 2;
    Correlation small = near ? correlation : new Correlation(correlation.supplement());
    if (near && small.angle() == 0) {
      return ZERO;
    }
    Estimate one = power.gap(1, small);
    Estimate other = rounded(power.opposite(0, small), ROUNDINGS);
    double even = square((right + left) / 2) * 2 * (one.value() - other.value());
    double odd = square((right - left) / 2) * 2 * (one.value() + other.value());
    double error = squares * (one.errorBound() + other.errorBound());
    if (!near) {
      Estimate v = power.variance(1);
      double opposite = square((right - left) / 2) * 4 * v.value();
      odd = opposite - odd;
      error += square((right - left) / 2) * 4 * v.errorBound() + UNIT_ROUNDOFF * opposite;
    }
    return new Estimate(
        factor * (even + odd),
        factor * (error + 8 * UNIT_ROUNDOFF * (Math.abs(even) + Math.abs(odd))));
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return quotient(gap(1, correlation), variance(1));
  }
}
