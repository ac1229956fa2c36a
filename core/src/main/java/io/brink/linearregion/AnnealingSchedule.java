package io.brink.linearregion;

/**
 * The half-width a(t) of a linear region that is lowered during the first epochs of training (LIN,
 * section 4.2): a large one initialises well, a small one leaves the network its expressivity.
 *
 * @param start a at epoch 0
 * @param end a from {@code duration} on, at most {@code start}
 * @param duration number of epochs over which a falls, at least 1
 * @param law how it falls
 */
public record AnnealingSchedule(double start, double end, int duration, Law law) {

  /** How a falls. */
  public enum Law {
    /** By the same amount in each epoch; LIN's example is from 10 to 2 over 80 of 100 epochs. */
    LINEAR,
    /** By the same factor. */
    GEOMETRIC
  }

  /** Checks the domain. */
  public AnnealingSchedule {
    if (!(start > 0 && start < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the half-width at the start is finite and above 0, got " + start);
    }
    if (!(end > 0 && end <= start)) {
      throw new IllegalArgumentException(
          "the half-width at the end is above 0 and at most that at the start, "
              + start
              + ", got "
              + end);
    }
    if (duration < 1) {
      throw new IllegalArgumentException("annealing takes at least 1 epoch, got " + duration);
    }
  }

  /**
   * a(t).
   *
   * @param epoch t ≥ 0, which may lie within an epoch
   */
  public double halfWidth(double epoch) {
    if (!(epoch >= 0)) {
      throw new IllegalArgumentException("an epoch is at least 0, got " + epoch);
    }
    double part = Math.min(1, epoch / duration);
    if (part == 1) {
      return end;
    }
    return switch (law) {
      case LINEAR -> start + (end - start) * part;
      case GEOMETRIC -> start * Math.pow(end / start, part);
    };
  }
}
