package io.brink.network;

/** The law of a convolution's filter. */
public enum FilterLaw {
  /** Only the filter's centre is non-zero, and Gaussian. */
  DELTA,
  /** Only the filter's centre is non-zero, and SUO. */
  ORTHOGONAL_DELTA,
  /** Every tap is Gaussian, variance weightVariance/(channels·kernel²). */
  GAUSSIAN_FAN_IN
}
