package io.brink.expectation;

/** Which derivative of an activation a moment is taken of. */
public enum DerivativeOrder {
  /** φ itself. */
  VALUE,
  /** φ′. */
  FIRST,
  /** φ″. */
  SECOND
}
