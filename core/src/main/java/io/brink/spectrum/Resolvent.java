package io.brink.spectrum;

import io.brink.internal.simd.VectorMath;
import java.util.Arrays;

/**
 * What {@link SlopeLaw} finds at a w: M = E t/(w − t), w M′, and P(t &gt; 0) + M = E w/(w − t) over
 * t &gt; 0, which is small next to w = 0.
 */
final class Resolvent {
  private static final VectorMath MATH = VectorMath.preferred();

  private final double[] sums = new double[6];
  private double sRe;
  private double sIm;
  private double mRe;
  private double mIm;
  private double dRe;
  private double dIm;

  /** P(t &gt; 0) + M. */
  Complex supportPlusM() {
    return new Complex(sRe, sIm);
  }

  /** M. */
  Complex m() {
    return new Complex(mRe, mIm);
  }

  /** w M′. */
  Complex scaledDerivative() {
    return new Complex(dRe, dIm);
  }

  void clear() {
    sRe = 0;
    sIm = 0;
    mRe = 0;
    mIm = 0;
    dRe = 0;
    dIm = 0;
  }

  /**
   * Adds nodes.
   *
   * @param wRe the real part of w over a scale
   * @param wIm its imaginary part
   * @param t their values, over that scale
   * @param p their probabilities
   * @param from the first
   * @param to the one behind the last
   */
  void add(double wRe, double wIm, double[] t, double[] p, int from, int to) {
    Arrays.fill(sums, 0);
    MATH.resolvent(to - from, t, p, from, wRe, wIm, sums);
    sRe += wRe * sums[0] - wIm * sums[1];
    sIm += wRe * sums[1] + wIm * sums[0];
    mRe += sums[2];
    mIm += sums[3];
    dRe -= wRe * sums[4] - wIm * sums[5];
    dIm -= wRe * sums[5] + wIm * sums[4];
  }

  /** Adds nodes of a total probability with t that is nothing beside w. */
  void addFarBelow(double probability) {
    sRe += probability;
  }

  /** Adds nodes of a total probability beside whose t w is nothing. */
  void addFarAbove(double probability) {
    mRe -= probability;
  }

  /**
   * Adds nodes with t below |w|, t/(w − t) = Σ (t/w)ᵏ.
   *
   * @param moments Σ p tᵏ over a scale to the same power, from k = 1 on
   * @param re of that scale over w
   * @param im of that scale over w
   */
  void addFarBelow(double probability, double[] moments, double re, double im) {
    double[] sums = series(moments, re, im);
    sRe += probability + sums[0];
    sIm += sums[1];
    mRe += sums[0];
    mIm += sums[1];
    dRe -= sums[2];
    dIm -= sums[3];
  }

  /**
   * Adds nodes with t above |w|, t/(w − t) = −1 − Σ (w/t)ᵏ.
   *
   * @param moments Σ p t⁻ᵏ times a scale to the same power, from k = 1 on
   * @param re of w over that scale
   * @param im of w over that scale
   */
  void addFarAbove(double probability, double[] moments, double re, double im) {
    double[] sums = series(moments, re, im);
    sRe -= sums[0];
    sIm -= sums[1];
    mRe -= probability + sums[0];
    mIm -= sums[1];
    dRe -= sums[2];
    dIm -= sums[3];
  }

  /** Σ a_k xᵏ and Σ k a_k xᵏ. */
  private double[] series(double[] moments, double re, double im) {
    double powerRe = 1;
    double powerIm = 0;
    double valueRe = 0;
    double valueIm = 0;
    double slopeRe = 0;
    double slopeIm = 0;
    for (int k = 0; k < moments.length; k++) {
      double next = powerRe * re - powerIm * im;
      powerIm = powerRe * im + powerIm * re;
      powerRe = next;
      double partRe = moments[k] * powerRe;
      double partIm = moments[k] * powerIm;
      valueRe += partRe;
      valueIm += partIm;
      slopeRe += (k + 1) * partRe;
      slopeIm += (k + 1) * partIm;
    }
    sums[0] = valueRe;
    sums[1] = valueIm;
    sums[2] = slopeRe;
    sums[3] = slopeIm;
    return sums;
  }

  /** Adds a point mass. */
  void add(double wRe, double wIm, double t, double p) {
    double re = wRe - t;
    double factor = 1 / (re * re + wIm * wIm);
    double inverseRe = re * factor;
    double inverseIm = -wIm * factor;
    // w/(w − t) = 1 + t/(w − t)
    double ratioRe = wRe * inverseRe - wIm * inverseIm;
    double ratioIm = wRe * inverseIm + wIm * inverseRe;
    double pt = p * t;
    sRe += p * ratioRe;
    sIm += p * ratioIm;
    mRe += pt * inverseRe;
    mIm += pt * inverseIm;
    dRe -= pt * (ratioRe * inverseRe - ratioIm * inverseIm);
    dIm -= pt * (ratioRe * inverseIm + ratioIm * inverseRe);
  }
}
