package io.brink.network;

/** The law of a weight matrix. */
public enum WeightLaw {
  /** Independent normal entries. */
  GAUSSIAN,
  /** Scale-corrected uniform orthogonal (SUO): Haar, times max(√(fan-out/fan-in), 1). */
  ORTHOGONAL
}
