package io.brink.activation;

/** The symmetry of an activation about 0. */
public enum Parity {
  /** φ(−x) = φ(x). */
  EVEN,
  /** φ(−x) = −φ(x). */
  ODD,
  /** No symmetry is known. */
  NONE
}
