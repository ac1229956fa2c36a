package io.brink.regime;

import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.region.Element;
import io.brink.network.region.RegionTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of a network: nodes on every path from input to output that feed an activation or
 * several readers, or that end a block. In a plain network they are the preactivations, in a
 * residual network the sums.
 */
public final class States {

  private States() {}

  /** Indices of the states, ascending; empty in a network without activations and blocks. */
  public static List<Integer> of(Network network) {
    return of(network, RegionTree.of(network));
  }

  /** {@link #of(Network)}, given the network's regions. */
  public static List<Integer> of(Network network, RegionTree regions) {
    List<Integer> states = new ArrayList<>();
    if (startsLayer(network, 0)) {
      states.add(0);
    }
    for (Element element : regions.root().elements()) {
      boolean endsBlock = !(element instanceof Element.Single);
      if (endsBlock || startsLayer(network, element.node())) {
        states.add(element.node());
      }
    }
    return states;
  }

  private static boolean startsLayer(Network network, int node) {
    int readers = network.consumerCount(node);
    return readers > 1
        || (readers == 1
            && network.node(network.consumer(node, 0)).operation()
                instanceof Operation.Nonlinearity);
  }
}
