package io.brink.propagation;

import io.brink.network.Node;

/** A mean square leaves the range of a double at an activation that is not homogeneous. */
public final class LengthOverflowException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** Index of the node. */
  private final int node;

  /** Its name. */
  private final String name;

  LengthOverflowException(Node node, String message) {
    super(message);
    this.node = node.index();
    name = node.name();
  }

  /** Index of the first node whose figures cannot be computed. */
  public int node() {
    return node;
  }

  /** Name of that node. */
  public String name() {
    return name;
  }
}
