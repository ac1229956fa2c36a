package io.brink.verdict;

import io.brink.network.Network;
import io.brink.network.region.RegionTree;
import io.brink.phase.FixedPhase;
import io.brink.phase.PlainAnalysis;
import io.brink.propagation.LengthOverflowException;
import io.brink.regime.Regime;
import io.brink.regime.States;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a verdict rests on.
 *
 * @param network the network
 * @param inputVariance mean square of the inputs
 * @param regime what kind of network it is
 * @param evidence what propagation through it found
 */
public record Diagnosis(Network network, double inputVariance, Regime regime, Evidence evidence) {

  /** Where mean squares overflow a double, the evidence is that of the states before. */
  private static Evidence evidence(Network network, List<Integer> states, double inputVariance) {
    try {
      return new Examination(network, states, inputVariance).evidence();
    } catch (LengthOverflowException overflow) {
      List<Integer> before = states.stream().filter(state -> state < overflow.node()).toList();
      if (before.isEmpty() || before.getLast() == 0) {
        throw overflow;
      }
      // A state lies on every path, so that the nodes up to it are a network.
      Network part = new Network(network.nodes().subList(0, before.getLast() + 1));
      return new Examination(part, before, inputVariance).evidence().endedBy(overflow);
    }
  }

  /** Whether the evidence ends before the network does, where mean squares overflow a double. */
  public boolean isCutOff() {
    return evidence.output().node() < network.size() - 1;
  }

  /** The depth up to which such networks train, where a law says; see {@link TrainableDepth}. */
  public Optional<TrainableDepth> trainableDepth() {
    return TrainableDepth.of(this);
  }

  /**
   * The phase of the deep layers: of a plain network at the fixed length towards which these inputs
   * move, of a normalised one at unit length; empty in other networks, and where no positive length
   * is fixed.
   */
  public Optional<FixedPhase> phase() {
    return switch (regime) {
      case Regime.Plain(PlainAnalysis analysis, int _) ->
          analysis.reached(evidence.layers().get(evidence.last()).logVariance());
      case Regime.Normalised normalised -> Optional.of(normalised.phase());
      case Regime.Residual _, Regime.Rescaled _, Regime.General _ -> Optional.empty();
    };
  }

  /** Diagnoses a network for inputs of mean square 1. */
  public static Diagnosis of(Network network) {
    return of(network, 1);
  }

  /**
   * Diagnoses a network.
   *
   * @param inputVariance mean square of both inputs of every pair, finite and positive
   * @throws IllegalArgumentException if the input variance is out of range, or if mean squares
   *     overflow a double at the first activation
   */
  public static Diagnosis of(Network network, double inputVariance) {
    RegionTree regions = RegionTree.of(network);
    List<Integer> states = States.of(network, regions);
    return new Diagnosis(
        network,
        inputVariance,
        Regime.of(network, regions),
        evidence(network, states, inputVariance));
  }
}
