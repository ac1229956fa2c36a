package io.brink.expectation;

import io.brink.activation.Breakpoint;
import java.util.List;

/**
 * What jumps of f, g, f′, g′ add to E f′g′ and E f″g″ as distributions.
 *
 * <p>With f′ = regular + Σ J δ(x − k) and f″ = regular + Σ K δ(x − k) + Σ J δ′(x − k), J the jumps
 * of f and K those of f′, the products of a point mass with a regular part are one-dimensional
 * expectations under the law of y given x = k, which is N(√q₂ cos θ·X, q₂ sin² θ) with X = k/√q₁;
 * those of two point masses are values and derivatives of the bivariate normal density.
 */
final class PointMasses {
  /** Beyond the reach by this much the density is 10⁻¹³ of what it is there. */
  private static final double BEYOND_REACH = 3;

  private final GaussianExpectation f;
  private final GaussianExpectation g;
  private final double s1;
  private final double s2;

  /** The breakpoints of f and g that the Gaussians reach. */
  private final List<Breakpoint> massesF;

  private final List<Breakpoint> massesG;

  /**
   * @param s1 √q₁
   * @param s2 √q₂
   */
  PointMasses(GaussianExpectation f, GaussianExpectation g, double s1, double s2) {
    this.f = f;
    this.g = g;
    this.s1 = s1;
    this.s2 = s2;
    massesF = within(f, s1);
    massesG = f == g && s1 == s2 ? massesF : within(g, s2);
  }

  private static List<Breakpoint> within(GaussianExpectation f, double scale) {
    double reach = GaussianReach.of(f.activation().growth(), scale, 2) + BEYOND_REACH;
    return f.activation().breakpoints().stream()
        .filter(b -> Math.abs(b.location()) <= reach * scale)
        .toList();
  }

  /** Everything that is missing in the regular covariance. */
  Estimate of(DerivativeOrder order, double angle) {
    if (order == DerivativeOrder.VALUE) {
      return new Estimate(0, 0);
    }
    Sum sum = new Sum();
    mixed(order, massesF, s1, g, s2, angle, sum);
    mixed(order, massesG, s2, f, s1, angle, sum);
    for (Breakpoint a : massesF) {
      for (Breakpoint b : massesG) {
        both(order, a, b, angle, sum);
      }
    }
    return new Estimate(sum.value, sum.error);
  }

  private static final class Sum {
    double value;
    double error;

    void add(double factor, Estimate e) {
      if (factor != 0) {
        value += factor * e.value();
        error += Math.abs(factor) * e.errorBound() + Rounding.bound(factor * e.value());
      }
    }
  }

  /** Point masses of one function with the regular part of the other. */
  private static void mixed(
      DerivativeOrder order,
      List<Breakpoint> masses,
      double massScale,
      GaussianExpectation other,
      double otherScale,
      double angle,
      Sum sum) {
    for (Breakpoint b : masses) {
      double jump = finite(b.valueJump());
      double kink = finite(b.derivativeJump());
      double place = b.location() / massScale;
      double density = GaussianExpectation.density(place) / massScale;
      if (density == 0 || (jump == 0 && (order == DerivativeOrder.FIRST || kink == 0))) {
        continue;
      }
      double cosine = Math.cos(angle);
      double sine = Math.sin(angle);
      double scale = otherScale * sine;
      double shift = otherScale * cosine * place;
      if (order == DerivativeOrder.FIRST) {
        sum.add(jump * density, other.moment(order, 1, scale, shift));
        continue;
      }
      Estimate mean = other.moment(order, 1, scale, shift);
      sum.add(kink * density, mean);
      if (jump != 0) {
        sum.add(jump * density * place / massScale, mean);
        sum.add(
            -jump * density * cosine / (sine * massScale), other.firstMoment(order, scale, shift));
      }
    }
  }

  /** A point mass of f with one of g. */
  private void both(DerivativeOrder order, Breakpoint a, Breakpoint b, double angle, Sum sum) {
    double jumps = finite(a.valueJump()) * finite(b.valueJump());
    double kinks = finite(a.derivativeJump()) * finite(b.derivativeJump());
    double jumpKink = finite(a.valueJump()) * finite(b.derivativeJump());
    double kinkJump = finite(a.derivativeJump()) * finite(b.valueJump());
    if (jumps == 0
        && (order == DerivativeOrder.FIRST || (kinks == 0 && jumpKink == 0 && kinkJump == 0))) {
      return;
    }
    double x = a.location() / s1;
    double y = b.location() / s2;
    double sine = Math.sin(angle);
    double c = Math.cos(angle);
    double cosHalf = Math.cos(angle / 2);
    double sinHalf = Math.sin(angle / 2);
    boolean degenerate = angle == 0 || angle == Math.PI;
    if (degenerate) {
      if (x == (angle == 0 ? y : -y)) {
        double sign = jumps != 0 ? jumps : kinks != 0 ? kinks : jumpKink + kinkJump;
        sum.value += sign > 0 ? Double.POSITIVE_INFINITY : sign < 0 ? Double.NEGATIVE_INFINITY : 0;
      }
      return;
    }
    double u = (x + y) / (2 * cosHalf);
    double v = (x - y) / (2 * sinHalf);
    double density = Math.exp(-0.5 * (u * u + v * v)) / (2 * Math.PI * s1 * s2 * sine);
    if (order == DerivativeOrder.FIRST) {
      sum.add(jumps, rounded(density));
      return;
    }
    // minus the logarithmic derivatives of the density
    double alongX = (x - c * y) / (s1 * sine * sine);
    double alongY = (y - c * x) / (s2 * sine * sine);
    sum.add(kinks, rounded(density));
    sum.add(jumpKink, rounded(density * alongX));
    sum.add(kinkJump, rounded(density * alongY));
    sum.add(jumps, rounded(density * (alongX * alongY + c / (s1 * s2 * sine * sine))));
  }

  private static Estimate rounded(double value) {
    return new Estimate(value, Rounding.bound(Math.abs(value)));
  }

  /** An infinite jump marks an algebraic singularity, which is no point mass. */
  private static double finite(double jump) {
    return Double.isInfinite(jump) ? 0 : jump;
  }
}
