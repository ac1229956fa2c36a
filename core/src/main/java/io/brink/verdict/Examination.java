package io.brink.verdict;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Propagates a few pairs of inputs through one network, forward and backward. */
final class Examination {

  /** 1 − c of the pair of nearly equal inputs. */
  private static final double NEAR = 1e-12;

  /** Largest relative error of the first order in the gap that is put up with. */
  private static final double FIRST_ORDER_ERROR = 1e-3;

  private final Network network;
  private final List<Integer> states;
  private final double inputVariance;
  private final ForwardPropagation propagation;

  Examination(Network network, List<Integer> states, double inputVariance) {
    this.network = network;
    this.states = states;
    this.inputVariance = inputVariance;
    propagation = ForwardPropagation.of(network);
  }

  Evidence evidence() {
    ForwardTrace equal = propagation.propagate(pair(Correlation.EQUAL));
    ForwardTrace half = gaps(Correlation.ofGap(0.5));
    ForwardTrace orthogonal = gaps(Correlation.ORTHOGONAL);
    // Mean squares of gradients do not depend on the other input.
    BackwardTrace backward = BackwardPropagation.of(propagation).propagate(equal);
    List<Integer> nodes = new ArrayList<>(states);
    int output = network.size() - 1;
    if (nodes.isEmpty() || nodes.getFirst() != 0) {
      nodes.addFirst(0);
    }
    if (nodes.getLast() != output) {
      nodes.add(output);
    }
    int first = states.isEmpty() ? 0 : nodes.indexOf(states.getFirst());
    int last = states.isEmpty() ? nodes.size() - 1 : nodes.lastIndexOf(states.getLast());
    List<LayerState> layers = nodes.stream().map(node -> layer(node, half, backward)).toList();
    return new Evidence(
        layers,
        first,
        last,
        history(orthogonal, layers),
        history(half, layers),
        near(equal, layers),
        difference(squaredNorm(backward, nodes.get(first)), squaredNorm(backward, nodes.get(last))),
        weightGradientRatio(backward),
        linearity(equal, orthogonal, half, gaps(Correlation.ofGap(2))),
        overflow(layers),
        underflow(layers),
        Math.log(orthogonal.gap(output)) + orthogonal.logVariance1(output),
        backward.divergences(),
        backward.approximations());
  }

  private InputPair pair(Correlation correlation) {
    return InputPair.ofEqualLengths(inputVariance, correlation);
  }

  private ForwardTrace gaps(Correlation correlation) {
    return propagation.propagateGaps(pair(correlation));
  }

  private static LayerState layer(int node, ForwardTrace forward, BackwardTrace backward) {
    return new LayerState(
        node,
        forward.network().node(node).name(),
        forward.variance1(node),
        forward.logVariance1(node),
        1 - forward.gap(node),
        forward.gap(node),
        backward.gradient1(node),
        backward.logGradient1(node));
  }

  private static PairHistory history(ForwardTrace trace, List<LayerState> layers) {
    double input = trace.input().correlation().gap();
    Optional<LayerState> lost =
        input < Thresholds.LOST
            ? Optional.empty()
            : layers.stream()
                .filter(layer -> trace.gap(layer.node()) < Thresholds.LOST)
                .findFirst();
    return new PairHistory(
        input,
        trace.gap(layers.get(layers.size() / 2).node()),
        trace.gap(layers.getLast().node()),
        lost);
  }

  /**
   * The nearly equal pair to first order in its gap, from the slopes at c = 1; where curvature
   * makes that inaccurate, or is infinite, by a pass of its own.
   */
  private PairHistory near(ForwardTrace equal, List<LayerState> layers) {
    for (LayerState layer : layers) {
      double second = 0.5 * NEAR * Math.abs(equal.curvature(layer.node()));
      if (!(second <= FIRST_ORDER_ERROR * equal.slope(layer.node()))) {
        return history(gaps(Correlation.ofGap(NEAR)), layers);
      }
    }
    return new PairHistory(
        NEAR,
        NEAR * equal.slope(layers.get(layers.size() / 2).node()),
        NEAR * equal.slope(layers.getLast().node()),
        Optional.empty());
  }

  /** ln of the squared norm of the gradient: free of widths and strides, which a mean is not. */
  private double squaredNorm(BackwardTrace backward, int node) {
    return backward.logGradient1(node) + Math.log(units(network.node(node).shape()));
  }

  private static double units(Shape shape) {
    return switch (shape) {
      case Shape.Vector(int units) -> units;
      case Shape.Image(int channels, int height, int columns) ->
          (double) channels * height * columns;
    };
  }

  private double weightGradientRatio(BackwardTrace backward) {
    int first = -1;
    int last = -1;
    for (int node = 0; node < network.size(); node++) {
      if (backward.isParameterised(node) && feedsNonlinearity(node)) {
        first = first < 0 ? node : first;
        last = node;
      }
    }
    return first < 0 ? 0 : difference(weights(backward, first), weights(backward, last));
  }

  private boolean feedsNonlinearity(int node) {
    for (int k = 0; k < network.consumerCount(node); k++) {
      Operation reader = network.node(network.consumer(node, k)).operation();
      if (reader instanceof Operation.Nonlinearity
          || reader instanceof Operation.LayerNormalisation) {
        return true;
      }
    }
    return false;
  }

  private double weights(BackwardTrace backward, int node) {
    return backward.logWeightGradient1(node) + Math.log(network.node(node).shape().width());
  }

  /** a − b of logarithms, where an infinite gradient anywhere is an infinite ratio. */
  private static double difference(double a, double b) {
    if (a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    return b == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : a - b;
  }

  private Linearity linearity(ForwardTrace equal, ForwardTrace... pairs) {
    int output = network.size() - 1;
    double largest = 0;
    for (ForwardTrace pair : pairs) {
      double deviation = Math.abs(pair.gap(output) - pair.input().correlation().gap());
      largest = Math.max(largest, deviation);
    }
    return new Linearity(largest, equal.slope(output), equal.curvature(output));
  }

  private static List<RangeLimit> overflow(List<LayerState> layers) {
    List<RangeLimit> limits = new ArrayList<>();
    limit(layers, "float32", Thresholds.FLOAT32_LOG_RANGE).ifPresent(limits::add);
    limit(layers, "float64", Thresholds.FLOAT64_LOG_RANGE).ifPresent(limits::add);
    return limits;
  }

  private static Optional<RangeLimit> limit(List<LayerState> layers, String format, double range) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).logVariance() > range) {
        return Optional.of(new RangeLimit(format, i, layers.get(i).name()));
      }
    }
    return Optional.empty();
  }

  private static Optional<RangeLimit> underflow(List<LayerState> layers) {
    double least = Math.log(Float.MIN_NORMAL);
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).logVariance() < least) {
        return Optional.of(new RangeLimit("float32", i, layers.get(i).name()));
      }
    }
    return Optional.empty();
  }
}
