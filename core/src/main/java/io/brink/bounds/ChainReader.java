package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.network.region.Chain;
import io.brink.network.region.Element;
import io.brink.network.region.RegionTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@link CorrelationChain} from a network's graph; the work of one call. */
final class ChainReader {

  private record FollowedKey(CorrelationLayer layer, double biasShare) {}

  private record BlockKey(double shortcut, double branch, CorrelationLayer inner) {}

  /**
   * A tensor on the way.
   *
   * @param meanSquare mean square of its units
   * @param gaussian whether its units are Gaussian
   * @param fresh whether it is independent of what stands before the last weights
   */
  private record State(double meanSquare, boolean gaussian, boolean fresh) {}

  /** Layers so far. Weights in front of the first one are kept apart. */
  private static final class Path {
    private double embeddingShare;
    private final List<NamedLayer> layers = new ArrayList<>();
  }

  private final Network network;
  private final RegionTree tree;
  private final Map<Activation, ActivationLayers> activated = new HashMap<>();
  private final Map<FollowedKey, CorrelationLayer> followed = new HashMap<>();
  private final Map<BlockKey, CorrelationLayer> blocks = new HashMap<>();

  ChainReader(Network network) {
    this.network = network;
    tree = RegionTree.of(network);
  }

  CorrelationChain read(double inputVariance) {
    Path path = new Path();
    read(tree.root(), new State(inputVariance, false, false), path);
    return new CorrelationChain(new CorrelationLayer.Weights(path.embeddingShare), path.layers);
  }

  private State read(Chain chain, State entry, Path path) {
    State state = entry;
    for (Element element : chain.elements()) {
      state =
          switch (element) {
            case Element.Single(int node) -> single(node, state, path);
            case Element.Join join -> join(join, state, path);
            case Element.Irreducible irreducible ->
                throw refusal(
                    irreducible.node(),
                    "its inputs are no nest of a shortcut and one branch; these bounds are for"
                        + " chains and residual blocks");
          };
      if (!(state.meanSquare() > 0 && state.meanSquare() < Double.POSITIVE_INFINITY)) {
        throw refusal(
            element.node(),
            "the mean square there is " + state.meanSquare() + ", correlations have no meaning");
      }
    }
    return state;
  }

  private State single(int node, State state, Path path) {
    Operation operation = network.node(node).operation();
    return switch (operation) {
      case Operation.Affine a -> weights(node, a.weightVariance(), a.biasVariance(), state, path);
      case Operation.Convolution c -> {
        if (c.filterLaw() == FilterLaw.GAUSSIAN_FAN_IN && c.kernel() > 1) {
          throw refusal(
              node, "its filter mixes pixels; these bounds need delta-initialised filters");
        }
        yield weights(node, c.weightVariance(), c.biasVariance(), state, path);
      }
      case Operation.Nonlinearity(Activation activation) -> {
        if (!state.gaussian()) {
          throw refusal(
              node, "its input is not Gaussian: an activation must read weights or a block");
        }
        ActivationLayers.Layer layer = activated(node, activation, state.meanSquare());
        path.layers.add(new NamedLayer(network.node(node).name(), layer.layer()));
        yield new State(layer.outputVariance(), false, false);
      }
      case Operation.LayerNormalisation _ -> new State(1, state.gaussian(), state.fresh());
      case Operation.Scale(double factor) ->
          new State(factor * factor * state.meanSquare(), state.gaussian(), state.fresh());
      case Operation.Dropout(double rate) -> {
        if (rate != 0) {
          throw refusal(node, "its random masks change correlations; set the rate to 0");
        }
        yield state;
      }
      case Operation.AveragePooling(Pooling pooling) -> {
        if (!(pooling instanceof Pooling.Window window && window.size() == 1)) {
          throw refusal(node, "an average over pixels has no correlation map of its own");
        }
        yield state;
      }
      case Operation.Flatten _ -> state;
      case Operation.WeightedSum _ -> {
        if (network.node(node).inputs().size() != 1) {
          throw refusal(node, "it is no residual block");
        }
        double weight = ((Operation.WeightedSum) operation).weights().getFirst();
        yield new State(weight * weight * state.meanSquare(), state.gaussian(), state.fresh());
      }
      case Operation.Input _ -> state;
    };
  }

