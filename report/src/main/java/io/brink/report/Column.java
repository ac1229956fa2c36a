package io.brink.report;

/**
 * A column of a table.
 *
 * @param key snake_case name for programs; empty: for readers only
 * @param label heading for readers; empty: for programs only
 * @param unit unit of the figures; empty for pure numbers
 */
public record Column(String key, String label, String unit) {

  /** A column of pure numbers or words. */
  public Column(String key, String label) {
    this(key, label, "");
  }

  /** Label and unit as the heading of a column. */
  public String heading() {
    return unit.isEmpty() ? label : label + " [" + unit + "]";
  }
}
