package io.brink.simulation.sample;

import io.brink.simulation.weight.Arena;

/** Arrays and scratch space of one thread, used by one network after the other. */
public final class Workspace {

  final Arena arena = new Arena();
  final ActivationPass activations = new ActivationPass();

  /** Creates an empty workspace. */
  public Workspace() {}
}
