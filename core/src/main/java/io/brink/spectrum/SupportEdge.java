package io.brink.spectrum;

/**
 * An end of an interval of the support.
 *
 * @param logSquare u = ln s² at the edge; −∞ where the support reaches 0
 * @param kind how the density ends
 * @param kappa κ at the edge, NaN where it has no single value
 * @param curvature d²u/dκ² at a square-root edge
 */
record SupportEdge(double logSquare, Kind kind, double kappa, double curvature) {

  /** How the density ends. */
  enum Kind {
    /** Like a square root: R′(κ) = 0. */
    SQUARE_ROOT,
    /** The same with κ near 0, where m = 1/κ has its pole: like an inverse square root. */
    INVERSE_ROOT,
    /** Where the support of the slopes of one layer ends. */
    LAW_END,
    /** At 0. */
    ZERO,
    /** Found by bisection, beside a gap. */
    GAP,
    /** Not an edge: what lies below is negligible. */
    TAIL,
    /** A peak within the support, at which integration is cut. */
    PEAK,
    /** A place within the support at which integration is cut. */
    CUT
  }

  /** Whether κ − κ_edge is a square root of u − u_edge there. */
  boolean hasExpansion() {
    return kind == Kind.SQUARE_ROOT || kind == Kind.INVERSE_ROOT;
  }

  /** The density at that distance in u, to first order: u − u_edge = ½ R″ (κ − κ_edge)². */
  double density(double distance) {
    double offset = Math.sqrt(2 * distance / Math.abs(curvature));
    double size = Math.hypot(kappa, offset);
    return offset / (Math.PI * size * size);
  }

  /** The mass between the edge and a place at that distance with that density. */
  double mass(double density, double distance) {
    return density * distance * (kind == Kind.INVERSE_ROOT ? 2 : 2.0 / 3);
  }

  static SupportEdge peak(double logSquare) {
    return new SupportEdge(logSquare, Kind.PEAK, Double.NaN, Double.NaN);
  }

  static SupportEdge cut(double logSquare) {
    return new SupportEdge(logSquare, Kind.CUT, Double.NaN, Double.NaN);
  }

  static SupportEdge tail(double logSquare) {
    return new SupportEdge(logSquare, Kind.TAIL, Double.NaN, Double.NaN);
  }

  static SupportEdge gap(double logSquare) {
    return new SupportEdge(logSquare, Kind.GAP, Double.NaN, Double.NaN);
  }

  static SupportEdge zero() {
    return new SupportEdge(Double.NEGATIVE_INFINITY, Kind.ZERO, Double.NaN, Double.NaN);
  }
}
