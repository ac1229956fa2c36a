package io.brink.spectrum;

/**
 * An interval of the support of the continuous part.
 *
 * @param lowerLogSquare ln s² at its lower end; −∞ where it reaches 0
 * @param upperLogSquare ln s² at its upper end
 */
public record SupportInterval(double lowerLogSquare, double upperLogSquare) {

  /** The smallest singular value. */
  public double lower() {
    return Math.exp(0.5 * lowerLogSquare);
  }

  /** The largest singular value; +∞ beyond the range of a double. */
  public double upper() {
    return Math.exp(0.5 * upperLogSquare);
  }
}
