package io.brink.phase;

/**
 * The moments of φ that follow lengths, for many evaluations. Domain: preactivation variances from
 * {@link #SMALLEST} to {@link #LARGEST}. Thread-safe.
 */
interface LengthMoments {

  double SMALLEST = 1e-10;
  double LARGEST = 1e10;

  int VARIANCE = 0;
  int VARIANCE_DERIVATIVE = 1;
  int DERIVATIVE_VARIANCE = 2;

  /** Fills V(q), dV/dq and E φ′² into {@code out[0..2]}. */
  void at(double q, double[] out);
}
