package io.brink.trajectory;

import io.brink.asymptotics.CorrelationLaw;
import io.brink.asymptotics.LawComparison;
import io.brink.network.Network;
import io.brink.network.region.RegionTree;
import io.brink.propagation.Approximation;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.regime.Regime;
import io.brink.regime.States;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The correlation and the gap of a pair of inputs in every layer, with the asymptotic law beside
 * the exact values.
 *
 * @param network the network
 * @param input the pair
 * @param regime what kind of network it is
 * @param law the law of its deep layers
 * @param layers all of them, input first
 * @param comparisons the law's constants beside their measurement in the deep layers; empty where
 *     the network has fewer than 16 layers, or no law
 * @param approximations where theory does not cover the network
 */
public record CorrelationTrajectory(
    Network network,
    InputPair input,
    Regime regime,
    CorrelationLaw law,
    List<TrajectoryLayer> layers,
    List<LawComparison> comparisons,
    List<Approximation> approximations) {

  /** Copies the lists. */
  public CorrelationTrajectory {
    layers = List.copyOf(layers);
    comparisons = List.copyOf(comparisons);
    approximations = List.copyOf(approximations);
  }

  /**
   * The trajectory of one pair.
   *
   * @throws IllegalArgumentException if a mean square overflows at an activation that is not
   *     homogeneous
   */
  public static CorrelationTrajectory of(Network network, InputPair input) {
    return of(network, List.of(input)).getFirst();
  }

  /** The trajectories of several pairs; what depends on the network alone is done once. */
  public static List<CorrelationTrajectory> of(Network network, List<InputPair> inputs) {
    RegionTree regions = RegionTree.of(network);
    Regime regime = Regime.of(network, regions);
    int[] states = states(network, regions);
    ForwardPropagation propagation = ForwardPropagation.of(network);
    List<CorrelationTrajectory> trajectories = new ArrayList<>();
    for (InputPair input : inputs) {
      trajectories.add(of(propagation, regime, states, input));
    }
    return trajectories;
  }

  /** Input, states, output. */
  private static int[] states(Network network, RegionTree regions) {
    List<Integer> states = new ArrayList<>(States.of(network, regions));
    if (states.isEmpty() || states.getFirst() != 0) {
      states.addFirst(0);
    }
    if (states.getLast() != network.size() - 1) {
      states.add(network.size() - 1);
    }
    return states.stream().mapToInt(Integer::intValue).toArray();
  }

  private static CorrelationTrajectory of(
      ForwardPropagation propagation, Regime regime, int[] states, InputPair input) {
    ForwardTrace trace = propagation.propagate(input);
    CorrelationLaw law = law(regime, trace, states);
    LayersOfPair pair = new LayersOfPair(trace, states, law);
    return new CorrelationTrajectory(
        propagation.network(),
        input,
        regime,
        law,
        pair.layers(),
        pair.comparisons(regime),
        trace.approximations());
  }

  private static CorrelationLaw law(Regime regime, ForwardTrace trace, int[] states) {
    if (trace.input().correlation().gap() == 0
        && trace.input().variance1() == trace.input().variance2()) {
      return new CorrelationLaw.Unknown("the inputs are equal, and stay so");
    }
    return switch (regime) {
      case Regime.Plain plain ->
          CorrelationLaw.of(
              plain.analysis(), trace.logVariance1(states[lastState(regime, states)]));
      case Regime.Normalised normalised ->
          CorrelationLaw.of(normalised.layer(), normalised.phase());
      case Regime.Residual residual ->
          CorrelationLaw.of(residual.law(), trace.variance1(states[0]), trace.gap(states[0]));
      case Regime.Rescaled _, Regime.General _ ->
          new CorrelationLaw.Unknown(
              "no asymptotic law is known for this kind of network, which is not a series of equal"
                  + " layers or blocks");
    };
  }

  /** Position of the last layer that is followed by another of its kind: without the read-out. */
  static int lastState(Regime regime, int[] states) {
    return switch (regime) {
      case Regime.Plain plain -> Math.min(plain.depth(), states.length - 1);
      case Regime.Normalised normalised -> Math.min(normalised.depth(), states.length - 1);
      case Regime.Residual residual -> Math.min(residual.blocks(), states.length - 1);
      case Regime.Rescaled _, Regime.General _ -> states.length - 1;
    };
  }

  /** The limit c* of the correlation as its gap; empty where none is known. */
  public OptionalDouble limitGap() {
    return law instanceof CorrelationLaw.Unknown
        ? OptionalDouble.empty()
        : OptionalDouble.of(law.limitGap());
  }
}
