package io.brink.expectation;

/** What rounding does to a weighted sum of products of activations. */
final class Rounding {
  /**
   * A product of two activations carries their errors (a few units in the last place each, in the
   * same direction for neighbouring arguments) and the weight's.
   */
  private static final double RELATIVE = 24 * 0x1p-53;

  private Rounding() {}

  /** Bound of the rounding error of a sum whose terms' absolute values sum to {@code magnitude}. */
  static double bound(double magnitude) {
    return RELATIVE * magnitude;
  }
}
