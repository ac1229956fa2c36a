package io.brink.reproduction;

/**
 * What a paper says with a figure, put to the test.
 *
 * @param statement as the paper makes it, one sentence, ending with the quantity that is measured
 * @param criterion what the number has to be
 * @param measured what it is
 */
public record Claim(String statement, Criterion criterion, Measurement measured) {

  /** The claim that a number is the expected one up to a tolerance. */
  public static Claim near(
      String statement, double expected, double tolerance, Measurement measured) {
    return new Claim(statement, new Criterion.Near(expected, tolerance), measured);
  }

  /** The claim that a number is not above a limit. */
  public static Claim atMost(String statement, double limit, Measurement measured) {
    return new Claim(statement, new Criterion.AtMost(limit), measured);
  }

  /** The claim that a number is not below a limit. */
  public static Claim atLeast(String statement, double limit, Measurement measured) {
    return new Claim(statement, new Criterion.AtLeast(limit), measured);
  }

  /** Whether the claim is reproduced. */
  public boolean holds() {
    return criterion.admits(measured.value());
  }
}
