package io.brink.bounds;

/** The consequences of theorem 1 that SHR writes out, equations 4.1 to 4.3. */
public final class ShrinkageLaws {

  private static final double ERF_TERM = Math.sqrt(5) * (Math.atan(2 / Math.sqrt(5)) - 2.0 / 3);

  private ShrinkageLaws() {}

  /**
   * (4.1): for critical leaky ReLU, σ_b = 0, 1 − ρ_max ≤ 4√(π/(π−2)) · √(1+a²)/(1−a) · L^{−1/2}.
   *
   * @param slope a, negative slope, below 1
   * @param depth L ≥ 1
   */
  public static double leakyReluShrinkage(double slope, int depth) {
    if (!(slope < 1 && slope > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException("the negative slope is below 1, got " + slope);
    }
    checkDepth(depth);
    return 4
        * Math.sqrt(Math.PI / (Math.PI - 2))
        * (Math.hypot(1, slope) / (1 - slope))
        / Math.sqrt(depth);
  }

  /** (4.2): for critical erf, 1 − ρ_max ≤ 4 L^{−1/2}/√(√5(arctan(2/√5) − 2/3)). */
  public static double criticalErfShrinkage(int depth) {
    checkDepth(depth);
    return 4 / Math.sqrt(ERF_TERM * depth);
  }

  /**
   * (4.3): for chaotic erf, with ρ_max taken to be the fixed point ρ_fp, ‖J‖ ≥ √(√5(arctan(2/√5) −
   * 2/3))/4 · (1 − ρ_fp)√L.
   */
  public static double chaoticErfGain(double fixedPointGap, int depth) {
    checkDepth(depth);
    if (!(fixedPointGap >= 0 && fixedPointGap <= 2)) {
      throw new IllegalArgumentException(
          "the gap of the fixed point lies in [0, 2], got " + fixedPointGap);
    }
    return Math.sqrt(ERF_TERM * depth) / 4 * fixedPointGap;
  }

  private static void checkDepth(int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("the depth is at least 1, got " + depth);
    }
  }
}
