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

  private static final double PRECISE = 3e-3;

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
    /** Not an edge: what lies beyond is negligible. */
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

  /**
   * Whether the expansion keeps five digits at that distance: κ is still close to its value at the
   * edge. Where a point mass is about to form, that is tiny.
   */
  boolean isPrecise(double distance) {
    return 2 * distance <= Math.abs(curvature) * PRECISE * PRECISE * kappa * kappa;
  }

  /**
   * The expansion κ = κ_edge + r o² ± i g o in o² = 2|u − u_edge|/|R″|, with r = 0 and g = 1 to
   * first order, through a solution next to the edge.
   */
  Expansion through(BoundaryPoint point) {
    double square = 2 * Math.abs(point.target().re() - logSquare) / Math.abs(curvature);
    Complex found = point.kappa();
    boolean near = square < kappa * kappa;
    return near
        ? new Expansion(
            kappa, curvature, (found.re() - kappa) / square, found.im() / Math.sqrt(square))
        : new Expansion(kappa, curvature, 0, 1);
  }

  /** The law next to an edge, see {@link #through}. */
  record Expansion(double kappa, double curvature, double real, double imaginary) {
    private static final int PANELS = 64;

    /** The density at a distance in u. */
    double density(double distance) {
      return density(2 * distance / Math.abs(curvature), 1);
    }

    private double density(double square, double factor) {
      double im = imaginary * Math.sqrt(square);
      double re = kappa + real * square;
      return factor * im / (Math.PI * (re * re + im * im));
    }

    /** The mass between the edge and a place at a distance, by Simpson's rule in o^½. */
    double mass(double distance) {
      double farthest = Math.sqrt(2 * distance / Math.abs(curvature));
      double sum = 0;
      for (int i = 1; i <= PANELS; i++) {
        double s = i / (double) PANELS;
        double o = farthest * s * s;
        // du = |R″| o do, do = 2 · farthest · s ds
        double value = density(o * o, Math.abs(curvature) * o * 2 * farthest * s);
        sum += value * (i == PANELS ? 1 : i % 2 == 0 ? 2 : 4);
      }
      return sum / (3 * PANELS);
    }
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
