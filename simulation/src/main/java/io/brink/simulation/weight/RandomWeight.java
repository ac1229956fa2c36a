package io.brink.simulation.weight;

/**
 * One random matrix W, outputs × inputs, known by its products alone. However often and in whatever
 * order it is multiplied from the left and from the right, the products are those of one matrix of
 * the stated law: each is drawn from its distribution given all earlier ones.
 */
public interface RandomWeight {

  /**
   * W x for several columns.
   *
   * @param k number of columns
   * @param x columns of length fan-in, not modified
   * @param out receives columns of length fan-out
   */
  void apply(int k, double[][] x, double[][] out);

  /**
   * Wᵀ δ for several columns.
   *
   * @param k number of columns
   * @param delta columns of length fan-out, not modified
   * @param out receives columns of length fan-in
   */
  void applyTransposed(int k, double[][] delta, double[][] out);

  /** Gives all arrays back; the weight must not be used any more. */
  void close();
}
