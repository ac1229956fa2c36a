package io.brink.finitewidth;

/**
 * How near to its value at infinite width a quantity shall be, and how surely.
 *
 * @param quantity what
 * @param error ε, largest deviation; above 0
 * @param probability with what probability it shall not be exceeded, over random networks, for each
 *     of the figures that {@code quantity} stands for; between 0 and 1
 */
public record WidthGoal(KernelQuantity quantity, double error, double probability) {

  /** Checks the ranges. */
  public WidthGoal {
    if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the largest deviation from infinite width is finite and above 0, got " + error);
    }
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "the probability of staying near infinite width lies between 0 and 1, got "
              + probability);
    }
  }
}
