package io.brink.spectrum;

/**
 * Where sampling of a support without an upper end is cut: where what is above contributes next to
 * nothing to the moments that are finite, or where rounding hides the density, whatever is lower.
 */
final class TailCut {

  /** What λ² times the density of u may be of E λ², or λ times it of E λ. */
  private static final double NEGLIGIBLE = 1e-11;

  private static final double RELIABLE = 1e-3;
  private static final double STEP = 0.5;
  private static final double[] FIRST = {0, -0.5, 0.5, -1, -2, 1, -4, -8, -16, -32, -64, -128};
  private static final double PRECISE = 1e-10;

  private TailCut() {}

  /**
   * The place of the cut.
   *
   * @param top the edge of the law with slopes cut off
   */
  static SupportEdge above(BoundarySolver solver, SpectralMoments moments, SupportEdge top)
      throws UnsolvedException {
    BoundaryPoint inside = start(solver, moments, top);
    double step = STEP;
    // the density may fall all of a sudden, where the cut-off law of Gaussian weights had its edge
    while (step > PRECISE * Math.max(1, Math.abs(inside.target().re()))) {
      double u = inside.target().re() + step;
      BoundaryPoint found = u < top.logSquare() ? solver.follow(inside, Complex.real(u)) : null;
      if (found == null || isBeyond(found, moments)) {
        step *= 0.5;
      } else {
        inside = found;
      }
    }
    return SupportEdge.tail(inside.target().re());
  }

  private static BoundaryPoint start(
      BoundarySolver solver, SpectralMoments moments, SupportEdge top) throws UnsolvedException {
    double middle = moments.hasMean() ? Math.min(moments.logMean(), top.logSquare()) : 0;
    for (double from : FIRST) {
      BoundaryPoint found = solver.rotate(middle + from);
      if (found != null && isReliable(found)) {
        return found;
      }
    }
    throw UnsolvedException.at(middle);
  }

  private static boolean isReliable(BoundaryPoint found) {
    return found.densityError() <= RELIABLE * found.density();
  }

  private static boolean isBeyond(BoundaryPoint found, SpectralMoments moments) {
    if (!isReliable(found)) {
      return true;
    }
    if (!moments.hasMean()) {
      return found.density() < NEGLIGIBLE;
    }
    double above = found.target().re() - moments.logMean();
    double part = found.density() * Math.exp(above);
    if (moments.hasVariance()) {
      part = Math.max(part, part * Math.exp(above) / (1 + moments.relativeVariance()));
    }
    return above > 0 && part < NEGLIGIBLE;
  }
}
