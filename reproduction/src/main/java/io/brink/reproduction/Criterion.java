package io.brink.reproduction;

import io.brink.report.Numerals;

/** What the number of a claim has to be for the claim to hold. */
public sealed interface Criterion {

  /** Whether the number fulfils it. */
  boolean admits(double value);

  /** How far the number lies outside; 0 where it is admitted. */
  double excess(double value);

  /** In words, {@code "-1.4486 ± 0.01"}. */
  String words();

  /** Near an expected value. */
  record Near(double expected, double tolerance) implements Criterion {
    @Override
    public boolean admits(double value) {
      return excess(value) == 0;
    }

    @Override
    public double excess(double value) {
      return value == expected ? 0 : Math.max(0, Math.abs(value - expected) - tolerance);
    }

    @Override
    public String words() {
      return Numerals.rounded(expected, 6) + " ± " + Numerals.rounded(tolerance, 2);
    }
  }

  /** Not above a limit. */
  record AtMost(double limit) implements Criterion {
    @Override
    public boolean admits(double value) {
      return value <= limit;
    }

    @Override
    public double excess(double value) {
      return Math.max(0, value - limit);
    }

    @Override
    public String words() {
      return "at most " + Numerals.rounded(limit, 6);
    }
  }

  /** Not below a limit. */
  record AtLeast(double limit) implements Criterion {
    @Override
    public boolean admits(double value) {
      return value >= limit;
    }

    @Override
    public double excess(double value) {
      return Math.max(0, limit - value);
    }

    @Override
    public String words() {
      return "at least " + Numerals.rounded(limit, 6);
    }
  }
}
