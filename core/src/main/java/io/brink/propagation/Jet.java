package io.brink.propagation;

/**
 * Scratch for the gap of one correlation map at one point, with its slope, curvature and the bound
 * of the gap's error. Mutable, so that a pass over 10⁵ nodes allocates nothing.
 */
final class Jet {
  double gap;
  double slope;
  double curvature;
  double errorBound;

  /** a·b, where 0·∞ = 0: a map of slope 0 leaves nothing of an infinite derivative before it. */
  static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /** a + b, where ∞ − ∞ = ∞: the correlation leaves the point with infinite steepness. */
  static double sum(double a, double b) {
    double sum = a + b;
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }
}
