package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * φ(x) = p·x for x ≥ 0 and n·x for x &lt; 0: identity (p = n), ReLU (n = 0), leaky ReLU, |x| (n =
 * −p).
 *
 * <p>With g(θ) = sin θ − θ cos θ, the arc-cosine kernel of Cho and Saul (2009) reads E x₊y₊ =
 * √(q₁q₂) g(π − θ)/(2π); everything else follows. g is summed as a series for θ &lt; ½, where sin θ
 * − θ cos θ = θ³/3 − … cancels.
 */
final class TwoSlopeKernel extends ClosedFormKernel {
  private static final double SERIES_BELOW = 0.5;

  private final double positive;
  private final double negative;

  /** The mean square (p² + n²)/2 of the two slopes. */
  private final double meanSquare;

  TwoSlopeKernel(Activation activation, double negativeSlope, double positiveSlope) {
    super(activation);
    positive = positiveSlope;
    negative = negativeSlope;
    meanSquare = (square(positive) + square(negative)) / 2;
  }

  /** sin θ − θ cos θ, relative error 4·10⁻¹⁶. */
  static double arcCosine(double angle) {
    if (angle > SERIES_BELOW) {
      return Math.sin(angle) - angle * Math.cos(angle);
    }
    // Σ (−1)^{k+1} 2k θ^{2k+1}/(2k+1)!
    double x = angle * angle;
    double sum = 0;
    for (int k = 8; k >= 1; k--) {
      sum = 2 * k / 1.0 * reciprocalFactorial(2 * k + 1) - x * sum;
    }
    return angle * x * sum;
  }

  private static double reciprocalFactorial(int n) {
    double f = 1;
    for (int k = 2; k <= n; k++) {
      f *= k;
    }
    return 1 / f;
  }

  @Override
  public Estimate mean(double q) {
    return rounded((positive - negative) / 2 * MEAN_ABSOLUTE * Math.sqrt(checked(q)), 6);
  }

  @Override
  public Estimate variance(double q) {
    return rounded(meanSquare * checked(q), 4);
  }

  @Override
  public Estimate varianceDerivative(double q) {
    checked(q);
    return rounded(meanSquare, 3);
  }

  @Override
  Estimate meanDerivative(double q) {
    return positive == negative
        ? ZERO
        : rounded((positive - negative) / 4 * MEAN_ABSOLUTE / Math.sqrt(checked(q)), 6);
  }

  @Override
  public Estimate derivativeMean(double q) {
    checked(q);
    return rounded((positive + negative) / 2, 1);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return varianceDerivative(q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    checked(q);
    return positive == negative ? ZERO : INFINITE;
  }

  @Override
  public Estimate fourthMoment(double q) {
    return rounded(1.5 * fourthPowers() * square(checked(q)), 8);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    checked(q);
    return rounded(fourthPowers() / 2, 6);
  }

  private double fourthPowers() {
    return square(square(positive)) + square(square(negative));
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    double angle = correlation.angle();
    double scale = scale(q1, q2);
    if (positive == negative) {
      return rounded(scale * square(positive) * Math.cos(angle), 5, scale * square(positive));
    }
    double same = meanSquare * arcCosine(correlation.supplement()) / Math.PI;
    double opposite = positive * negative * arcCosine(angle) / Math.PI;
    return rounded(
        scale * (same - opposite), 12, scale * (same + Math.abs(opposite)) + Math.PI * 0x1p-53);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    double angle = correlation.angle();
    double same = meanSquare * (correlation.supplement() / Math.PI);
    double opposite = positive * negative * (angle / Math.PI);
    return rounded(same + opposite, 6, meanSquare + Math.abs(opposite));
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    if (positive == negative) {
      return ZERO;
    }
    double sine = sine(correlation.angle());
    return sine == 0 || scale == 0
        ? INFINITE
        : rounded(square(positive - negative) / (2 * Math.PI) / scale / sine, 8);
  }

  /** sin θ, exactly 0 where θ is the double nearest to π. */
  static double sine(double angle) {
    return angle == Math.PI ? 0 : Math.sin(angle);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    double angle = correlation.angle();
    double square = square((positive - negative) / 2);
    double gap;
    double magnitude;
    if (angle <= Math.PI / 2) {
      double linear = meanSquare * correlation.gap();
      double kink = 2 / Math.PI * square * arcCosine(angle);
      gap = linear - kink;
      magnitude = linear + kink;
    } else {
      // from θ = π, where the gap of an even function vanishes again
      double t = correlation.supplement();
      double half = Math.sin(t / 2);
      double odd = square((positive + negative) / 2);
      double even = square * (2 * half * half - 2 / Math.PI * arcCosine(t));
      gap = odd * (1 + Math.cos(t)) + even;
      magnitude = 2 * odd + 4 * square * half * half;
    }
    return rounded(checked(q) * gap, 12, q * magnitude);
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    return quotient(gap(1, correlation), variance(1));
  }
}
