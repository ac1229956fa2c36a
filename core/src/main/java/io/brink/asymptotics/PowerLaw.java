package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import java.util.OptionalDouble;

/**
 * Homogeneous activations of degree α ∈ (0, 1), such as α-ReLU, σ_w &gt; 0: everything is a power
 * of the depth.
 *
 * <p>p ~ K₁ l^{1/(1−α)}, with a next term −K₂ l^{α/(1−α)} ln l for α &gt; ½; e → e*, the fixed
 * point of the correlation map below 1, with |e − e*| = Θ(l^{−μ}), μ = (1 − C′(e*))/(1 − α);
 * χ_{l−m} = Θ(1) χ_l (l/(l−m))^R.
 *
 * @param variances the network's variances
 * @param degree α
 * @param lengthExponent 1/(1−α)
 * @param lengthCoefficient K₁ = [σ_v²σ_w^{2α}c(1−α)]^{1/(1−α)} with c = V(1)
 * @param secondLengthCoefficient K₂ where α &gt; ½
 * @param fixedPoint e*
 * @param convergenceExponent μ
 * @param gradientExponent R = α-ReLU: α²/((1−α)(2α−1)); empty where E φ′² is infinite (α ≤ ½)
 * @param gradientVariance whether φ′² has a finite variance (α &gt; ¾), without which networks of
 *     finite width do not follow the mean gradient
 * @param relativeError bound of the relative error of the moments that enter
 */
public record PowerLaw(
    ResidualVariances variances,
    double degree,
    double lengthExponent,
    double lengthCoefficient,
    OptionalDouble secondLengthCoefficient,
    double fixedPoint,
    double convergenceExponent,
    OptionalDouble gradientExponent,
    GradientVariance gradientVariance,
    double relativeError)
    implements ResidualLaw {

  /** Whether the squared gradient has a finite variance over networks. */
  public enum GradientVariance {
    /** Finite: the mean is what wide networks show. */
    FINITE,
    /** Infinite: the mean exists, but networks of any width scatter around no fixed value. */
    INFINITE,
    /** The mean itself is infinite. */
    INFINITE_MEAN
  }

  static ResidualLaw of(Activation activation, double degree, ResidualVariances variances) {
    Kernel kernel = Kernel.of(activation);
    Estimate v = kernel.variance(1);
    Estimate slope = kernel.derivativeVariance(1);
    double a =
        variances.outWeightVariance() * Math.pow(variances.weightVariance(), degree) * v.value();
    double exponent = 1 / (1 - degree);
    double k1 = Math.pow(a * (1 - degree), exponent);
    OptionalDouble k2 =
        degree > 0.5
            ? OptionalDouble.of(
                0.5
                    * degree
                    * Math.pow(a, exponent)
                    * Math.pow(1 - degree, (2 * degree - 1) * exponent))
            : OptionalDouble.empty();
    double angle = fixedPoint(kernel, v.value());
    Correlation fixed = new Correlation(angle);
    double mapSlope = kernel.derivativeCovariance(1, 1, fixed).value() / v.value();
    // R = σ_v²σ_w^{2α} E φ′(z)² K₁^{α−1}: q^{α−1} = (σ_w² K₁)^{α−1}/l up to smaller terms.
    OptionalDouble gradient =
        Double.isInfinite(slope.value())
            ? OptionalDouble.empty()
            : OptionalDouble.of(slope.value() / (v.value() * (1 - degree)));
    GradientVariance spread =
        gradient.isEmpty()
            ? GradientVariance.INFINITE_MEAN
            : Double.isInfinite(kernel.derivativeFourthMoment(1).value())
                ? GradientVariance.INFINITE
                : GradientVariance.FINITE;
    return new PowerLaw(
        variances,
        degree,
        exponent,
        k1,
        k2,
        fixed.value(),
        (1 - mapSlope) * exponent,
        gradient,
        spread,
        v.errorBound() / v.value());
  }

  /** ln p_l to leading order. */
  public double logLength(double layer) {
    return Math.log(lengthCoefficient) + lengthExponent * Math.log(layer);
  }

  /** ln(χ_m/χ_l) up to O(1), m ≤ l; empty where the mean squared gradient is infinite. */
  public OptionalDouble logGradientRatio(double shallower, double deeper) {
    return scaled(0, shallower, deeper);
  }

  /** ln(χ_b,m/χ_b,l), the biases b: exponent R + 1. */
  public OptionalDouble logBiasGradientRatio(double shallower, double deeper) {
    return scaled(1, shallower, deeper);
  }

  /** ln(χ_w,m/χ_w,l), the weights w, and the weights v: exponent R − α/(1−α). */
  public OptionalDouble logWeightGradientRatio(double shallower, double deeper) {
    return scaled(-degree * lengthExponent, shallower, deeper);
  }

  @Override
  public String domain() {
    return "homogeneous activation of degree in (0, 1), weight variance > 0; gradients for degree >"
        + " 1/2, and followed by networks of finite width for degree > 3/4 only";
  }

  @Override
  public String source() {
    return "Yang & Schoenholz 2017, theorems B.16, B.18, B.19, B.20, B.21, C.29";
  }

  private OptionalDouble scaled(double shift, double m, double l) {
    return gradientExponent.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((gradientExponent.getAsDouble() + shift) * Math.log(l / m));
  }

  /**
   * The angle of the fixed point below 1 of C(c) = W(1,1,c)/V(1). As C is convex on [0, 1] with
   * C(0) ≥ 0 and C′(1) &gt; 1, the difference 1 − C − (1 − c) is positive for small angles and not
   * positive at π/2.
   */
  private static double fixedPoint(Kernel kernel, double v) {
    double low = 1e-8;
    double high = Math.PI / 2;
    while (high - low > 4e-16 * high) {
      double mid = 0.5 * (low + high);
      if (mid <= low || mid >= high) {
        break;
      }
      Correlation c = new Correlation(mid);
      if (kernel.gap(1, c).value() / v > c.gap()) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return 0.5 * (low + high);
  }
}
