package io.brink.verdict;

import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.region.Element;
import io.brink.network.region.RegionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;

/** Networks that differ from a given one in their variances or their depth. */
final class Alteration {

  private final Network network;

  Alteration(Network network) {
    this.network = network;
  }

  /** Sets the variances of the layers chosen; an empty one is left as it is. */
  Network withVariances(IntPredicate layers, OptionalDouble weight, OptionalDouble bias) {
    List<Node> nodes = new ArrayList<>(network.size());
    for (Node node : network.nodes()) {
      Operation operation =
          layers.test(node.index()) ? altered(node.operation(), weight, bias) : node.operation();
      nodes.add(new Node(node.index(), node.name(), operation, node.inputs(), node.shape()));
    }
    return new Network(nodes);
  }

  private static Operation altered(
      Operation operation, OptionalDouble weight, OptionalDouble bias) {
    return switch (operation) {
      case Operation.Affine a ->
          new Operation.Affine(
              a.units(),
              weight.orElse(a.weightVariance()),
              bias.orElse(a.biasVariance()),
              a.weightLaw());
      case Operation.Convolution c ->
          new Operation.Convolution(
              c.channels(),
              c.kernel(),
              c.stride(),
              weight.orElse(c.weightVariance()),
              bias.orElse(c.biasVariance()),
              c.filterLaw());
      case Operation.Input _,
          Operation.Nonlinearity _,
          Operation.WeightedSum _,
          Operation.LayerNormalisation _,
          Operation.Scale _,
          Operation.Dropout _,
          Operation.AveragePooling _,
          Operation.Flatten _ ->
          operation;
    };
  }

  /** Whether an activation reads the node. */
  boolean feedsActivation(int node) {
    for (int k = 0; k < network.consumerCount(node); k++) {
      if (network.node(network.consumer(node, k)).operation() instanceof Operation.Nonlinearity) {
        return true;
      }
    }
    return false;
  }

  /**
   * The network with the first {@code blocks} of its residual blocks, which must be of one shape.
   */
  Network withBlocks(int blocks) {
    List<Integer> ends = new ArrayList<>();
    for (Element element : RegionTree.of(network).root().elements()) {
      if (element instanceof Element.Join) {
        ends.add(element.node());
      }
    }
    int newEnd = ends.get(blocks - 1);
    int removed = ends.getLast() - newEnd;
    List<Node> nodes = new ArrayList<>(network.nodes().subList(0, newEnd + 1));
    for (Node node : network.nodes().subList(ends.getLast() + 1, network.size())) {
      nodes.add(
          new Node(
              node.index() - removed,
              node.name(),
              node.operation(),
              node.inputs().stream().map(input -> input - removed).toList(),
              node.shape()));
    }
    return new Network(nodes);
  }
}
