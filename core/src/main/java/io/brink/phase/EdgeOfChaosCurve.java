package io.brink.phase;

import io.brink.activation.Activation;
import io.brink.shaping.CriticalLine;
import java.util.List;

/**
 * The whole edge of chaos of an activation in the plane of variances: where χ₁ = 1 (LIN section 2;
 * Schoenholz et al. 2017).
 *
 * <p>Its points are given by the fixed preactivation variance q*: σ_w² = 1/E φ′², σ_b² = q* − σ_w²
 * V(q*), wherever that is at least 0. As Σ(k−1)a_k² over the Hermite coefficients of φ(√q* z), k ≥
 * 0, has the sign of σ_b², an activation with a mean may have no critical point at some q*.
 */
public sealed interface EdgeOfChaosCurve {

  /** The tolerance that plots need: one part in a thousand. */
  double PLOT_TOLERANCE = 1e-3;

  /** The activation. */
  Activation activation();

  /**
   * Traces the curve.
   *
   * <p>q* runs from 10⁻⁶ to 10⁴; between points the logarithm of q* is bisected until the curve
   * stays within the tolerance of the straight line between them. An end on the axis σ_b² = 0 is
   * located to 14 digits of q*.
   *
   * @param tolerance largest distance of the curve from the polygon through the points, relative to
   *     each variance (for bias variances below 10⁻⁹ q*, to 10⁻⁹ q*); from 10⁻⁶ to 1
   */
  static EdgeOfChaosCurve trace(Activation activation, double tolerance) {
    if (!(tolerance >= 1e-6 && tolerance <= 1)) {
      throw new IllegalArgumentException(
          "the tolerance of a traced curve lies in [1e-6, 1], got " + tolerance);
    }
    return new CurveTracer(activation, tolerance).trace();
  }

  /** {@link #trace(Activation, double)} to {@link #PLOT_TOLERANCE}. */
  static EdgeOfChaosCurve trace(Activation activation) {
    return trace(activation, PLOT_TOLERANCE);
  }

  /**
   * One or more arcs.
   *
   * @param activation the activation
   * @param tolerance the tolerance of the trace
   * @param arcs by increasing q*, at least one
   */
  record Arcs(Activation activation, double tolerance, List<Arc> arcs) implements EdgeOfChaosCurve {
    /** Copies the list. */
    public Arcs {
      arcs = List.copyOf(arcs);
    }
  }

  /**
   * The single point (σ_w², 0), at which every length is fixed: a homogeneous activation of degree
   * 1.
   *
   * @param activation the activation
   * @param weightVariance σ_w²
   */
  record SinglePoint(Activation activation, double weightVariance) implements EdgeOfChaosCurve {}

  /**
   * There is no critical point for any q* from 10⁻⁶ to 10⁴.
   *
   * @param activation the activation
   * @param reason why, in one clause
   */
  record Absent(Activation activation, String reason) implements EdgeOfChaosCurve {}

  /**
   * A connected piece.
   *
   * @param points by increasing q*, at least one
   * @param start before the first point
   * @param end after the last point
   */
  record Arc(List<CriticalLine.Point> points, End start, End end) {
    /** Copies the list. */
    public Arc {
      points = List.copyOf(points);
    }
  }

  /** Why an arc begins or ends. */
  sealed interface End {

    /**
     * q* → 0, where σ_b² → 0. The first point is at q* = 10⁻⁶.
     *
     * @param weightVariance the limit of σ_w²: 1/φ′(0)², 0 or +∞ where φ′ is infinite or 0 at 0
     */
    record VanishingLength(double weightVariance) implements End {}

    /** σ_b² is 0 at this q* &gt; 0, and would be negative beyond. */
    record NoBias() implements End {}

    /** The curve goes on: only the traced range of q* ends here, or that of a double. */
    record Range() implements End {}
  }
}
