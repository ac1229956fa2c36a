package io.brink.reproduction;

/**
 * The number that decides a claim.
 *
 * @param value the number
 * @param uncertainty of the kind that {@code method} names; 0 only where the value is exact
 * @param method how it was obtained, and what the uncertainty is: "quadrature, bound of its error",
 *     "mean of 200 networks, standard error"
 */
public record Measurement(double value, double uncertainty, String method) {

  /** Checks that both are numbers. */
  public Measurement {
    if (Double.isNaN(value) || !(uncertainty >= 0)) {
      throw new IllegalArgumentException(
          "a measurement is a number with an uncertainty, got " + value + " ± " + uncertainty);
    }
  }

  /** A number that follows from a closed form or a convergent series, up to rounding. */
  public static Measurement exact(double value) {
    return new Measurement(value, 4 * Math.ulp(value), "closed form, rounding");
  }
}
