package io.brink.simulation;

import io.brink.simulation.weight.WeightSampling;

/**
 * How a network is simulated.
 *
 * @param networks number of random networks, at least 2: fewer have no spread
 * @param seed seed of all random numbers; equal seeds give equal figures, for any number of threads
 * @param threads number of threads, at least 1
 * @param sampling how weights are sampled
 * @param passes what is sent through the networks
 * @param singularValues how many of the largest singular values of the Jacobian of the output with
 *     respect to the first input are wanted; 0 for none
 */
public record SimulationSettings(
    int networks,
    long seed,
    int threads,
    WeightSampling sampling,
    Passes passes,
    int singularValues) {

  /** What is sent through the networks. */
  public enum Passes {
    /** Signals. */
    FORWARD,
    /** Signals, and gradients back. */
    FORWARD_AND_BACKWARD
  }

  /** Checks the numbers. */
  public SimulationSettings {
    if (networks < 2) {
      throw new IllegalArgumentException(
          "at least 2 networks are simulated, as fewer have no spread; got " + networks);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed, got " + threads);
    }
    if (singularValues < 0) {
      throw new IllegalArgumentException(
          "the number of singular values is at least 0, got " + singularValues);
    }
  }

  /** Exact sampling on all cores, forward. */
  public static SimulationSettings forward(int networks, long seed) {
    return new SimulationSettings(
        networks,
        seed,
        Runtime.getRuntime().availableProcessors(),
        WeightSampling.EXACT,
        Passes.FORWARD,
        0);
  }

  /** Exact sampling on all cores, forward and backward. */
  public static SimulationSettings forwardAndBackward(int networks, long seed) {
    return new SimulationSettings(
        networks,
        seed,
        Runtime.getRuntime().availableProcessors(),
        WeightSampling.EXACT,
        Passes.FORWARD_AND_BACKWARD,
        0);
  }
}
