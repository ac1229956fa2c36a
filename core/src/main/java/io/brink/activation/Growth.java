package io.brink.activation;

/**
 * An upper bound on how fast |φ(x)| grows as |x| → ∞; it tells a quadrature how far out to look.
 */
public sealed interface Growth {

  /** |φ(x)| ≤ bound for every x. */
  record Bounded(double bound) implements Growth {}

  /** |φ(x)| = O(|x|^degree). */
  record Polynomial(double degree) implements Growth {}

  /** |φ(x)| = O(e^{rate·|x|}). */
  record Exponential(double rate) implements Growth {}
}
