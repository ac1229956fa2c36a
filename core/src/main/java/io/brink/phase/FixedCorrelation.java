package io.brink.phase;

/**
 * The fixed point c* &lt; 1 of R(c) in the chaotic phase, by its gap g* = 1 − c*.
 *
 * <p>With ρ = σ_w² V(q*)/q*, 1 − R = ρ (1 − C). As R is convex on [0, 1], F(g) = ln(ρ(1 − C)/g)
 * decreases from ln χ₁ &gt; 0, and its zero is g*: found by Newton steps kept inside a bracket. F
 * has no cancellation, so that g* has all the digits that its condition ln χ₁ leaves: a relative
 * error of about ε/ln χ₁, ε that of the moments.
 */
final class FixedCorrelation {

  private static final int MOST_STEPS = 80;
  private static final double CONVERGED = 1e-9;
  private static final double ROUNDING = 4e-16;

  private FixedCorrelation() {}

  /** g* ∈ (0, 1] from a first guess in (0, 1]. */
  static double gap(NormalisedMap map, double rho, double guess) {
    double low = 0;
    double high = 1;
    double g = guess;
    for (int i = 0; i < MOST_STEPS; i++) {
      double angle = angle(g);
      double next = rho * map.gap(angle);
      double f = Math.log(next / g);
      if (f >= 0 && g == 1) {
        return 1;
      }
      if (Math.abs(f) <= ROUNDING) {
        return g;
      }
      if (f > 0) {
        low = g;
      } else {
        high = g;
      }
      double derivative = rho * map.slope(angle) / next - 1 / g;
      double moved = g - f / derivative;
      if (!(moved > low && moved < high)) {
        // Outside: the ends themselves first, as g* may be 1.
        moved = moved >= 1 && high == 1 ? 1 : low > 0 ? Math.sqrt(low * high) : high / 16;
      }
      if (Math.abs(moved - g) <= CONVERGED * g) {
        return moved;
      }
      g = moved;
    }
    return g;
  }

  /** θ with 1 − cos θ = g. */
  static double angle(double g) {
    return g == 1 ? Math.PI / 2 : 2 * Math.asin(Math.sqrt(g / 2));
  }
}
