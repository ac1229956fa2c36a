package io.brink.expectation;

/**
 * The two-dimensional moments of one pair of activations at fixed preactivation variances q₁, q₂ as
 * functions of the angle θ = arccos c between the inputs. Meshes, nodes and scalings that do not
 * depend on θ are made once; the object is thread-safe.
 *
 * <p>For compiling a correlation map: sample {@link #covariance} with {@link DerivativeOrder#FIRST}
 * and integrate, V − W = q ∫₀^θ sin t · E φ′φ′ dt, or sample {@link #gap}.
 */
public interface AngleSampler {

  /**
   * E f⁽ᵏ⁾(x)g⁽ᵏ⁾(y), k = 0, 1, 2, counting the point masses that jumps leave in the derivatives;
   * +∞ at θ = 0 or π where two of them coincide.
   *
   * @param angle θ ∈ [0, π]
   */
  Estimate covariance(DerivativeOrder order, double angle);

  /** The same without any point mass: what is left is finite for every θ. */
  Estimate regularCovariance(DerivativeOrder order, double angle);

  /**
   * ½E(a·f(x) − b·g(y))² with a = level + imbalance/2, b = level − imbalance/2, without
   * cancellation where f = g and a·f(x) ≈ b·g(y), that is where θ → 0 and q₁ → q₂. With level 1 and
   * imbalance 0, f = g and q₁ = q₂ it is the gap V − W, accurate relative to itself for θ ≥ 10⁻¹⁵⁰.
   */
  Estimate gap(double level, double imbalance, double angle);
}
