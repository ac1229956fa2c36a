package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * The Gaussian moments of one activation: everything that mean-field theory needs to know of it.
 *
 * <p>Throughout x = √q₁ z₁ and y = √q₂ z₂ are jointly Gaussian pre-activations with mean 0,
 * variances q₁, q₂ (&ge; 0) and correlation c; q is a preactivation variance. Every figure comes
 * with a bound of its error. Moments that do not exist are +∞, never NaN.
 */
public interface Kernel {

  /**
   * The kernel of an activation: in closed form where one is exact (piecewise linear through 0,
   * α-ReLU, step and sign, erf, sin, cos, exp, e^{−x²}, polynomials, and each of these scaled and
   * offset), else by quadrature.
   */
  static Kernel of(Activation activation) {
    return ClosedForms.find(activation)
        .<Kernel>map(kernel -> kernel)
        .orElseGet(() -> quadrature(activation));
  }

  /** The kernel of an activation by quadrature, also where a closed form is known. */
  static Kernel quadrature(Activation activation) {
    return QuadratureKernel.of(activation);
  }

  /** The activation. */
  Activation activation();

  /** m(q) = E φ(√q z). */
  Estimate mean(double q);

  /** V(q) = E φ(√q z)². */
  Estimate variance(double q);

  /** dV/dq, also where φ has kinks or jumps. */
  Estimate varianceDerivative(double q);

  /** E φ′(√q z), counting the point masses of jumps. */
  Estimate derivativeMean(double q);

  /** E φ′(√q z)²; +∞ where φ jumps. */
  Estimate derivativeVariance(double q);

  /** E φ″(√q z)²; +∞ where φ or φ′ jumps. */
  Estimate secondDerivativeVariance(double q);

  /** E φ(√q z)⁴. */
  Estimate fourthMoment(double q);

  /** E φ′(√q z)⁴; +∞ where φ jumps. */
  Estimate derivativeFourthMoment(double q);

  /** W(q₁, q₂, c) = E φ(x)φ(y). */
  Estimate covariance(double q1, double q2, Correlation correlation);

  /** E φ′(x)φ′(y) = ∂W/∂c / √(q₁q₂), counting point masses; +∞ at c = 1 where φ jumps. */
  Estimate derivativeCovariance(double q1, double q2, Correlation correlation);

  /** E φ″(x)φ″(y) = ∂²W/∂c² / (q₁q₂), counting point masses; +∞ at c = 1 where φ or φ′ jumps. */
  Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation);

  /** V(q) − W(q, q, c) = ½E(φ(x) − φ(y))², accurate relative to itself for every 1 − c ≥ 10⁻³⁰⁰. */
  Estimate gap(double q, Correlation correlation);

  /**
   * 1 − W(q₁,q₂,c)/√(V(q₁)V(q₂)) = ½E(φ(x)/√V(q₁) − φ(y)/√V(q₂))²: the gap of the normalised
   * outputs for inputs of unequal lengths, without cancellation.
   */
  Estimate normalisedGap(double q1, double q2, Correlation correlation);
}
