package io.brink.report.chart;

/** The shape of a point: beside its colour, what tells one series from another. */
public enum Marker {
  /** The first. */
  CIRCLE,
  /** The second. */
  SQUARE,
  /** The third. */
  TRIANGLE,
  /** The fourth. */
  DIAMOND,
  /** The fifth. */
  CROSS,
  /** The sixth; the seventh is the first again. */
  STAR
}
