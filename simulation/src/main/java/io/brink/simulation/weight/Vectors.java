package io.brink.simulation.weight;

import io.brink.internal.simd.VectorMath;

/** Loops over arrays, which the compiler vectorises; sums go through the SIMD seam. */
public final class Vectors {

  private static final VectorMath MATH = VectorMath.preferred();

  private Vectors() {}

  /** Σ a_i b_i over i &lt; n. */
  public static double dot(int n, double[] a, double[] b) {
    return MATH.dot(n, a, b);
  }

  /** y ← y + s x. */
  public static void add(int n, double s, double[] x, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] += s * x[i];
    }
  }

  /** y ← s x. */
  public static void scale(int n, double s, double[] x, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = s * x[i];
    }
  }

  /** y ← y + s·x for y at {@code yFrom} and after. */
  static void addAt(int n, double s, double[] x, int xFrom, double[] y, int yFrom) {
    for (int i = 0; i < n; i++) {
      y[yFrom + i] += s * x[xFrom + i];
    }
  }

  /** y ← s·x for y at {@code yFrom} and after. */
  static void scaleAt(int n, double s, double[] x, int xFrom, double[] y, int yFrom) {
    for (int i = 0; i < n; i++) {
      y[yFrom + i] = s * x[xFrom + i];
    }
  }

  /** y ← s·a + t·b for y at {@code yFrom} and after, a and b at {@code from} and after. */
  static void combineAt(
      int n, double s, double[] a, double t, double[] b, int from, double[] y, int yFrom) {
    for (int i = 0; i < n; i++) {
      y[yFrom + i] = s * a[from + i] + t * b[from + i];
    }
  }
}
