package io.brink.finitewidth;

/** 5 × 5 matrices over the moments (a, e, a², ae, e²) of a tensor, by rows in an array of 25. */
final class MomentMatrix {

  static final int ORDER = 5;

  /** Index of the mean of a among the moments. */
  static final int A = 0;

  /** Index of the mean of e. */
  static final int E = 1;

  /** Index of the mean of a². */
  static final int AA = 2;

  /** Index of the mean of ae. */
  static final int AE = 3;

  /** Index of the mean of e². */
  static final int EE = 4;

  private MomentMatrix() {}

  static double[] zero() {
    return new double[ORDER * ORDER];
  }

  static int at(int row, int column) {
    return ORDER * row + column;
  }

  /** a b. */
  static double[] product(double[] a, double[] b) {
    double[] result = zero();
    for (int i = 0; i < ORDER; i++) {
      for (int k = 0; k < ORDER; k++) {
        double factor = a[at(i, k)];
        if (factor != 0) {
          for (int j = 0; j < ORDER; j++) {
            result[at(i, j)] += factor * b[at(k, j)];
          }
        }
      }
    }
    return result;
  }

  /** a bᵀ. */
  static double[] productWithTranspose(double[] a, double[] b) {
    return product(a, transpose(b));
  }

  /** a m aᵀ. */
  static double[] congruence(double[] a, double[] m) {
    return productWithTranspose(product(a, m), a);
  }

  static double[] transpose(double[] a) {
    double[] result = zero();
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j < ORDER; j++) {
        result[at(j, i)] = a[at(i, j)];
      }
    }
    return result;
  }

  /** Adds factor·b to a. */
  static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /** a x. */
  static double[] apply(double[] a, double[] x) {
    double[] result = new double[ORDER];
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j < ORDER; j++) {
        result[i] += a[at(i, j)] * x[j];
      }
    }
    return result;
  }

  /** 2 × 2 matrix ((m0, m1), (m2, m3)) on (a, e), as it acts on the second moments alone. */
  static double[] ofSecondMoments(double[] m) {
    double[] result = zero();
    int[] row = {AA, AE, EE};
    int[] first = {0, 0, 2};
    int[] second = {0, 2, 2};
    for (int i = 0; i < row.length; i++) {
      int p = first[i];
      int q = second[i];
      result[at(row[i], AA)] = m[p] * m[q];
      result[at(row[i], AE)] = m[p] * m[q + 1] + m[p + 1] * m[q];
      result[at(row[i], EE)] = m[p + 1] * m[q + 1];
    }
    return result;
  }

  /**
   * Covariance of (a, e, a², ae, e²) of one unit, for Gaussian a and e with mean 0 and covariance
   * ((c0, c1), (c1, c2)): Wick's rule.
   */
  static double[] wick(double c0, double c1, double c2) {
    double[] result = zero();
    result[at(A, A)] = c0;
    result[at(A, E)] = c1;
    result[at(E, A)] = c1;
    result[at(E, E)] = c2;
    result[at(AA, AA)] = 2 * c0 * c0;
    result[at(AA, AE)] = 2 * c0 * c1;
    result[at(AA, EE)] = 2 * c1 * c1;
    result[at(AE, AE)] = c0 * c2 + c1 * c1;
    result[at(AE, EE)] = 2 * c1 * c2;
    result[at(EE, EE)] = 2 * c2 * c2;
    result[at(AE, AA)] = result[at(AA, AE)];
    result[at(EE, AA)] = result[at(AA, EE)];
    result[at(EE, AE)] = result[at(AE, EE)];
    return result;
  }
}
