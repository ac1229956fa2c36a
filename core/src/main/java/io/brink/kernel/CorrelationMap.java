package io.brink.kernel;

import io.brink.activation.Activation;
import java.util.Optional;

/**
 * The compiled correlation map c ↦ C(c) = W(q,q,c)/V(q) of one activation at one preactivation
 * variance q: a piecewise polynomial in the angle θ = arccos c. Immutable and thread-safe.
 */
public interface CorrelationMap {

  /**
   * The map of {@code activation} at preactivation variance q.
   *
   * @param q finite and positive, with V(q) &gt; 0
   */
  static CorrelationMap compile(Activation activation, double q) {
    return compile(Kernel.of(activation), q);
  }

  /** The map of the kernel's activation, sampled from that kernel. */
  static CorrelationMap compile(Kernel kernel, double q) {
    return MapCompiler.compile(kernel, q);
  }

  /**
   * The map of the kernel's activation, if compiling it takes no two-dimensional quadrature: some
   * milliseconds, about as much as a few evaluations of the kernel itself. That is so for closed
   * forms, and for analytic activations at small variances, or at any where φ″ falls off faster
   * than a power.
   */
  static Optional<CorrelationMap> compileIfQuick(Kernel kernel, double q) {
    return MapCompiler.compileIfQuick(kernel, q);
  }

  /** q, the preactivation variance for which the map holds. */
  double preactivationVariance();

  /** V(q), the mean square of the activation's output. */
  double outputVariance();

  /** C(cos θ). */
  default double value(double angle) {
    return 1 - gap(angle);
  }

  /** 1 − C(cos θ), relative accuracy {@link #errorBound} down to 1 − c = 10⁻³⁰⁰. */
  double gap(double angle);

  /** dC/dc at c = cos θ; +∞ at θ = 0 where φ jumps. */
  double slope(double angle);

  /** d²C/dc² at c = cos θ; +∞ at θ = 0 where φ or φ′ jumps. */
  double curvature(double angle);

  /** Gap, slope and curvature together; the record does not outlive an inlined caller. */
  default MapPoint at(double angle) {
    return new MapPoint(gap(angle), slope(angle), curvature(angle));
  }

  /** {@link #value} over arrays: {@code out[i] = C(cos angles[i])} for i &lt; n. */
  default void values(int n, double[] angles, double[] out) {
    gaps(n, angles, out);
    for (int i = 0; i < n; i++) {
      out[i] = 1 - out[i];
    }
  }

  /** {@link #gap} over arrays. */
  default void gaps(int n, double[] angles, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = gap(angles[i]);
    }
  }

  /** Bound of the relative error of {@link #gap} and the absolute error of {@link #value}. */
  double errorBound();
}
