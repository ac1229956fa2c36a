package io.brink.propagation;

/**
 * A 2 × 2 symmetric kernel matrix of two inputs, held so that it does not overflow.
 *
 * @param log11 ln K(x, x); −∞ for 0, +∞ where the entry is infinite
 * @param log22 ln K(x′, x′)
 * @param logMagnitude12 ln|K(x, x′)|
 * @param sign12 sign of K(x, x′): −1, 0 or 1
 */
public record KernelOfPair(double log11, double log22, double logMagnitude12, int sign12) {

  /** K(x, x); +∞ beyond the range of a double. */
  public double value11() {
    return Math.exp(log11);
  }

  /** K(x′, x′). */
  public double value22() {
    return Math.exp(log22);
  }

  /** K(x, x′). */
  public double value12() {
    return sign12 == 0 ? 0 : sign12 * Math.exp(logMagnitude12);
  }

  /** K(x, x′)/√(K(x, x)K(x′, x′)); 0 where a diagonal entry is infinite and this one is not. */
  public double correlation() {
    if (sign12 == 0 || (log11 + log22) / 2 == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return Math.clamp(sign12 * Math.exp(logMagnitude12 - (log11 + log22) / 2), -1.0, 1.0);
  }
}
