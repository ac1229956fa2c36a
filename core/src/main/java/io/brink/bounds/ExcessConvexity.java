package io.brink.bounds;

import io.brink.internal.solve.Bracket;
import java.util.function.DoubleUnaryOperator;

/**
 * A lower bound C of the excess convexity e(g) of a convex map g of [0, 1] with g(0) = 0, g(1) = 1:
 * with the t for which g(1 − t) = t, e(g) = 1/t − 2 (SHR, appendix A.3). It is 0 for the identity
 * and +∞ for the map that is 0 but at 1.
 *
 * @param value C ≥ 0
 */
public record ExcessConvexity(double value) {

  /** The identity. */
  public static final ExcessConvexity NONE = new ExcessConvexity(0);

  /** Checks that it is at least 0. */
  public ExcessConvexity {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("an excess convexity is at least 0, got " + value);
    }
  }

  /** The excess convexity itself, from t with g(1 − t) = t, in (0, ½]. */
  public static ExcessConvexity ofCrossing(double t) {
    if (!(t >= 0 && t <= 0.5 + 1e-12)) {
      throw new IllegalArgumentException(
          "g(1 - t) = t has its solution in [0, 1/2] for a convex map g, got " + t);
    }
    return new ExcessConvexity(t == 0 ? Double.POSITIVE_INFINITY : Math.max(0, (1 - 2 * t) / t));
  }

  /**
   * The excess convexity of a map in terms of complements, accurate for nearly linear maps.
   *
   * @param complement s ↦ 1 − g(1 − s), concave and increasing from 0 to 1 on [0, 1]
   */
  public static ExcessConvexity of(DoubleUnaryOperator complement) {
    DoubleUnaryOperator f = s -> complement.applyAsDouble(s) + s - 1;
    double t = Bracket.root(f, 0, 0.5);
    if (t == 0) {
      return new ExcessConvexity(Double.POSITIVE_INFINITY);
    }
    // 1 − 2t by the map itself, as 1 − t = complement(t) at the solution.
    return new ExcessConvexity(Math.max(0, (complement.applyAsDouble(t) - t) / t));
  }

  /**
   * The bound for a power series with non-negative coefficients, P with P(1) = 1, cropped to [r, 1]
   * and stretched to [0, 1] (properties 6 and 7): e(2 + e)/(1 + e) ≥ (1−r)² Σ_{k≥2} c_k/(1 − P(r)).
   *
   * @param gap 1 − r
   * @param nonlinearShare Σ_{k≥2} c_k
   * @param outputGap 1 − P(r) &gt; 0
   */
  public static ExcessConvexity ofCroppedSeries(
      double gap, double nonlinearShare, double outputGap) {
    double ratio = gap * (gap / outputGap) * nonlinearShare;
    // e² + (2 − ratio) e − ratio = 0, written so that a small ratio keeps its digits.
    double half = 0.5 * (2 - ratio);
    double root = Math.sqrt(half * half + ratio);
    return new ExcessConvexity(half > 0 ? ratio / (half + root) : root - half);
  }

  /** The weaker bound (1−r) Σ_{k≥2} c_k/(2P′(1)), which the theorems add up. */
  public static ExcessConvexity ofTheorem(double gap, double theoremTerm) {
    return new ExcessConvexity(0.5 * gap * theoremTerm);
  }

  /** e(g₂∘g₁) ≥ e(g₁) + e(g₂) (property 5). */
  public ExcessConvexity composed(ExcessConvexity other) {
    return new ExcessConvexity(value + other.value);
  }

  /**
   * e(p·id + q·g) ≥ q e(g)/(1 + p e(g)) (property 8).
   *
   * @param p share of the identity in [0, 1]; q = 1 − p
   */
  public ExcessConvexity mixedWithIdentity(double p) {
    Shares.check(p);
    if (value == Double.POSITIVE_INFINITY) {
      return new ExcessConvexity(p == 0 ? value : (1 - p) / p);
    }
    return new ExcessConvexity((1 - p) * value / (1 + p * value));
  }

  /** g′(1) ≥ 1 + e(g) (property 4). */
  public double steepness() {
    return 1 + value;
  }

  /** |g(t) − t| is at most e/(1 + e) (property 3), if this is e itself and not a bound of it. */
  public double distanceFromIdentity() {
    return value == Double.POSITIVE_INFINITY ? 1 : value / (1 + value);
  }

  /** g(t) is at most this (property 1): t/(1 + C) up to 1 − 1/(2 + C), (1 + C)t − C from there. */
  public double upperBound(double t) {
    return 1 - lowerBoundOfComplement(1 - t);
  }

  /** 1 − g(1 − s) is at least this: min{(1 + C)s, 1 − (1 − s)/(1 + C)}. */
  public double lowerBoundOfComplement(double s) {
    if (value == Double.POSITIVE_INFINITY) {
      return s > 0 ? 1 : 0;
    }
    return s <= 1 / (2 + value) ? (1 + value) * s : (value + s) / (1 + value);
  }
}
