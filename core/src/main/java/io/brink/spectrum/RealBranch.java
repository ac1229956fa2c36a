package io.brink.spectrum;

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

  /** An infimum so far below the supremum is none. */
  private static final double UNBOUNDED = 1e-140;

  /** ln of the smallest distance of κ from −1/ρ. */
  private static final double SMALLEST = -690;

  /** Beyond any |ln w|. */
  private static final double FARTHEST = 1e9;

  /**
   * A point of the branch.
   *
   * @param kappa κ
   * @param depth −1/ρ − κ, without cancellation where the point was made from it
   * @param logSize ln |w_g| of each group
   * @param value R = ln |z|
   * @param slope dR/dκ
   */
  record Point(double kappa, double depth, double[] logSize, double value, double slope) {}

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
    double[] logSize = new double[groups.size()];
    for (int g = 0; g < logSize.length; g++) {
      Group group = groups.get(g);
      if (!above && isUnbounded(group.law())) {
        double linear = (equation.rank() - group.rank()) / equation.rank() - group.rank() * depth;
        guess[g] = logInverse(group.law(), linear, guess[g]);
        logSize[g] = guess[g];
      } else {
        guess[g] = inverse(group.law(), group.ratio() * kappa, guess[g]);
        logSize[g] = Math.log(Math.abs(guess[g]));
      }
      if (Double.isNaN(logSize[g])) {
        return null;
      }
      value += group.count() * logSize[g];
      double m = resolvent.m().re();
      slope -= group.count() * group.ratio() * m * (m / resolvent.scaledDerivative().re());
    }
    return new Point(kappa, depth, logSize, value, slope);
  }

  /** Whether t comes as close to 0 as it likes. */
  private static boolean isUnbounded(SlopeLaw law) {
    return !law.isDiscrete() && law.infimum() <= UNBOUNDED * law.supremum();
  }

  /**
   * v = ln −w for the negative w at which P + M, P = P(t &gt; 0), is a multiple of M.
   *
   * @param multiple below 0
   * @return NaN if it is not
   */
  private double logInverse(SlopeLaw law, double multiple, double start) {
    if (!(multiple < 0)) {
      return Double.NaN;
    }
    double wanted = Math.log(-multiple);
    double low = -FARTHEST;
    double high = FARTHEST;
    double v = Double.isNaN(start) ? Math.log(law.supremum()) : start;
    for (int i = 0; i < ITERATIONS; i++) {
      law.evaluate(new Complex(v, Math.PI), resolvent);
      double rest = resolvent.supportPlusM().re();
      double m = resolvent.m().re();
      double excess = Math.log(-rest / m) - wanted;
      if (excess > 0) {
        high = v;
      } else {
        low = v;
      }
      double slope = (law.zeroMass() - 1) * (resolvent.scaledDerivative().re() / m / rest);
      double next = v - excess / slope;
      if (Math.abs(next - v) <= 2e-15 * Math.max(1, Math.abs(v))
          || high - low <= 1e-15 * Math.max(1, Math.abs(v))) {
        return v;
      }
      v = next > low && next < high ? next : 0.5 * (low + high);
    }
    return v;
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
      law.evaluate(w, resolvent);
      double m = resolvent.m().re();
      double excess = sign * (1 / m - target);
      if (excess > 0) {
        high = v;
        highKnown = true;
      } else {
        low = v;
      }
      // d(1/M)/dw = −M′/M²
      double derivative = -resolvent.scaledDerivative().re() / w / m / m * distance;
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
      if (Math.abs(next - s) <= 1e-9 * Math.max(1, Math.abs(s)) || next < SMALLEST) {
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
