package io.brink.kernel;

/**
 * A correlation map and its derivatives at one correlation c.
 *
 * @param gap 1 − C(c)
 * @param slope dC/dc, +∞ where it does not exist
 * @param curvature d²C/dc², +∞ where it does not exist
 */
public record MapPoint(double gap, double slope, double curvature) {

  /** C(c). */
  public double value() {
    return 1 - gap;
  }
}
