package io.brink.expectation;

import io.brink.activation.Activation;

/** Which derivative of an activation a moment is taken of. */
public enum DerivativeOrder {
  /** φ itself. */
  VALUE,
  /** φ′. */
  FIRST,
  /** φ″. */
  SECOND;

  /** This derivative of the activation at n points. */
  void evaluate(Activation activation, int n, double[] x, double[] out) {
    switch (this) {
      case VALUE -> activation.evaluate(n, x, out, null, null);
      case FIRST -> activation.evaluate(n, x, null, out, null);
      case SECOND -> activation.evaluate(n, x, null, null, out);
    }
  }
}
