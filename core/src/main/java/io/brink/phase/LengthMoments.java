package io.brink.phase;

import io.brink.activation.Activation;
import io.brink.activation.Growth;

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

  /**
   * A length beyond which lengths shrink, if φ is known to be bounded; else {@link #LARGEST}. At
   * such lengths bounded functions, nearly steps, are hardest to integrate.
   */
  static double largest(Activation activation, double weightVariance, double biasVariance) {
    return switch (activation.growth()) {
      // Twice over, as the bound of an expression is an estimate.
      case Growth.Bounded(double bound) ->
          Math.min(LARGEST, Math.max(1, 4 * (weightVariance * bound * bound + biasVariance)));
      case Growth.Polynomial _, Growth.Exponential _ -> LARGEST;
    };
  }

  /** Fills V(q), dV/dq and E φ′² into {@code out[0..2]}. */
  void at(double q, double[] out);
}
