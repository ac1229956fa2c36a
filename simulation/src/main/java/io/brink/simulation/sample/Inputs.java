package io.brink.simulation.sample;

/** The inputs of a network: how many, and how they come about. */
public sealed interface Inputs permits InputGram, InputColumns {

  /** Number of inputs. */
  int count();
}
