package io.brink.shaping;

/**
 * The map of the whole network at one correlation.
 *
 * @param correlation c
 * @param shaped C_f(c) of the shaped network
 * @param slope C_f′(c) of the shaped network; at c = ±1, the one-sided limit
 * @param original C_f(c) of the network as it was given
 */
public record MapPoint(double correlation, double shaped, double slope, double original) {

  /** |C_f(c) − c| of the shaped network. */
  public double deviation() {
    return Math.abs(shaped - correlation);
  }
}
