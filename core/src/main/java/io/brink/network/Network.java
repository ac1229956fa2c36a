package io.brink.network;

import io.brink.activation.Activation;
import io.brink.network.Operation.Input;
import io.brink.network.Operation.Nonlinearity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A network: an immutable, topologically ordered list of nodes with one input (the first node) and
 * one output (the last node). Built by {@link NetworkBuilder}, by a {@link NetworkSpec} or from a
 * description.
 *
 * <p>The constructor checks everything, so that an analysis need not: indices and order, names,
 * number and shapes of the inputs, ranges of all parameters, exactly one input node, and that every
 * node contributes to the output.
 */
public final class Network {
  private final List<Node> nodes;

  /**
   * Consumers of node i: {@code consumers[consumerStart[i] .. consumerStart[i + 1])}, ascending.
   */
  private final int[] consumers;

  private final int[] consumerStart;

  /**
   * Checks and copies the list.
   *
   * @param nodes the nodes; {@code nodes.get(i).index() == i}
   * @throws NetworkException naming the node at fault
   */
  public Network(List<Node> nodes) {
    this(checked(List.copyOf(nodes)), new int[nodes.size() + 1]);
  }

  /** Nodes that are known to be in order; only their use is checked. */
  private Network(List<Node> nodes, int[] consumerStart) {
    this.nodes = nodes;
    this.consumerStart = consumerStart;
    consumers = indexConsumers();
    checkAllUsed();
  }

  /** The same graph with other operations of the same shapes. */
  private Network(List<Node> nodes, Network graph) {
    this.nodes = nodes;
    consumerStart = graph.consumerStart;
    consumers = graph.consumers;
  }

  /** A network of nodes that a builder has checked one by one. */
  static Network ofChecked(List<Node> nodes) {
    return new Network(List.copyOf(nodes), new int[nodes.size() + 1]);
  }

  /** All nodes, in topological order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node of that index. */
  public Node node(int index) {
    return nodes.get(index);
  }

  /** The input, node 0. */
  public Node input() {
    return nodes.getFirst();
  }

  /** The last node. */
  public Node output() {
    return nodes.getLast();
  }

  /** Number of nodes. */
  public int size() {
    return nodes.size();
  }

  /** Number of times that node {@code index} is read; 0 for the output alone. */
  public int consumerCount(int index) {
    return consumerStart[index + 1] - consumerStart[index];
  }

  /**
   * The {@code k}-th node that reads node {@code index}, in ascending order. A node that reads it
   * twice occurs twice.
   *
   * @param k from 0 to {@code consumerCount(index) - 1}
   */
  public int consumer(int index, int k) {
    if (k < 0 || k >= consumerCount(index)) {
      throw new IndexOutOfBoundsException(
          "node " + index + " has " + consumerCount(index) + " consumers, asked for " + k);
    }
    return consumers[consumerStart[index] + k];
  }

  /** A copy with {@code activation} in every nonlinear layer. */
  public Network withActivation(Activation activation) {
    return mapActivations(_ -> activation);
  }

  /**
   * A copy with each activation replaced; {@code mapping} is applied once per distinct activation
   * object, not once per layer.
   */
  public Network mapActivations(UnaryOperator<Activation> mapping) {
    IdentityHashMap<Activation, Nonlinearity> replaced = new IdentityHashMap<>();
    List<Node> result = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      result.add(
          node.operation() instanceof Nonlinearity(Activation activation)
              ? new Node(
                  node.index(),
                  node.name(),
                  replaced.computeIfAbsent(
                      activation, key -> replacement(node, mapping.apply(key))),
                  node.inputs(),
                  node.shape())
              : node);
    }
    return new Network(List.copyOf(result), this);
  }

  private static Nonlinearity replacement(Node node, Activation activation) {
    Nonlinearity result = new Nonlinearity(activation);
    ShapeInference.infer(node.name(), result, List.of(node.shape()));
    return result;
  }

  /** Counts of layers and parameters. */
  public NetworkStatistics statistics() {
    return NetworkStatistics.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network && nodes.equals(network.nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
  }

  @Override
  public String toString() {
    return "Network[" + size() + " nodes, " + input().shape() + " -> " + output().shape() + "]";
  }

  private static List<Node> checked(List<Node> nodes) {
    if (nodes.isEmpty()) {
      throw NetworkException.atNode("input", "a network needs at least its input node");
    }
    Set<String> names = HashSet.newHashSet(nodes.size());
    List<Shape> shapes = new ArrayList<>(2);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (!names.add(node.name())) {
        throw NetworkException.atNode(node.name(), "two nodes have this name");
      }
      if (node.index() != i) {
        throw NetworkException.atNode(
            node.name(), "has index " + node.index() + " at position " + i);
      }
      if (node.operation() instanceof Input != (i == 0)) {
        throw NetworkException.atNode(
            node.name(),
            i == 0 ? "the first node must be the input" : "a network has one input, node 0");
      }
      shapes.clear();
      for (int input : node.inputs()) {
        if (input < 0 || input >= i) {
          throw NetworkException.atNode(
              node.name(), "reads node " + input + "; it may read nodes 0 to " + (i - 1));
        }
        shapes.add(nodes.get(input).shape());
      }
      Shape shape = ShapeInference.infer(node.name(), node.operation(), shapes);
      if (!shape.equals(node.shape())) {
        throw NetworkException.atNode(
            node.name(), "declares shape " + node.shape() + ", its operation gives " + shape);
      }
    }
    return nodes;
  }

  private int[] indexConsumers() {
    for (Node node : nodes) {
      for (int input : node.inputs()) {
        consumerStart[input + 1]++;
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      consumerStart[i + 1] += consumerStart[i];
    }
    int[] result = new int[consumerStart[nodes.size()]];
    int[] next = consumerStart.clone();
    for (Node node : nodes) {
      for (int input : node.inputs()) {
        result[next[input]++] = node.index();
      }
    }
    return result;
  }

  private void checkAllUsed() {
    for (int i = 0; i < nodes.size() - 1; i++) {
      if (consumerCount(i) == 0) {
        throw NetworkException.atNode(
            nodes.get(i).name(),
            "is not used: every node but the output '" + output().name() + "' must be read");
      }
    }
  }
}
