package io.brink.propagation;

/**
 * Per node: the gap 1 − c, its 2-jet in the input correlation, and the bound of the gap's error;
 * all but the gap are null in a pass of {@link Detail#GAPS}.
 */
final class Correlations {
  final double[] gap;
  final double[] slope;
  final double[] curvature;
  final double[] errorBound;

  /** At a nonlinear node, the slope of its own correlation map at the correlation that it met. */
  final double[] localSlope;

  Correlations(int size) {
    this(size, Detail.JETS);
  }

  Correlations(int size, Detail detail) {
    gap = new double[size];
    boolean jets = detail == Detail.JETS;
    slope = jets ? new double[size] : null;
    curvature = jets ? new double[size] : null;
    errorBound = jets ? new double[size] : null;
    localSlope = jets ? new double[size] : null;
  }

  Detail detail() {
    return slope == null ? Detail.GAPS : Detail.JETS;
  }
}
