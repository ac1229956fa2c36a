package io.brink.network;

/**
 * The output of a node of a network under construction, given out by a {@link NetworkBuilder} and
 * accepted by that builder alone.
 */
public final class Handle {
  private final NetworkBuilder builder;
  private final int index;

  Handle(NetworkBuilder builder, int index) {
    this.builder = builder;
    this.index = index;
  }

  /** Index that the node will have in the network. */
  public int index() {
    return index;
  }

  /** Name of the node. */
  public String name() {
    return builder.node(index).name();
  }

  /** Shape of the tensor. */
  public Shape shape() {
    return builder.node(index).shape();
  }

  boolean isFrom(NetworkBuilder other) {
    return builder == other;
  }
}
