package io.brink.internal.simd;

/**
 * Random numbers, one lane after the other; the scalar twin of {@link SimdNormals}, equal to the
 * bit.
 */
final class ScalarNormals {
  // The tables of both: a class that knows the vector module cannot be loaded without it.

  /** artanh(s)/s in s². */
  static final double[] ARTANH = {
    1.0,
    0.33333333333333826,
    0.1999999999965117,
    0.1428571438032084,
    0.11111098528363018,
    0.09091815840114945,
    0.07656264074174579,
    0.07404855180406243
  };

  /** sin(πt)/t in t². */
  static final double[] SINE = {
    3.141592653589793,
    -5.167712780049969,
    2.5501640398773007,
    -0.5992645293189447,
    0.0821458865731029,
    -0.007370430505916944,
    0.0004662998161898394,
    -2.1903497074626018e-05,
    7.697826768224191e-07
  };

  /** cos(πt) in t². */
  static final double[] COSINE = {
    1.0,
    -4.934802200544679,
    4.058712126416768,
    -1.3352627688545549,
    0.235330630357995,
    -0.025806891376592964,
    0.0019295741872812349,
    -0.00010463741681752138,
    4.300724172734847e-06,
    -1.34352129509532e-07
  };

  private static final int LANES = VectorMath.RANDOM_LANES;

  private ScalarNormals() {}

  static void normals(long[] state, double[] out, int from, int n) {
    int blocks = n / (2 * LANES);
    int rest = n - 2 * LANES * blocks;
    double[] last = new double[2 * LANES];
    for (int lane = 0; lane < LANES; lane++) {
      for (int block = 0; block < blocks; block++) {
        pair(state, lane, out, from + 2 * LANES * block + lane);
      }
      if (rest > 0) {
        pair(state, lane, last, lane);
      }
    }
    System.arraycopy(last, 0, out, from + n - rest, rest);
  }

  static void uniforms(long[] state, double[] out, int from, int n) {
    int blocks = n / LANES;
    int rest = n - LANES * blocks;
    double[] last = new double[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      for (int block = 0; block < blocks; block++) {
        out[from + LANES * block + lane] = uniform(next(state, lane));
      }
      if (rest > 0) {
        last[lane] = uniform(next(state, lane));
      }
    }
    System.arraycopy(last, 0, out, from + n - rest, rest);
  }

  private static void pair(long[] state, int lane, double[] out, int at) {
    double radius = Math.sqrt(twiceExponential(uniform(next(state, lane))));
    long word = next(state, lane);
    double t = Double.longBitsToDouble(word >>> 12 | 0x3ff0000000000000L) - 1.5;
    double square = t * t;
    double sine = polynomial(SINE, square);
    double cosine = polynomial(COSINE, square);
    double c = cosine * radius;
    out[at] = Double.longBitsToDouble(Double.doubleToRawLongBits(c) ^ word << 63);
    out[at + LANES] = sine * t * radius;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = Math.fma(sum, x, coefficients[i]);
    }
    return sum;
  }

  private static double twiceExponential(double u) {
    long bits = Double.doubleToRawLongBits(u);
    long raised = (bits + SimdNormals.ABOVE_ROOT_HALF) >>> 52;
    double k =
        Double.longBitsToDouble(raised | SimdNormals.TWO_52) - SimdNormals.TWO_52_AND_EXPONENT;
    double m = Double.longBitsToDouble(bits - (raised << 52) + SimdNormals.ONE_EXPONENT);
    double s = (m - 1) / (m + 1);
    return Math.fma(k, SimdNormals.MINUS_TWO_LN_2, -4 * s * polynomial(ARTANH, s * s));
  }

  static double uniform(long word) {
    return Double.longBitsToDouble(word >>> 12 | 0x3ff0000000000000L) - SimdNormals.JUST_BELOW_ONE;
  }

  private static long next(long[] state, int lane) {
    long s0 = state[lane];
    long s1 = state[LANES + lane];
    long s2 = state[2 * LANES + lane];
    long s3 = state[3 * LANES + lane];
    long word = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    state[LANES + lane] = s1 ^ s2;
    state[lane] = s0 ^ s3;
    state[2 * LANES + lane] = s2 ^ t;
    state[3 * LANES + lane] = Long.rotateLeft(s3, 45);
    return word;
  }
}
