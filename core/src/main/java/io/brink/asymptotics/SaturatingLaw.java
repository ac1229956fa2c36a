package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.activation.Growth;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * tanh-like activations: odd, tending to ±M fast enough, σ_w &gt; 0.
 *
 * <p>p_l = b₀l + b₁√l + b₂ ln l + O(1); e → e* with |e − e*| = Θ(l^{−δ*}); ln(χ_m/χ_l) = A(√l − √m)
 * + B(ln l − ln m) + O(1), with B + ½ for the biases b and B − ½ for the weights w in place of B.
 *
 * <p>The theorems are stated for tanh. Their proofs use two numbers of the activation only, C =
 * (2π)^{−½} ∫(1 − φ²/M²) and D = (2π)^{−½} ∫φ′²/M² (tanh: √(2/π) and ⅔√(2/π)), so the constants
 * here hold for each activation for which both integrals converge; for tanh they are the paper's.
 *
 * @param variances the network's variances
 * @param limit M
 * @param fixedPoint e*, the correlation towards which every pair of different inputs tends
 * @param convergenceExponent δ*
 * @param linear b₀ = σ_v²M² + σ_a²
 * @param squareRoot b₁
 * @param logarithmic b₂
 * @param gradientSquareRoot A
 * @param gradientLogarithmic B
 * @param relativeError bound of the relative error of C and D, to which the constants are
 *     proportional
 */
public record SaturatingLaw(
    ResidualVariances variances,
    double limit,
    double fixedPoint,
    double convergenceExponent,
    double linear,
    double squareRoot,
    double logarithmic,
    double gradientSquareRoot,
    double gradientLogarithmic,
    double relativeError)
    implements ResidualLaw {

  /** Large variances between which the integrals over the line are extrapolated. */
  private static final double WIDE = 1e6;

  static ResidualLaw of(Activation activation, ResidualVariances variances) {
    double limit = ((Growth.Bounded) activation.growth()).bound();
    double far = activation.value(1e4);
    if (!(Math.abs(far - limit) <= 1e-9 * limit)) {
      return new UnknownLaw(
          activation.name()
              + " does not tend to its bound "
              + limit
              + " fast enough for the laws of saturating activations");
    }
    double[] breaks = activation.breakpoints().stream().mapToDouble(b -> b.location()).toArray();
    DoubleUnaryOperator deficit =
        x -> {
          double y = activation.value(x) / limit;
          return (1 - y) * (1 + y);
        };
    DoubleUnaryOperator slope =
        x -> {
          double y = activation.derivative(x) / limit;
          return y * y;
        };
    Estimate c = integral(deficit, breaks);
    Estimate d = integral(slope, breaks);
    boolean jumps = activation.breakpoints().stream().anyMatch(b -> b.valueJump() != 0);
    if (jumps || !converges(c) || !converges(d)) {
      return new UnknownLaw(
          "the integrals of 1 - phi^2 and phi'^2 over the line that the laws of saturating"
              + " activations need do not converge for "
              + activation.name());
    }
    double out = variances.outWeightVariance() * limit * limit;
    double weightStd = Math.sqrt(variances.weightVariance());
    double b0 = out + variances.outBiasVariance();
    double b1 = -2 * c.value() * out / (weightStd * Math.sqrt(b0));
    double b2 = -square(c.value() * out / (weightStd * b0));
    double a = 2 * out * weightStd * d.value() / Math.sqrt(b0);
    double b =
        out * out * d.value() * c.value() / (b0 * b0)
            - square(out * weightStd * d.value()) / (2 * b0);
    double ratio = out / b0;
    double fixedPoint = fixedPoint(ratio);
    double exponent = 1 - 2 / Math.PI * ratio / Math.sqrt((1 - fixedPoint) * (1 + fixedPoint));
    return new SaturatingLaw(
        variances,
        limit,
        fixedPoint,
        exponent,
        b0,
        b1,
        b2,
        a,
        b,
        c.errorBound() / c.value() + d.errorBound() / d.value());
  }

  /** p_l up to O(1). */
  public double length(double layer) {
    return linear * layer + squareRoot * Math.sqrt(layer) + logarithmic * Math.log(layer);
  }

  /**
   * ln(χ_m/χ_l) up to O(1), for m ≤ l: how much larger the squared gradient is in the shallower
   * layer.
   */
  public double logGradientRatio(double shallower, double deeper) {
    return logRatio(gradientLogarithmic, shallower, deeper);
  }

  /** ln(χ_b,m/χ_b,l), the biases b, up to O(1). */
  public double logBiasGradientRatio(double shallower, double deeper) {
    return logRatio(gradientLogarithmic + 0.5, shallower, deeper);
  }

  /** ln(χ_w,m/χ_w,l), the weights w, up to O(1). */
  public double logWeightGradientRatio(double shallower, double deeper) {
    return logRatio(gradientLogarithmic - 0.5, shallower, deeper);
  }

  @Override
  public String domain() {
    return "odd activation that saturates, weight variance > 0; unequal inputs; depth large against"
        + " 1/weight variance";
  }

  @Override
  public String source() {
    return "Yang & Schoenholz 2017, theorems B.2, B.4, B.6, B.7, B.9, B.11, B.13, B.14, C.25";
  }

  private double logRatio(double logarithmicTerm, double m, double l) {
    return gradientSquareRoot * (Math.sqrt(l) - Math.sqrt(m)) + logarithmicTerm * Math.log(l / m);
  }

  /** The root below 1 of e = ratio·(2/π) arcsin e + 1 − ratio. */
  private static double fixedPoint(double ratio) {
    if (ratio == 1) {
      return 0;
    }
    // With e = cos t and t = arccos e the equation is 1 − cos t = ratio·(2/π)·t, whose root t > 0
    // is
    // unique in (0, π/2]; Newton from the right end is monotone as the left side is convex there.
    double slope = 2 / Math.PI * ratio;
    double t = Math.PI / 2;
    for (int i = 0; i < 200; i++) {
      double half = Math.sin(t / 2);
      double f = 2 * half * half - slope * t;
      double step = f / (Math.sin(t) - slope);
      t -= step;
      if (Math.abs(step) <= 1e-16 * t) {
        break;
      }
    }
    return Math.cos(t);
  }

  /** (2π)^{−½} ∫ f dx as the limit of √q E f(√q z), whose error falls as 1/q. */
  private static Estimate integral(DoubleUnaryOperator f, double[] breaks) {
    double[] at = new double[3];
    double error = 0;
    for (int i = 0; i < 3; i++) {
      double q = WIDE * Math.pow(4, i);
      Estimate e =
          GaussianExpectation.expectation(
              f, new Growth.Bounded(1), q, Arrays.copyOf(breaks, breaks.length));
      at[i] = Math.sqrt(q) * e.value();
      error = Math.max(error, Math.sqrt(q) * e.errorBound());
    }
    double coarse = (4 * at[1] - at[0]) / 3;
    double fine = (4 * at[2] - at[1]) / 3;
    return new Estimate(fine, 2 * error + Math.abs(fine - coarse));
  }

  private static boolean converges(Estimate e) {
    return e.errorBound() <= 1e-6 * e.value();
  }

  private static double square(double x) {
    return x * x;
  }
}
