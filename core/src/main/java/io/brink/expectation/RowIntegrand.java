package io.brink.expectation;

/** What {@link PanelPlane} integrates over u at a given v. */
interface RowIntegrand {
  /** Integral over u, times the density of u; the error goes into {@code tally}. */
  double inner(PanelFrame frame, double v, PanelTally tally);

  /** Whether the integrand takes equal values at v and −v when integrated over u. */
  boolean even();
}
