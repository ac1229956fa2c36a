package io.brink.shaping;

/**
 * A theorem that bounds how far C_f is from the identity on [−1, 1], and what was observed on a
 * grid.
 *
 * @param source paper and number of the theorem
 * @param valueBound bound of max |C_f(c) − c|
 * @param observedValue largest |C_f(c) − c| on the grid
 * @param slopeBound bound of max |C_f′(c) − 1|
 * @param observedSlope largest |C_f′(c) − 1| on the grid
 */
public record Guarantee(
    String source,
    double valueBound,
    double observedValue,
    double slopeBound,
    double observedSlope) {

  /** Whether what was observed lies within both bounds, up to rounding. */
  public boolean holds() {
    return observedValue <= valueBound + 1e-12 && observedSlope <= slopeBound + 1e-10;
  }
}
