package io.brink.finitewidth;

import static io.brink.finitewidth.MomentMatrix.A;
import static io.brink.finitewidth.MomentMatrix.AA;
import static io.brink.finitewidth.MomentMatrix.AE;
import static io.brink.finitewidth.MomentMatrix.E;
import static io.brink.finitewidth.MomentMatrix.EE;
import static io.brink.finitewidth.MomentMatrix.at;

import java.util.HashMap;
import java.util.Map;

/**
 * The fluctuations of one tensor's five moments, the means over units of (a, e, a², ae, e²).
 *
 * <p>With ŷ₁, ŷ₂ the tensor for the two inputs, each in units of its root mean square at infinite
 * width, a = (ŷ₁ + ŷ₂)/2 and e = (ŷ₁ − ŷ₂)/√(2g), g the gap 1 − c. So E e² = 1 however close the
 * inputs are, E a² = 1 − g/2 and E ae = 0.
 */
final class TensorMoments {

  final int node;

  /** Units over which the means run. */
  final double units;

  /** g at infinite width. */
  final double gap;

  /** Means of a and e at infinite width. */
  double meanA;

  double meanE;

  /** Third and fourth joint cumulants of (a, e) over units; null where they are not known. */
  double[] thirdCumulants;

  double[] fourthCumulants;

  /** Whether the tensor differs between networks at all. */
  boolean random;

  /** Whether it is one Gaussian source, perhaps scaled, normalised or masked. */
  boolean singleSource;

  /** Mean over networks of the five moments less their values at infinite width; or null. */
  double[] bias;

  /** The part of the covariance that this node has added. */
  double[] noise = MomentMatrix.zero();

  /** Covariances with the live tensors before it, and with itself. */
  private final Map<Integer, double[]> covariances = new HashMap<>();

  TensorMoments(int node, double units, double gap) {
    this.node = node;
    this.units = units;
    this.gap = gap;
  }

  /** Covariance of the five moments over networks. */
  double[] covariance() {
    double[] own = covariances.get(node);
    return own == null ? MomentMatrix.zero() : own;
  }

  void covariance(TensorMoments earlier, double[] block) {
    covariances.put(earlier.node, block);
  }

  /** Covariance with another tensor's moments; null where it is 0. */
  double[] covarianceWith(TensorMoments other) {
    if (other.node <= node) {
      return covariances.get(other.node);
    }
    double[] block = other.covariances.get(node);
    return block == null ? null : MomentMatrix.transpose(block);
  }

  void forget(int other) {
    covariances.remove(other);
  }

  /** What the covariance of the five moments of one unit would be if the tensor were Gaussian. */
  double[] wick() {
    return MomentMatrix.wick(1 - gap / 2, 0, 1);
  }

  /** The change of basis to the means of (ŷ₁, ŷ₂, ŷ₁², ŷ₁ŷ₂, ŷ₂²). */
  static double[] toInputs(double gap) {
    double half = Math.sqrt(gap / 2);
    double[] m = MomentMatrix.zero();
    m[at(0, A)] = 1;
    m[at(0, E)] = half;
    m[at(1, A)] = 1;
    m[at(1, E)] = -half;
    for (int row = 2; row < 5; row++) {
      m[at(row, AA)] = 1;
      m[at(row, EE)] = row == 3 ? -half * half : half * half;
    }
    m[at(2, AE)] = 2 * half;
    m[at(4, AE)] = -2 * half;
    return m;
  }

  /** The inverse of {@link #toInputs}, for a positive gap. */
  static double[] fromInputs(double gap) {
    double inverse = 1 / Math.sqrt(2 * gap);
    double[] m = MomentMatrix.zero();
    m[at(A, 0)] = 0.5;
    m[at(A, 1)] = 0.5;
    m[at(E, 0)] = inverse;
    m[at(E, 1)] = -inverse;
    m[at(AA, 2)] = 0.25;
    m[at(AA, 3)] = 0.5;
    m[at(AA, 4)] = 0.25;
    m[at(AE, 2)] = 0.5 * inverse;
    m[at(AE, 4)] = -0.5 * inverse;
    m[at(EE, 2)] = inverse * inverse;
    m[at(EE, 3)] = -2 * inverse * inverse;
    m[at(EE, 4)] = inverse * inverse;
    return m;
  }

  /** First-order mean of ln of the correlation's gap, and its second-order part: see the essay. */
  static double relativeGapBias(double gap, double[] bias, double[] c) {
    double first = (1 - gap / 2) * bias[EE] - bias[AA];
    double lengthWithGap = c[at(EE, AA)] + gap / 2 * c[at(EE, EE)];
    double lengths = c[at(AA, AA)] + gap * c[at(AA, EE)] + gap * gap / 4 * c[at(EE, EE)];
    return first - lengthWithGap + lengths - (1 - gap) * c[at(AE, AE)];
  }
}
