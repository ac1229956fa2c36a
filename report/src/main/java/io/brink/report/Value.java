package io.brink.report;

import io.brink.expectation.Estimate;
import java.util.List;

/** One figure or word of a report, before it is written down. */
public sealed interface Value {

  /** No value: null in JSON, a dash in a table. */
  Value ABSENT = new Absent();

  /**
   * A number that is shown with every digit of the double: an input, or a parameter to be copied.
   */
  record Exact(double value) implements Value {}

  /** A number that a reader wants to see with a few significant digits; JSON gets all of them. */
  record Rounded(double value, int significantDigits) implements Value {}

  /** A number with a bound of its error, shown with the digits that the bound leaves. */
  record Measured(Estimate estimate) implements Value {}

  /** A whole number. */
  record Count(long value) implements Value {}

  /** A word or a sentence. */
  record Text(String text) implements Value {}

  /** Yes or no. */
  record Flag(boolean value) implements Value {}

  /** Several values. */
  record Sequence(List<Value> values) implements Value {
    /** Copies the list. */
    public Sequence {
      values = List.copyOf(values);
    }
  }

  /** Named values: a nested object in JSON, {@code key=value} in a table. */
  record Mapping(List<Fact> facts) implements Value {
    /** Copies the list. */
    public Mapping {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Figures in order, such as those of one layer after the other: all of them for programs, a
   * sparkline for readers. The array is not copied and must not change afterwards.
   */
  record Course(double[] figures) implements Value {}

  /** See {@link #ABSENT}. */
  record Absent() implements Value {}

  /** A number with every digit. */
  static Value exact(double value) {
    return new Exact(value);
  }

  /** A number that is read at a glance: six significant digits. */
  static Value rounded(double value) {
    return new Rounded(value, 6);
  }

  /** A deviation or an error bound, of which only the magnitude matters: two significant digits. */
  static Value magnitude(double value) {
    return new Rounded(value, 2);
  }

  /** A number with its error. */
  static Value measured(Estimate estimate) {
    return new Measured(estimate);
  }

  /** A word or a sentence. */
  static Value text(String text) {
    return new Text(text);
  }

  /** A whole number. */
  static Value count(long value) {
    return new Count(value);
  }

  /** Several words. */
  static Value texts(List<String> texts) {
    return new Sequence(texts.stream().map(Value::text).toList());
  }
}
