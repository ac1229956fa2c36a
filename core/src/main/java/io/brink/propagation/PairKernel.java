package io.brink.propagation;

import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;

/** Gaussian moments of two different activations φ(x), ψ(y) of jointly Gaussian x, y. */
interface PairKernel {

  /** E φ(x)ψ(y). */
  Estimate covariance(double q1, double q2, Correlation correlation);

  /** E φ′(x)ψ′(y), counting point masses. */
  Estimate derivativeCovariance(double q1, double q2, Correlation correlation);

  /** E φ″(x)ψ″(y), counting point masses. */
  Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation);
}
