package io.brink.phase;

/**
 * The phase of a plain network at a fixed length, by χ₁ = σ_w² E φ′² and not by a threshold on c*:
 * near the critical line c* is close to 1 on both sides of it.
 */
public enum Phase {
  /** χ₁ &lt; 1: inputs become equal and gradients vanish, exponentially in depth. */
  ORDERED,
  /** χ₁ = 1 to the accuracy of its computation: both at most polynomially. */
  CRITICAL,
  /** χ₁ &gt; 1: inputs decorrelate and gradients explode, exponentially in depth. */
  CHAOTIC;

  static Phase of(double chi1, double error) {
    if (chi1 < Double.POSITIVE_INFINITY && Math.abs(chi1 - 1) <= error) {
      return CRITICAL;
    }
    return chi1 < 1 ? ORDERED : CHAOTIC;
  }
}
