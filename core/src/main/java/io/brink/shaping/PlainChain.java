package io.brink.shaping;

import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import java.util.Optional;

/**
 * Whether a network is a chain of weights and activations, and nothing else that changes moments.
 */
final class PlainChain {

  private PlainChain() {}

  /** Why it is none, naming the first node at fault. */
  static Optional<String> obstacle(Network network) {
    int nonlinear = 0;
    boolean weights = false;
    for (Node node : network.nodes()) {
      boolean fits =
          switch (node.operation()) {
            case Operation.Input _, Operation.Flatten _ -> true;
            case Operation.Affine _, Operation.Convolution _ -> {
              weights = true;
              yield true;
            }
            case Operation.Nonlinearity _ -> {
              nonlinear++;
              boolean afterWeights = weights;
              weights = false;
              yield afterWeights;
            }
            case Operation.WeightedSum _, Operation.LayerNormalisation _ -> false;
            case Operation.Scale(double factor) -> Math.abs(factor) == 1;
            case Operation.Dropout(double rate) -> rate == 0;
            case Operation.AveragePooling(Pooling pooling) ->
                pooling instanceof Pooling.Window window && window.size() == 1;
          };
      if (!fits) {
        return Optional.of(
            "a linear region is designed for a plain chain of weights and activations, and node '"
                + node.name()
                + "' is not part of one");
      }
    }
    return nonlinear == 0 ? Optional.of("the network has no nonlinearity") : Optional.empty();
  }
}
