package io.brink.report.chart;

/** How an axis or a colour scale spaces its values. */
public enum Scale {
  /** Equal differences are equal distances. */
  LINEAR,
  /** Equal ratios are equal distances; what is not positive is not drawn. */
  LOGARITHMIC
}
