package io.brink.report.chart;

/** Which role a layer plays; renderers turn it into colour. */
public enum Ink {
  /** A series of its own: the next colour of the palette. */
  NEXT,
  /** Belongs to the series before it, such as a simulation to its prediction. */
  SAME,
  /** A reference that stands back: grey. */
  QUIET,
  /** What the eye shall find first, such as the edge of chaos: the colour of text. */
  STRONG
}
