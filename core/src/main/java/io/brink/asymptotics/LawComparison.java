package io.brink.asymptotics;

/**
 * One constant of an asymptotic law beside its measurement.
 *
 * @param quantity the constant in words with its symbol in the paper, {@code "gradient exponent R"}
 * @param meaning what was fitted, {@code "-slope of ln chi against ln l"}
 * @param law the law's figure
 * @param measured slope fitted to the exact recurrences, with its uncertainty
 */
public record LawComparison(String quantity, String meaning, double law, LineFit measured) {

  /** measured − law. */
  public double difference() {
    return measured.slope() - law;
  }
}
