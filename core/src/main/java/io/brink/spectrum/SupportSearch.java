package io.brink.spectrum;

import io.brink.spectrum.RealBranch.Point;
import io.brink.spectrum.SpectralEquation.Group;
import io.brink.spectrum.SpectralEquation.Term;
import io.brink.spectrum.SupportEdge.Kind;

/**
 * Finds the two outer edges of the support.
 *
 * <p>On the real axis outside of the support κ grows with z. So the complement of the support is
 * the image of the κ with R′(κ) &gt; 0 (Silverstein and Choi 1995, for one factor): coming from z =
 * ∞, κ = ∞, the support begins where R′ first changes sign, and likewise from z = 0.
 */
final class SupportSearch {

  private static final double STEP = 0.75;
  private static final int STEPS = 20_000;
  private static final double SMALLEST = 1e-9;
  private static final double NEAR_POLE = 1e-2;

  private SupportSearch() {}

  /** The upper edge of the continuous part; of unbounded slopes, that of their cut-off laws. */
  static SupportEdge top(SpectralEquation equation) throws UnsolvedException {
    RealBranch branch = RealBranch.above(equation);
    double kappa = 16;
    Point point = branch.at(kappa);
    for (int i = 0; i < 500 && (point == null || !(point.slope() > 0)); i++) {
      kappa *= 4;
      point = branch.at(kappa);
    }
    for (int i = 0; i < STEPS; i++) {
      // from κ = +∞ down; without Gaussian weights κ may pass 0, where m has the pole of an atom
      double next = kappa > SMALLEST ? kappa * STEP : kappa > 0 ? -SMALLEST : kappa / STEP;
      // −1/ρ_k, where z has a zero or a pole, is not stepped over
      double first = -1 / largestRatio(equation);
      if (next <= first) {
        next = 0.5 * (kappa + first);
      }
      Point at = branch.at(next);
      if (at == null) {
        return end(branch, next, kappa);
      }
      if (at.slope() < 0) {
        return root(branch, at, point);
      }
      kappa = next;
      point = at;
    }
    throw new UnsolvedException("the upper edge of the support was not found");
  }

  /**
   * Whether the support reaches down to 0 below the edge that {@link #bottom} finds, with a mass
   * far below rounding: tanh′ has no smallest value, but hardly ever is tiny.
   */
  static boolean reachesZero(SpectralEquation equation) {
    return equation.groups().stream()
        .anyMatch(group -> equation.isRank(group.rank()) && group.law().vanishesFarOut());
  }

  /** Whether the support has no upper end; {@link #top} finds that of slopes cut off far out. */
  static boolean reachesInfinity(SpectralEquation equation) {
    return equation.groups().stream().anyMatch(group -> group.law().growth().any());
  }

  /**
   * The lower edge of the continuous part; where slopes get arbitrarily small, that of slopes cut
   * off at |z| = 8.6.
   */
  static SupportEdge bottom(SpectralEquation equation) throws UnsolvedException {
    if (equation.orderAtZero() != 1) {
      return SupportEdge.zero();
    }
    for (Group group : equation.groups()) {
      boolean narrowest = equation.isRank(group.rank());
      if (narrowest && !(group.law().infimum() > 1e-140)) {
        return SupportEdge.zero();
      }
    }
    RealBranch branch = RealBranch.below(equation);
    double start = -1 / equation.rank();
    double singular = nextSingular(equation);
    double distance = 1e-9 * -start;
    Point point = branch.at(start + distance);
    if (point == null || !(point.slope() > 0)) {
      return SupportEdge.zero();
    }
    for (int i = 0; i < STEPS; i++) {
      double next = distance / STEP;
      if (start + next >= singular) {
        next = 0.5 * (distance + (singular - start));
      }
      Point at = branch.at(start + next);
      if (at == null) {
        return end(branch, start + next, start + distance);
      }
      if (at.slope() < 0) {
        return root(branch, point, at);
      }
      distance = next;
      point = at;
    }
    throw new UnsolvedException("the lower edge of the support was not found");
  }

  private static double largestRatio(SpectralEquation equation) {
    double largest = equation.rank();
    for (Term term : equation.terms()) {
      largest = Math.max(largest, term.ratio());
    }
    for (Group group : equation.groups()) {
      largest = Math.max(largest, group.rank());
    }
    return largest;
  }

  /** The first κ above −1/rank at which z has a zero or a pole; 0 if there is none below 0. */
  private static double nextSingular(SpectralEquation equation) {
    double smallest = Double.POSITIVE_INFINITY;
    for (Term term : equation.terms()) {
      if (!equation.isRank(term.ratio())) {
        smallest = Math.min(smallest, term.ratio());
      }
    }
    for (Group group : equation.groups()) {
      if (!equation.isRank(group.rank())) {
        smallest = Math.min(smallest, group.rank());
      }
    }
    if (smallest < Double.POSITIVE_INFINITY) {
      return -1 / smallest;
    }
    return equation.gaussians() > 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  /** The zero of R′ between two points with different signs. */
  private static SupportEdge root(RealBranch branch, Point one, Point other) {
    double a = one.kappa();
    double fa = one.slope();
    double b = other.kappa();
    double fb = other.slope();
    Point best = one;
    int side = 0;
    for (int i = 0; i < 100; i++) {
      double c = (fb * a - fa * b) / (fb - fa);
      if (i > 40 || !(c > Math.min(a, b) && c < Math.max(a, b))) {
        c = 0.5 * (a + b);
      }
      Point at = branch.at(c);
      if (at == null) {
        break;
      }
      double f = at.slope();
      best = at;
      if (f == 0 || Math.abs(b - a) <= 4e-16 * Math.abs(c)) {
        break;
      }
      boolean settled;
      if ((f > 0) == (fa > 0)) {
        settled = Math.abs(c - a) <= 1e-15 * Math.abs(c);
        a = c;
        fa = f;
        if (side == 1) {
          fb *= 0.5;
        }
        side = 1;
      } else {
        settled = Math.abs(c - b) <= 1e-15 * Math.abs(c);
        b = c;
        fb = f;
        if (side == -1) {
          fa *= 0.5;
        }
        side = -1;
      }
      if (settled) {
        break;
      }
    }
    double h = 1e-4 * Math.max(1e-3, Math.min(Math.abs(best.kappa()), Math.abs(best.depth())));
    Point left = branch.at(best.kappa() - h);
    Point right = branch.at(best.kappa() + h);
    double curvature =
        left == null || right == null ? Double.NaN : (right.slope() - left.slope()) / (2 * h);
    if (!(Math.abs(curvature) > 0)) {
      return new SupportEdge(best.value(), Kind.LAW_END, Double.NaN, Double.NaN);
    }
    boolean pole = Math.abs(best.kappa()) < NEAR_POLE;
    return new SupportEdge(
        best.value(), pole ? Kind.INVERSE_ROOT : Kind.SQUARE_ROOT, best.kappa(), curvature);
  }

  /** The edge at which a w_g meets the support of its law, with R′ of one sign up to there. */
  private static SupportEdge end(RealBranch branch, double outside, double inside) {
    double out = outside;
    double in = inside;
    Point last = branch.at(in);
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (out + in);
      Point at = branch.at(middle);
      if (at == null) {
        out = middle;
      } else if (at.slope() < 0) {
        return root(branch, last, at);
      } else {
        in = middle;
        last = at;
        if (at.slope() * Math.abs(out - in) <= 1e-16 * Math.max(1, Math.abs(at.value()))) {
          break;
        }
      }
    }
    return new SupportEdge(last.value(), Kind.LAW_END, Double.NaN, Double.NaN);
  }
}
