package io.brink.phase;

import java.util.List;

/** What the preactivation variance q does as it passes through ever more layers. */
public sealed interface LengthRegime {

  /**
   * There are isolated fixed points.
   *
   * @param points all of them, by increasing q*; at least one
   */
  record FixedLengths(List<LengthFixedPoint> points) implements LengthRegime {
    /** Copies the list. */
    public FixedLengths {
      points = List.copyOf(points);
    }

    /**
     * The attracting (or else marginal) fixed point of the largest q*, or the last one if all
     * repel.
     */
    public LengthFixedPoint principal() {
      for (Stability wanted : List.of(Stability.ATTRACTING, Stability.MARGINAL)) {
        for (LengthFixedPoint point : points.reversed()) {
          if (point.stability() == wanted && point.preactivationVariance() > 0) {
            return point;
          }
        }
      }
      for (LengthFixedPoint point : points) {
        if (point.stability() != Stability.REPELLING) {
          return point;
        }
      }
      return points.getLast();
    }
  }

  /**
   * Every q is fixed: a homogeneous activation of degree 1 with σ_w² V(1) = 1 and no bias (ReLU at
   * (2, 0)).
   */
  record EveryLength() implements LengthRegime {}

  /**
   * q grows without bound.
   *
   * @param growth how fast
   */
  record Growing(Growth growth) implements LengthRegime {}

  /** How fast lengths grow. */
  sealed interface Growth {

    /** q_l ~ factor^l, factor &gt; 1. */
    record Geometric(double factor) implements Growth {}

    /** q_l ~ increment·l. */
    record Linear(double increment) implements Growth {}

    /** Faster than any geometric sequence, or at a rate that was not determined. */
    record Unbounded() implements Growth {}
  }
}
