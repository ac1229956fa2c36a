package io.brink.network;

import java.util.List;

/**
 * A network: an immutable, topologically ordered list of nodes with one input (the first node) and one
 * output (the last node). Built by {@code NetworkBuilder}, by a spec or from a description.
 *
 * @param nodes the nodes; {@code nodes.get(i).index() == i}
 */
public record Network(List<Node> nodes) {

  /** Copies the list. */
  public Network {
    nodes = List.copyOf(nodes);
  }

  /** The last node. */
  public Node output() {
    return nodes.getLast();
  }

  /** Number of nodes. */
  public int size() {
    return nodes.size();
  }
}
