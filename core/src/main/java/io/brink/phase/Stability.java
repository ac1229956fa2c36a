package io.brink.phase;

/** What happens to a small deviation from a fixed point. */
public enum Stability {
  /** It shrinks. */
  ATTRACTING,
  /** It grows. */
  REPELLING,
  /** Neither, to first order and to the accuracy of the slope. */
  MARGINAL;

  static Stability of(double slope, double error) {
    double size = Math.abs(slope);
    if (Math.abs(size - 1) <= error) {
      return MARGINAL;
    }
    return size < 1 ? ATTRACTING : REPELLING;
  }
}
