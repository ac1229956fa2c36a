package io.brink.verdict;

import io.brink.network.Network;

/**
 * Everything that a verdict rests on.
 *
 * @param network the network
 * @param inputVariance mean square of the inputs
 * @param regime what kind of network it is
 * @param evidence what propagation through it found
 */
public record Diagnosis(Network network, double inputVariance, Regime regime, Evidence evidence) {

  /** Diagnoses a network for inputs of mean square 1. */
  public static Diagnosis of(Network network) {
    return of(network, 1);
  }

  /**
   * Diagnoses a network.
   *
   * @param inputVariance mean square of both inputs of every pair, finite and positive
   * @throws IllegalArgumentException if the input variance is out of range, or if mean squares
   *     overflow a double at an activation that is not homogeneous
   */
  public static Diagnosis of(Network network, double inputVariance) {
    Evidence evidence = new Examination(network, inputVariance).evidence();
    return new Diagnosis(network, inputVariance, Regime.of(network), evidence);
  }
}
