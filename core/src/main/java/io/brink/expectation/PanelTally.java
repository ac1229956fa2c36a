package io.brink.expectation;

/** The error of the inner integrals and the size of their terms. */
final class PanelTally {
  double error;
  double magnitude;

  /** The weight of the row, the density of v included. */
  double outerWeight;
}
