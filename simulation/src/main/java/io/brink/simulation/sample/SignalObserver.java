package io.brink.simulation.sample;

/** Is told the moments of a node while a forward pass goes by that keeps no tensors. */
@FunctionalInterface
public interface SignalObserver {

  /** The moments of a node, in the order of the nodes. */
  void observe(int node, SignalMoments moments);
}
