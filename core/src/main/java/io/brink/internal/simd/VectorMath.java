package io.brink.internal.simd;

/**
 * Elementary functions and sums over arrays.
 *
 * <p>Every method handles the points {@code x[0..n)}; an output array may be the input array
 * itself, but not another output. Where outputs are marked as optional, null skips them.
 *
 * <p>Accuracy of every provider: relative error at most 4 units in the last place (8.9·10⁻¹⁶) of
 * each result above 10⁻³⁰⁰, also in the tails and next to the zeros of odd functions; a result
 * below 10⁻³⁰⁰ has an absolute error below 10⁻³⁰⁰. Providers agree with each other to that
 * accuracy, not to the bit.
 */
public interface VectorMath {

  /** The provider chosen when this class was loaded: SIMD where the JVM offers it, else scalar. */
  static VectorMath preferred() {
    return PreferredMath.INSTANCE;
  }

  /** eˣ. */
  void exp(int n, double[] x, double[] exp);

  /** e^t − 1 and e^t for t = min(x, 0), each optional: the negative side of the ELU family. */
  void decay(int n, double[] x, double[] expm1, double[] exp);

  /** tanh x and 1/cosh² x, each optional. */
  void tanh(int n, double[] x, double[] tanh, double[] sechSquared);

  /** s = 1/(1 + e^{−x}), s′ and s″, each optional. */
  void sigmoid(int n, double[] x, double[] sigmoid, double[] derivative, double[] second);

  /** ln(1 + eˣ). */
  void softplus(int n, double[] x, double[] softplus);

  /** erf x and e^{−x²}, each optional. */
  void erf(int n, double[] x, double[] erf, double[] gaussian);

  /** Φ(x) and the density n(x) of the standard normal distribution, each optional. */
  void normal(int n, double[] x, double[] cdf, double[] density);

  /** sin x and cos x, radians, each optional. */
  void sinCos(int n, double[] x, double[] sin, double[] cos);

  /** Σ a[i]·b[i] over i &lt; n; the order of summation is the provider's. */
  double dot(int n, double[] a, double[] b);

  /** Σ a[aFrom + i]·b[bFrom + i] over i &lt; n; the order of summation is the provider's. */
  double dot(int n, double[] a, int aFrom, double[] b, int bFrom);

  /** Σ w[i]·a[i]·b[i] over i &lt; n; the order of summation is the provider's. */
  double dot(int n, double[] w, double[] a, double[] b);

  /**
   * Sums over the points {@code from} to {@code from + n} of a discrete measure, for w = wRe + i
   * wIm beside all of them: Σ p/(w − t), Σ pt/(w − t) and Σ pt/(w − t)², real and imaginary parts
   * of each added to {@code sums[0..6)} in this order. Accuracy: 10⁻¹⁵ of the sum of the sizes of
   * the terms; the order of summation is the provider's, and always the same.
   */
  void resolvent(int n, double[] t, double[] p, int from, double wRe, double wIm, double[] sums);

  /** Number of generators that run side by side, and a quarter of the longs of their state. */
  int RANDOM_LANES = 8;

  /**
   * Independent standard normal numbers, the same bits from every provider.
   *
   * @param state 4·{@link #RANDOM_LANES} longs, not all 0 in a lane; advanced by n rounded up to a
   *     multiple of 2·{@code RANDOM_LANES}
   * @param out receives the numbers, |z| ≤ 8.6, at {@code from} and after
   * @param n how many
   */
  void normals(long[] state, double[] out, int from, int n);

  /**
   * Independent uniform numbers in (0, 1), odd multiples of 2⁻⁵³, the same bits from every
   * provider; as {@link #normals}, but the state advances by n rounded up to a multiple of {@code
   * RANDOM_LANES}.
   */
  void uniforms(long[] state, double[] out, int from, int n);
}
