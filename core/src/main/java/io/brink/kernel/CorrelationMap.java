package io.brink.kernel;

/**
 * The compiled correlation map c ↦ C(c) = W(q,q,c)/V(q) of one activation at one preactivation variance q:
 * a piecewise polynomial in θ = arccos c, accurate to {@link #errorBound}.
 */
public interface CorrelationMap {

  /** q, the preactivation variance for which the map holds. */
  double preactivationVariance();

  /** V(q), the mean square of the activation's output. */
  double outputVariance();

  /** C(cos θ). */
  double value(double angle);

  /** 1 − C(cos θ), relative accuracy down to 1 − c = 10⁻³⁰⁰. */
  double gap(double angle);

  /** dC/dc at c = cos θ; +∞ at θ = 0 where φ jumps. */
  double slope(double angle);

  /** d²C/dc² at c = cos θ; +∞ at θ = 0 where φ or φ′ jumps. */
  double curvature(double angle);

  /** {@link #value} over arrays: {@code out[i] = C(cos angles[i])} for i &lt; n. */
  void values(int n, double[] angles, double[] out);

  /** {@link #gap} over arrays. */
  void gaps(int n, double[] angles, double[] out);

  /** Bound of the relative error of {@link #gap} and the absolute error of {@link #value}. */
  double errorBound();
}
