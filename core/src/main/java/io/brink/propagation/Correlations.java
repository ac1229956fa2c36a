package io.brink.propagation;

/**
 * Per node: the gap 1 − c, its 2-jet in the input correlation, and the bound of the gap's error.
 */
final class Correlations {
  final double[] gap;
  final double[] slope;
  final double[] curvature;
  final double[] errorBound;

  /** At a nonlinear node, the slope of its own correlation map at the correlation that it met. */
  final double[] localSlope;

  Correlations(int size) {
    gap = new double[size];
    slope = new double[size];
    curvature = new double[size];
    errorBound = new double[size];
    localSlope = new double[size];
  }
}
