package io.brink.report;

/**
 * A named figure.
 *
 * @param key snake_case name for programs; empty: for readers only
 * @param label name for readers; empty: for programs only
 * @param value the figure
 * @param note what the figure means, for readers; may be empty
 */
public record Fact(String key, String label, Value value, String note) {

  /** A figure that needs no explanation. */
  public static Fact of(String key, String label, Value value) {
    return new Fact(key, label, value, "");
  }

  /** A figure with an explanation. */
  public static Fact of(String key, String label, Value value, String note) {
    return new Fact(key, label, value, note);
  }
}
