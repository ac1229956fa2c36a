package io.brink.finitewidth;

import io.brink.network.Node;

/** How many units a layer has: that of the network, or another number tried in its place. */
public sealed interface Widths {

  /** Units of a node, at least 1. */
  double units(Node node);

  /** The network's own widths: units of a vector, channels of an image. */
  record OfNetwork() implements Widths {
    @Override
    public double units(Node node) {
      return node.shape().width();
    }
  }

  /**
   * The same number of units in every layer, the input included.
   *
   * @param units N, at least 1
   */
  record Uniform(double units) implements Widths {
    /** Checks that there is at least one unit. */
    public Uniform {
      if (!(units >= 1 && units < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a width is finite and at least 1, got " + units);
      }
    }

    @Override
    public double units(Node node) {
      return units;
    }
  }
}
