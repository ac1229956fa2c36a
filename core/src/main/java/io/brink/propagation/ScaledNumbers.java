package io.brink.propagation;

/**
 * Numbers m·2^e, each with an exponent of its own: products of 10⁵ factors neither overflow nor
 * lose digits. Infinities are kept, and no operation makes a NaN of them.
 */
final class ScaledNumbers {

  private static final double LARGE = 0x1p200;
  private static final double SMALL = 0x1p-200;
  private static final double LN2 = Math.log(2);

  private final double[] mantissa;
  private final int[] exponent;

  ScaledNumbers(int size) {
    mantissa = new double[size];
    exponent = new int[size];
  }

  /** The number at i becomes m·2^e. */
  void set(int i, double m, int e) {
    double size = Math.abs(m);
    if (size > LARGE ? size < Double.POSITIVE_INFINITY : size < SMALL && size > 0) {
      int shift = Math.getExponent(m);
      mantissa[i] = Math.scalb(m, -shift);
      exponent[i] = e + shift;
    } else {
      mantissa[i] = m;
      exponent[i] = size == 0 || size == Double.POSITIVE_INFINITY ? 0 : e;
    }
  }

  /** Adds m·2^e to the number at i. */
  void add(int i, double m, int e) {
    if (m == 0 || Double.isInfinite(mantissa[i])) {
      return;
    }
    if (mantissa[i] == 0 || Double.isInfinite(m)) {
      set(i, m, e);
    } else if (exponent[i] == e) {
      set(i, mantissa[i] + m, e);
    } else if (exponent[i] > e) {
      set(i, mantissa[i] + Math.scalb(m, e - exponent[i]), exponent[i]);
    } else {
      set(i, m + Math.scalb(mantissa[i], exponent[i] - e), e);
    }
  }

  double mantissa(int i) {
    return mantissa[i];
  }

  int exponent(int i) {
    return exponent[i];
  }

  /** ln of the number, −∞ for 0; NaN only for a negative one. */
  double log(int i) {
    return Math.log(mantissa[i]) + exponent[i] * LN2;
  }

  /** ln|·|. */
  double logMagnitude(int i) {
    return Math.log(Math.abs(mantissa[i])) + exponent[i] * LN2;
  }

  /** a_i b_j^{−½} c_k^{−½} of three arrays, 0 where b or c is infinite or a is 0. */
  static double normalised(ScaledNumbers a, ScaledNumbers b, ScaledNumbers c, int i) {
    double m = a.mantissa[i];
    if (m == 0 || Double.isInfinite(b.mantissa[i]) || Double.isInfinite(c.mantissa[i])) {
      return 0;
    }
    double ratio = m / (Math.sqrt(b.mantissa[i]) * Math.sqrt(c.mantissa[i]));
    // Both exponents may be odd: halves of 2 are put back together.
    int twice = 2 * a.exponent[i] - b.exponent[i] - c.exponent[i];
    double scaled = Math.scalb(ratio, Math.floorDiv(twice, 2));
    return (twice & 1) == 0 ? scaled : scaled * Math.sqrt(2);
  }
}
