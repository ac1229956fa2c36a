package io.brink.kernel;

/**
 * Polynomials on [−1, 1] in the Chebyshev basis, of one fixed degree: interpolation at the zeros of
 * T_n, integration, differentiation and Clenshaw's recurrence (Mason &amp; Handscomb 2003, chapters
 * 2 and 6).
 */
final class Chebyshev {
  /** Number of coefficients n of every polynomial. */
  static final int SIZE = 20;

  /** Zeros cos(π(j + ½)/n) of T_n. */
  private static final double[] NODES = new double[SIZE];

  /** cos(πk(j + ½)/n). */
  private static final double[][] COSINES = new double[SIZE][SIZE];

  static {
    for (int j = 0; j < SIZE; j++) {
      // by the sine, so that the nodes are symmetric to the last bit
      NODES[j] = Math.sin(Math.PI * (SIZE - 1 - 2 * j) / (2.0 * SIZE));
      for (int k = 0; k < SIZE; k++) {
        COSINES[k][j] = Math.cos(Math.PI * ((k * (2 * j + 1)) % (4 * SIZE)) / (2.0 * SIZE));
      }
    }
  }

  private Chebyshev() {}

  static double node(int j) {
    return NODES[j];
  }

  /** The coefficients of the polynomial through the samples at the nodes. */
  static double[] interpolate(double[] samples) {
    double[] a = new double[SIZE];
    for (int k = 0; k < SIZE; k++) {
      double sum = 0;
      for (int j = 0; j < SIZE; j++) {
        sum += samples[j] * COSINES[k][j];
      }
      a[k] = sum * (k == 0 ? 1.0 : 2.0) / SIZE;
    }
    return a;
  }

  /** ∫₋₁ˣ of the polynomial; the term of degree n is dropped. */
  static double[] integral(double[] a) {
    double[] b = new double[SIZE];
    for (int k = 1; k < SIZE; k++) {
      double next = k + 1 < SIZE ? a[k + 1] : 0;
      b[k] = ((k == 1 ? 2 : 1) * a[k - 1] - next) / (2.0 * k);
    }
    double atLeft = 0;
    for (int k = 1; k < SIZE; k++) {
      atLeft += (k & 1) == 0 ? b[k] : -b[k];
    }
    b[0] = -atLeft;
    return b;
  }

  static double[] derivative(double[] a) {
    double[] b = new double[SIZE];
    for (int k = SIZE - 2; k >= 0; k--) {
      b[k] = (k + 2 < SIZE ? b[k + 2] : 0) + 2 * (k + 1) * a[k + 1];
    }
    b[0] /= 2;
    return b;
  }

  /** How large the last coefficients are. */
  static double tail(double[] a) {
    return Math.max(Math.abs(a[SIZE - 1]), Math.max(Math.abs(a[SIZE - 2]), Math.abs(a[SIZE - 3])));
  }

  static double largest(double[] a) {
    double m = 0;
    for (double v : a) {
      m = Math.max(m, Math.abs(v));
    }
    return m;
  }

  /** The value at x of the polynomial stored in {@code a[at..at + n)}. */
  static double value(double[] a, int at, double x) {
    double two = x + x;
    double b1 = a[at + 19];
    double b2 = Math.fma(two, b1, a[at + 18]);
    b1 = Math.fma(two, b2, a[at + 17] - b1);
    b2 = Math.fma(two, b1, a[at + 16] - b2);
    b1 = Math.fma(two, b2, a[at + 15] - b1);
    b2 = Math.fma(two, b1, a[at + 14] - b2);
    b1 = Math.fma(two, b2, a[at + 13] - b1);
    b2 = Math.fma(two, b1, a[at + 12] - b2);
    b1 = Math.fma(two, b2, a[at + 11] - b1);
    b2 = Math.fma(two, b1, a[at + 10] - b2);
    b1 = Math.fma(two, b2, a[at + 9] - b1);
    b2 = Math.fma(two, b1, a[at + 8] - b2);
    b1 = Math.fma(two, b2, a[at + 7] - b1);
    b2 = Math.fma(two, b1, a[at + 6] - b2);
    b1 = Math.fma(two, b2, a[at + 5] - b1);
    b2 = Math.fma(two, b1, a[at + 4] - b2);
    b1 = Math.fma(two, b2, a[at + 3] - b1);
    b2 = Math.fma(two, b1, a[at + 2] - b2);
    b1 = Math.fma(two, b2, a[at + 1] - b1);
    return Math.fma(x, b1, a[at] - b2);
  }
}
