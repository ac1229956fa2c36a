package io.brink.spectrum;

import io.brink.activation.Activation;

/**
 * The range of z that a law of squared slopes φ′(√q z)² is taken over, z ~ N(0, 1).
 *
 * <p>Where slopes are bounded, units beyond |z| = 8.6 count for less than 10⁻¹⁷. Where they are
 * not, fewer and fewer units carry more and more of E φ′⁴; so a side reaches out to where the
 * integrand of that, φ′⁴ n(z), stays below 10⁻²⁰ of its largest value.
 *
 * @param left the largest −z, positive
 * @param right the largest z
 * @param growth on which sides slopes are unbounded
 * @param isWhole whether the law beyond is negligible and all of it in the range of a double
 */
record SlopeReach(double left, double right, Growth growth, boolean isWhole) {

  /** Where slopes are bounded. */
  static final double BOUNDED = 8.6;

  /** Beyond it the normal density is not a double. */
  private static final double FARTHEST = 38;

  private static final double STEP = 1.0 / 8;
  private static final double NEGLIGIBLE = 46;

  /** Of ln |φ′|: fourth powers are in the range of a double. */
  private static final double LARGEST_LOG = 150;

  /** On which sides the slopes of an activation are unbounded. */
  record Growth(boolean left, boolean right) {

    private static final Growth NONE = new Growth(false, false);

    /** Told from values far out. */
    static Growth of(Activation activation) {
      return new Growth(grows(activation, -1), grows(activation, 1));
    }

    private static boolean grows(Activation activation, int sign) {
      return SlopeTail.of(activation, sign).most() == Double.POSITIVE_INFINITY;
    }

    /** On either. */
    boolean any() {
      return left || right;
    }
  }

  /**
   * The range for a preactivation variance.
   *
   * @param scale √q
   */
  static SlopeReach of(Activation activation, Growth growth, double scale) {
    if (!growth.any() || scale == 0) {
      return new SlopeReach(BOUNDED, BOUNDED, Growth.NONE, true);
    }
    double left = growth.left() ? reach(activation, -scale) : BOUNDED;
    double right = growth.right() ? reach(activation, scale) : BOUNDED;
    boolean whole = left < FARTHEST && right < FARTHEST;
    return new SlopeReach(left, right, growth, whole);
  }

  /** How far a side must look; {@link #FARTHEST} if that is not far enough. */
  private static double reach(Activation activation, double scale) {
    double most = Double.NEGATIVE_INFINITY;
    double reach = BOUNDED;
    for (double z = STEP; z <= FARTHEST; z += STEP) {
      double log = Math.log(Math.abs(activation.derivative(scale * z)));
      double integrand = 4 * log - 0.5 * z * z;
      if (integrand > most) {
        most = integrand;
      }
      if (integrand > most - NEGLIGIBLE) {
        if (!(log < LARGEST_LOG)) {
          return FARTHEST;
        }
        reach = Math.max(reach, z + STEP);
      }
    }
    return Math.min(reach, FARTHEST);
  }
}
