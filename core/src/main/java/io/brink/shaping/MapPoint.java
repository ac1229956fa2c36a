package io.brink.shaping;

import java.util.OptionalDouble;

/**
 * The map of the whole network at one correlation.
 *
 * @param correlation c
 * @param shaped C_f(c) of the shaped network
 * @param slope C_f′(c) of the shaped network; at c = ±1, the one-sided limit
 * @param original C_f(c) of the network as it was given; empty where its mean squares overflow, as
 *     those of e^{−x} do, whose tail alone may be of use
 */
public record MapPoint(double correlation, double shaped, double slope, OptionalDouble original) {

  /** |C_f(c) − c| of the shaped network. */
  public double deviation() {
    return Math.abs(shaped - correlation);
  }
}
