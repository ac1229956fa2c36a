package io.brink.cli;

import picocli.CommandLine.Option;

/** The option for the length of the inputs. */
final class InputVariance {

  @Option(
      names = "--input-variance",
      paramLabel = "Q",
      defaultValue = "1",
      converter = FiniteNumber.class,
      description = "Mean square of the inputs, above 0 (default: 1).")
  private double value;

  /**
   * The mean square.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  double value() {
    if (!(value > 0)) {
      throw new IllegalArgumentException("--input-variance is above 0, got " + value);
    }
    return value;
  }
}
