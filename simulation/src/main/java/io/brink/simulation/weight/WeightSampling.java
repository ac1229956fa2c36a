package io.brink.simulation.weight;

/** How weight matrices are sampled. */
public enum WeightSampling {
  /** No matrix is formed: its products are drawn from their distribution, exactly. */
  EXACT,
  /**
   * The matrix is drawn for each product anew, from the same numbers: the reference for {@link
   * #EXACT}. (An orthogonal matrix is held, as in {@link #HELD}.)
   */
  DRAWN,
  /** The matrix is drawn once and held: for many products with one network. */
  HELD
}
