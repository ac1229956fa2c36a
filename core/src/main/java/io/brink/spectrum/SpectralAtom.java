package io.brink.spectrum;

/**
 * A singular value that a positive share of all singular values has.
 *
 * @param logSquare ln s²; −∞ for s = 0
 * @param weight its share, in (0, 1]
 */
public record SpectralAtom(double logSquare, double weight) {

  /** The singular value s. */
  public double singularValue() {
    return Math.exp(0.5 * logSquare);
  }
}
