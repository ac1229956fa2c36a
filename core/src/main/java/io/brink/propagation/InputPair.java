package io.brink.propagation;

import io.brink.kernel.Correlation;

/**
 * Two inputs of a network, seen through their second moments over units: the mean squares q₁ and q₂
 * and the correlation c = E[xx′]/√(q₁q₂). For an image the moments hold at every pixel.
 *
 * @param variance1 q₁ = ‖x‖²/d of the first input; finite and positive
 * @param variance2 q₂ of the second input; finite and positive
 * @param correlation c, with 1 − c exact
 */
public record InputPair(double variance1, double variance2, Correlation correlation) {

  /** Checks that both mean squares are finite and positive. */
  public InputPair {
    check("variance1", variance1);
    check("variance2", variance2);
    if (correlation == null) {
      throw new IllegalArgumentException("an input pair needs a correlation, got null");
    }
  }

  /** Two inputs of equal mean square. */
  public static InputPair ofEqualLengths(double variance, Correlation correlation) {
    return new InputPair(variance, variance, correlation);
  }

  private static void check(String what, double variance) {
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          what + " of an input pair must be finite and > 0, got " + variance);
    }
  }
}
