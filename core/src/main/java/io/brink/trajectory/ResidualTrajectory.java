package io.brink.trajectory;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.region.Element;
import io.brink.network.region.RegionTree;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.regime.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All the figures of Yang &amp; Schoenholz 2017 for a residual network, block by block.
 *
 * @param network the network
 * @param regime its activation and variances
 * @param layers one for each block
 */
public record ResidualTrajectory(
    Network network, Regime.Residual regime, List<ResidualLayer> layers) {

  /** Copies the list. */
  public ResidualTrajectory {
    layers = List.copyOf(layers);
  }

  /**
   * Forward and backward through a residual network.
   *
   * @param inputVariance mean square of both inputs
   * @param correlation of the two inputs
   * @throws IllegalArgumentException if the network is not a series of equal blocks x + v φ(w x +
   *     b) + a with plain sums
   */
  public static ResidualTrajectory of(
      Network network, double inputVariance, Correlation correlation) {
    RegionTree regions = RegionTree.of(network);
    if (!(Regime.of(network, regions) instanceof Regime.Residual residual)) {
      throw new IllegalArgumentException(
          "a residual trajectory needs a series of equal blocks x + v phi(w x + b) + a, which this"
              + " network is not");
    }
    ForwardPropagation propagation = ForwardPropagation.of(network);
    ForwardTrace forward =
        propagation.propagate(InputPair.ofEqualLengths(inputVariance, correlation));
    BackwardTrace backward = BackwardPropagation.of(propagation).propagate(forward);
    List<ResidualLayer> layers = new ArrayList<>();
    for (Element element : regions.root().elements()) {
      if (element instanceof Element.Join join) {
        layers.add(layer(layers.size() + 1, join, forward, backward));
      }
    }
    return new ResidualTrajectory(network, residual, layers);
  }

  private static ResidualLayer layer(
      int block, Element.Join join, ForwardTrace forward, BackwardTrace backward) {
    Network network = forward.network();
    int sum = join.node();
    List<Integer> inputs = network.node(sum).inputs();
    int out = -1;
    int node = inputs.get(0) == join.fork() ? inputs.get(1) : inputs.get(0);
    while (!(network.node(node).operation() instanceof Operation.Nonlinearity)) {
      out = backward.isParameterised(node) ? node : out;
      node = network.node(node).inputs().getFirst();
    }
    int hidden = network.node(node).inputs().getFirst();
    int weights = hidden;
    while (!backward.isParameterised(weights)) {
      weights = network.node(weights).inputs().getFirst();
    }
    return new ResidualLayer(
        block,
        forward.logVariance1(sum),
        forward.gap(sum),
        forward.logVariance1(sum) + Math.log(forward.gap(sum)),
        forward.logVariance1(hidden),
        forward.gap(hidden),
        backward.logGradient1(sum),
        backward.logWeightGradient1(weights),
        backward.logBiasGradient1(weights),
        out < 0 ? OptionalDouble.empty() : OptionalDouble.of(backward.logWeightGradient1(out)),
        out < 0 ? OptionalDouble.empty() : OptionalDouble.of(backward.logBiasGradient1(out)));
  }
}
