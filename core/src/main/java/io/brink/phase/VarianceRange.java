package io.brink.phase;

/**
 * Evenly spaced variances: one axis of a {@link PhaseDiagram}.
 *
 * @param from the smallest, at least 0
 * @param to the largest, finite and at least {@code from}
 * @param count how many, at least 1; 1 needs {@code from == to}
 */
public record VarianceRange(double from, double to, int count) {

  /** Checks the domain. */
  public VarianceRange {
    if (!(from >= 0 && from <= to && to < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a range of variances needs 0 <= from <= to < infinity, got " + from + ":" + to);
    }
    if (count < 1 || (count == 1 && from != to)) {
      throw new IllegalArgumentException(
          "a range of variances from "
              + from
              + " to "
              + to
              + " has at least "
              + (from == to ? 1 : 2)
              + " values, got "
              + count);
    }
  }

  /** A single variance. */
  public static VarianceRange of(double variance) {
    return new VarianceRange(variance, variance, 1);
  }

  /** The variance at an index from 0 to count − 1; the ends are exact. */
  public double value(int index) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "an index into " + count + " variances lies in [0, " + (count - 1) + "], got " + index);
    }
    return index == count - 1 ? to : from + (to - from) * index / (count - 1);
  }
}
