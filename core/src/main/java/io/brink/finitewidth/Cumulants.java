package io.brink.finitewidth;

/**
 * Third and fourth cumulants of a pair (x, y), as coefficients of the monomials x³, x²y, xy², y³
 * and x⁴, …, y⁴: entry k is the cumulant in which y occurs k times.
 */
final class Cumulants {

  private Cumulants() {}

  /**
   * Third cumulants from raw moments.
   *
   * @param third raw third moments
   * @param m means of x and y
   * @param s raw second moments of x², xy, y²
   */
  static double[] third(double[] third, double[] m, double[] s) {
    double[] result = new double[4];
    for (int k = 0; k < 4; k++) {
      int[] index = indices(3, k);
      double value = third[k];
      for (int i = 0; i < 3; i++) {
        value -= m[index[i]] * s[index[(i + 1) % 3] + index[(i + 2) % 3]];
      }
      result[k] = value + 2 * m[index[0]] * m[index[1]] * m[index[2]];
    }
    return result;
  }

  /** Raw third moments from cumulants. */
  static double[] rawThird(double[] cumulants, double[] m, double[] s) {
    double[] zero = third(new double[4], m, s);
    double[] result = new double[4];
    for (int k = 0; k < 4; k++) {
      result[k] = cumulants[k] - zero[k];
    }
    return result;
  }

  /** Fourth cumulants from raw moments. */
  static double[] fourth(double[] fourth, double[] third, double[] m, double[] s) {
    double[] result = new double[5];
    for (int k = 0; k < 5; k++) {
      int[] index = indices(4, k);
      double value = fourth[k];
      for (int i = 0; i < 4; i++) {
        int others = index[0] + index[1] + index[2] + index[3] - index[i];
        value -= m[index[i]] * third[others];
      }
      for (int i = 1; i < 4; i++) {
        int j = i == 1 ? 2 : 1;
        int l = 6 - i - j;
        value -= s[index[0] + index[i]] * s[index[j] + index[l]];
      }
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < i; j++) {
          int rest = index[0] + index[1] + index[2] + index[3] - index[i] - index[j];
          value += 2 * m[index[i]] * m[index[j]] * s[rest];
        }
      }
      result[k] = value - 6 * m[index[0]] * m[index[1]] * m[index[2]] * m[index[3]];
    }
    return result;
  }

  /** Raw fourth moments from cumulants. */
  static double[] rawFourth(double[] cumulants, double[] third, double[] m, double[] s) {
    double[] zero = fourth(new double[5], third, m, s);
    double[] result = new double[5];
    for (int k = 0; k < 5; k++) {
      result[k] = cumulants[k] - zero[k];
    }
    return result;
  }

  /** Cumulants, or raw moments, of ((t0, t1), (t2, t3)) (x, y). */
  static double[] transformed(double[] moments, double[] t) {
    int degree = moments.length - 1;
    double[] result = new double[degree + 1];
    for (int k = 0; k <= degree; k++) {
      // the product of degree − k first rows and k second rows, as a polynomial in y/x
      double[] product = {1};
      for (int i = 0; i < degree; i++) {
        int row = i < degree - k ? 0 : 2;
        double[] next = new double[product.length + 1];
        for (int j = 0; j < product.length; j++) {
          next[j] += product[j] * t[row];
          next[j + 1] += product[j] * t[row + 1];
        }
        product = next;
      }
      for (int j = 0; j <= degree; j++) {
        result[k] += product[j] * moments[j];
      }
    }
    return result;
  }

  private static int[] indices(int degree, int ones) {
    int[] index = new int[degree];
    for (int i = degree - ones; i < degree; i++) {
      index[i] = 1;
    }
    return index;
  }
}
