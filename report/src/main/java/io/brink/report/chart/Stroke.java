package io.brink.report.chart;

/** How a line is stroked. */
public enum Stroke {
  /** Unbroken. */
  SOLID,
  /** For predictions, limits and references. */
  DASHED,
  /** For a third kind of line. */
  DOTTED
}
