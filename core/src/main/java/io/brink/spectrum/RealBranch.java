package io.brink.spectrum;

import io.brink.spectrum.SlopeLaw.Resolvent;
import io.brink.spectrum.SpectralEquation.Group;
import io.brink.spectrum.SpectralEquation.Term;
import java.util.Arrays;
import java.util.List;

/**
 * The spectral equation on the real axis outside of the support, where κ and every w_g are real:
 * R(κ) = ln |z| and R′(κ). Above the support every w_g is above the support of its law, below it (z
 * negative, or positive and below all singular values) below that of its law.
 */
final class RealBranch {

  private static final int ITERATIONS = 200;

  /**
   * A point of the branch.
   *
   * @param kappa κ
   * @param depth −1/ρ − κ, without cancellation where the point was made from it
   * @param w w_g of each group
   * @param value R = ln |z|
   * @param slope dR/dκ
   */
  record Point(double kappa, double depth, double[] w, double value, double slope) {}

  private final SpectralEquation equation;
  private final List<Group> groups;
  private final boolean above;
  private final Resolvent resolvent = new Resolvent();
  private final double[] guess;

  private RealBranch(SpectralEquation equation, boolean above) {
    this.equation = equation;
    this.above = above;
    groups = equation.groups();
    guess = new double[groups.size()];
    Arrays.fill(guess, Double.NaN);
  }

  /** The branch of large z. */
  static RealBranch above(SpectralEquation equation) {
    return new RealBranch(equation, true);
  }

  /** The branch of negative z, and of positive z below the support. */
  static RealBranch below(SpectralEquation equation) {
    return new RealBranch(equation, false);
  }

  /** R and R′ at κ; null where a w_g would lie in the support of its law. */
  Point at(double kappa) {
    return at(kappa, -1 / equation.rank() - kappa);
  }

  private Point at(double kappa, double depth) {
    double value = equation.constant();
    double slope = 0;
    if (equation.gaussians() != 0) {
      value -= equation.gaussians() * Math.log(Math.abs(kappa));
      slope -= equation.gaussians() / kappa;
    }
    for (Term term : equation.terms()) {
      double linear = (equation.rank() - term.ratio()) / equation.rank() - term.ratio() * depth;
      value += term.count() * Math.log(Math.abs(linear));
      slope += term.count() * term.ratio() / linear;
    }
    double[] w = new double[groups.size()];
    for (int g = 0; g < w.length; g++) {
      Group group = groups.get(g);
      w[g] = inverse(group.law(), group.ratio() * kappa, guess[g]);
      if (Double.isNaN(w[g])) {
        return null;
      }
      guess[g] = w[g];
      value += group.count() * Math.log(Math.abs(w[g]));
      double m = resolvent.m().re();
      slope -= group.count() * group.ratio() * (m / w[g]) * (m / resolvent.derivative().re());
    }
    return new Point(kappa, depth, w, value, slope);
  }

  /**
   * w with 1/M(w) = target; 1/M increases with w, so Newton's iteration is kept in a bracket of v =
   * ln |w − end of the domain|.
   */
  private double inverse(SlopeLaw law, double target, double start) {
    double end = above ? law.topDomain() : law.bottomDomain();
    double sign = above ? 1 : -1;
    double scale = Math.max(law.supremum(), Double.MIN_NORMAL);
    // relative to where rounding hides the difference from the end
    double low = Math.log(scale) - (Math.abs(end) > 1e-12 * scale ? 34 : 650);
    double nearest = low + 1;
    double high = Math.log(scale) + 1;
    double v =
        Double.isNaN(start) || !((start - end) * sign > 0)
            ? Math.log(scale)
            : Math.log((start - end) * sign);
    boolean highKnown = false;
    for (int i = 0; i < ITERATIONS; i++) {
      v = highKnown ? Math.clamp(v, low, high) : Math.max(v, low);
      double distance = Math.exp(v);
      double w = end + sign * distance;
      law.evaluate(w, 0, resolvent);
      double m = resolvent.m().re();
      double excess = sign * (1 / m - target);
      if (excess > 0) {
        high = v;
        highKnown = true;
      } else {
        low = v;
      }
      // d(1/M)/dw = −M′/M²
      double derivative = -resolvent.derivative().re() / m / m * distance;
      double next = v - excess / derivative;
      boolean settled = Math.abs(next - v) <= 2e-15 * Math.max(1, Math.abs(v));
      if (settled || (highKnown && high - low <= 1e-15 * Math.max(1, Math.abs(v)))) {
        boolean atEnd = v <= nearest;
        return atEnd ? Double.NaN : w;
      }
      if (!highKnown) {
        v = next > v && next < v + 20 ? next : v + (excess > 0 ? -1 : 1) * 2;
      } else {
        v = next > low && next < high ? next : 0.5 * (low + high);
      }
    }
    return end + sign * Math.exp(v);
  }

  /** The point of the branch below with z = −e^u. */
  Point negative(double u) {
    double start = -1 / equation.rank();
    double s = 0;
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    Point best = null;
    for (int i = 0; i < ITERATIONS; i++) {
      double distance = Math.exp(s);
      best = at(start - distance, distance);
      double excess = best.value() - u;
      if (excess > 0) {
        high = s;
      } else {
        low = s;
      }
      // R grows with the distance
      double derivative = -best.slope() * distance;
      double next = s - excess / derivative;
      if (Math.abs(next - s) <= 1e-9 * Math.max(1, Math.abs(s))) {
        break;
      }
      boolean bracketed = next > low && next < high;
      double bounded = Math.clamp(next, s - 20, s + 20);
      s =
          bracketed || Double.isInfinite(low) || Double.isInfinite(high)
              ? bounded
              : 0.5 * (low + high);
    }
    return best;
  }
}
