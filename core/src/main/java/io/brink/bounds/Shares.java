package io.brink.bounds;

/** Parts of a mean square. */
final class Shares {

  private Shares() {}

  static void check(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of a mean square lies in [0, 1], got " + share);
    }
  }
}
