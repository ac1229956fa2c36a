package io.brink.regime;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.asymptotics.UnknownLaw;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.region.Chain;
import io.brink.network.region.Element;
import io.brink.network.region.RegionTree;
import io.brink.phase.FixedPhase;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises a {@link Regime} from the graph alone, however the network was built. */
final class RegimeReader {

  /** A node as far as second moments go. */
  private sealed interface Part {

    /** Fresh weights, dense or convolutional. */
    record Linear(double weightVariance, double biasVariance) implements Part {}

    record Nonlinear(Activation activation) implements Part {}

    record Normalise() implements Part {}

    /** A plain sum of an identity and a branch. */
    record PlainBlock(List<Part> branch) implements Part {}

    /** Anything else that changes moments. */
    record Other() implements Part {}
  }

  private final Network network;
  private final RegionTree tree;

  RegimeReader(Network network, RegionTree tree) {
    this.network = network;
    this.tree = tree;
  }

  Regime read() {
    List<Part> parts = parts(tree.root());
    return chain(parts).or(() -> residual(parts)).or(this::rescaled).orElseGet(Regime.General::new);
  }

  private List<Part> parts(Chain chain) {
    List<Part> parts = new ArrayList<>();
    for (Element element : chain.elements()) {
      switch (element) {
        case Element.Single(int node) ->
            single(network.node(node).operation()).ifPresent(parts::add);
        case Element.Join join -> parts.add(join(join));
        case Element.Irreducible _ -> parts.add(new Part.Other());
      }
    }
    return parts;
  }

  private Optional<Part> single(Operation operation) {
    return switch (operation) {
      case Operation.Affine a -> Optional.of(new Part.Linear(a.weightVariance(), a.biasVariance()));
      case Operation.Convolution c ->
          Optional.of(new Part.Linear(c.weightVariance(), c.biasVariance()));
      case Operation.Nonlinearity(Activation activation) ->
          Optional.of(new Part.Nonlinear(activation));
      case Operation.LayerNormalisation _ -> Optional.of(new Part.Normalise());
      case Operation.Scale(double factor) ->
          Math.abs(factor) == 1 ? Optional.empty() : Optional.of(new Part.Other());
      case Operation.Dropout(double rate) ->
          rate == 0 ? Optional.empty() : Optional.of(new Part.Other());
      case Operation.AveragePooling _, Operation.Flatten _ -> Optional.empty();
      case Operation.Input _, Operation.WeightedSum _ -> Optional.of(new Part.Other());
    };
  }

  private Part join(Element.Join join) {
    boolean plain =
        network.node(join.node()).operation() instanceof Operation.WeightedSum(List<Double> weights)
            && weights.stream().allMatch(w -> w == 1);
    if (!plain || join.branches().size() != 2) {
      return new Part.Other();
    }
    Chain first = tree.chain(join.branches().get(0));
    Chain second = tree.chain(join.branches().get(1));
    if (first.elements().isEmpty() == second.elements().isEmpty()) {
      return new Part.Other();
    }
    return new Part.PlainBlock(parts(first.elements().isEmpty() ? second : first));
  }

  /** (linear, [normalise], nonlinear)+, [linear]: the read-out's variances do not matter. */
  private static Optional<Regime> chain(List<Part> parts) {
    Set<Part> linear = new HashSet<>();
    Set<Activation> activations = new HashSet<>();
    int depth = 0;
    int normalised = 0;
    int i = 0;
    while (i < parts.size()) {
      if (!(parts.get(i++) instanceof Part.Linear layer)) {
        return Optional.empty();
      }
      if (i == parts.size()) {
        break;
      }
      linear.add(layer);
      if (parts.get(i) instanceof Part.Normalise) {
        normalised++;
        i++;
      }
      if (i == parts.size() || !(parts.get(i++) instanceof Part.Nonlinear(Activation activation))) {
        return Optional.empty();
      }
      activations.add(activation);
      depth++;
    }
    if (linear.size() != 1
        || activations.size() != 1
        || (normalised != 0 && normalised != depth)
        || !(linear.iterator().next() instanceof Part.Linear layer)) {
      return Optional.empty();
    }
    Activation activation = activations.iterator().next();
    return normalised == 0
        ? Optional.of(
            new Regime.Plain(
                PlainAnalysis.of(
                    new PlainLayer(activation, layer.weightVariance(), layer.biasVariance())),
                depth))
        : normalised(activation, layer, depth);
  }

  private static Optional<Regime> normalised(Activation activation, Part.Linear layer, int depth) {
    Kernel kernel = Kernel.of(activation);
    double square = kernel.variance(1).value();
    double slopeSquare = kernel.derivativeVariance(1).value();
    double w = layer.weightVariance();
    double b = layer.biasVariance();
    double length = b + w * square;
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    // Divided by their own length, such layers are plain ones with the fixed length 1.
    FixedPhase phase =
        PlainAnalysis.atLength(new PlainLayer(activation, w / length, b / length), 1);
    return Optional.of(
        new Regime.Normalised(
            activation, w, b, phase, w == 0 ? 0 : w * (slopeSquare - square), depth));
  }

  /** Equal blocks in series, with at most linear layers and one activation before and behind. */
  private static Optional<Regime> residual(List<Part> parts) {
    Set<Part> blocks = new HashSet<>();
    int count = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.PlainBlock block -> {
          blocks.add(block);
          count++;
        }
        case Part.Linear _ -> {}
        case Part.Nonlinear _, Part.Normalise _, Part.Other _ -> {
          return Optional.empty();
        }
      }
    }
    if (blocks.size() != 1 || !(blocks.iterator().next() instanceof Part.PlainBlock(var branch))) {
      return Optional.empty();
    }
    boolean full = branch.size() == 3 && branch.get(2) instanceof Part.Linear;
    if (!(full || branch.size() == 2)
        || !(branch.get(0) instanceof Part.Linear in)
        || !(branch.get(1) instanceof Part.Nonlinear(Activation activation))) {
      return Optional.empty();
    }
    Part.Linear out = full ? (Part.Linear) branch.get(2) : new Part.Linear(1, 0);
    if (out.weightVariance() == 0) {
      return Optional.empty();
    }
    ResidualVariances variances =
        new ResidualVariances(
            in.weightVariance(), in.biasVariance(), out.weightVariance(), out.biasVariance());
    ResidualLaw law =
        full || activation.parity() == Parity.ODD
            ? ResidualLaw.of(activation, variances)
            : new UnknownLaw(
                "the laws of reduced residual networks hold for odd activations, which "
                    + activation.name()
                    + " is not");
    return Optional.of(
        new Regime.Residual(
            activation,
            variances,
            full ? Regime.BranchEnd.FULL : Regime.BranchEnd.REDUCED,
            law,
            count));
  }

  private Optional<Regime> rescaled() {
    int sums = 0;
    for (var node : network.nodes()) {
      if (node.operation() instanceof Operation.WeightedSum(List<Double> weights)) {
        double squares = weights.stream().mapToDouble(w -> w * w).sum();
        if (Math.abs(squares - 1) > 1e-12) {
          return Optional.empty();
        }
        sums++;
      }
    }
    return sums == 0 ? Optional.empty() : Optional.of(new Regime.Rescaled(sums));
  }
}