  private ActivationLayers.Layer activated(int node, Activation activation, double meanSquare) {
    try {
      return activated.computeIfAbsent(activation, ActivationLayers::new).at(meanSquare);
    } catch (IllegalArgumentException e) {
      throw refusal(node, e.getMessage());
    }
  }

  private State weights(
      int node, double weightVariance, double biasVariance, State state, Path path) {
    if (weightVariance == 0) {
      throw refusal(node, "its weights have variance 0, so that nothing passes it");
    }
    double total = weightVariance * state.meanSquare() + biasVariance;
    double share = biasVariance / total;
    if (share > 0) {
      if (path.layers.isEmpty()) {
        path.embeddingShare += (1 - path.embeddingShare) * share;
      } else {
        NamedLayer last = path.layers.removeLast();
        path.layers.add(new NamedLayer(last.name(), followed(last.layer(), share)));
      }
    }
    return new State(total, true, true);
  }

  private CorrelationLayer followed(CorrelationLayer layer, double share) {
    return followed.computeIfAbsent(
        new FollowedKey(layer, share),
        key ->
            new CorrelationLayer.Series(
                List.of(key.layer(), new CorrelationLayer.Weights(key.biasShare()))));
  }

  private State join(Element.Join join, State state, Path path) {
    List<Double> weights =
        ((Operation.WeightedSum) network.node(join.node()).operation()).weights();
    if (join.branches().size() != 2) {
      throw refusal(
          join.node(),
          "a residual block is the sum of a shortcut and one branch, this one adds "
              + join.branches().size()
              + " tensors");
    }
    Chain first = tree.chain(join.branches().get(0));
    Chain second = tree.chain(join.branches().get(1));
    boolean shortcutFirst = first.elements().isEmpty();
    if (shortcutFirst == second.elements().isEmpty()) {
      throw refusal(
          join.node(), "one of its two inputs, and not both, must be an identity shortcut");
    }
    double shortcutWeight = weights.get(shortcutFirst ? 0 : 1);
    double branchWeight = weights.get(shortcutFirst ? 1 : 0);
    Path inside = new Path();
    State end = read(shortcutFirst ? second : first, state, inside);
    if (!end.fresh()) {
      throw refusal(
          join.node(),
          "its branch must end in fresh weights, so that it is uncorrelated with the shortcut");
    }
    double shortcut = shortcutWeight * shortcutWeight * state.meanSquare();
    double branch = branchWeight * branchWeight * end.meanSquare();
    double total = shortcut + branch;
    BlockKey key = new BlockKey(shortcut / total, branch / total, inner(inside));
    path.layers.add(
        new NamedLayer(
            network.node(join.node()).name(),
            blocks.computeIfAbsent(
                key, k -> new CorrelationLayer.Residual(k.shortcut(), k.branch(), k.inner()))));
    return new State(total, (state.gaussian() || shortcut == 0) && end.gaussian(), false);
  }

  private static CorrelationLayer inner(Path path) {
    List<CorrelationLayer> layers = new ArrayList<>();
    if (path.embeddingShare > 0 || path.layers.isEmpty()) {
      layers.add(new CorrelationLayer.Weights(path.embeddingShare));
    }
    path.layers.forEach(layer -> layers.add(layer.layer()));
    return layers.size() == 1 ? layers.getFirst() : new CorrelationLayer.Series(layers);
  }

  private IllegalArgumentException refusal(int node, String reason) {
    return new IllegalArgumentException("node '" + network.node(node).name() + "': " + reason);
  }
}
