package io.brink.shaping;

/** What a local map is known to do with the variance of its input. */
enum ScaleLaw {
  /** Q(q) = q and C does not depend on q: (leaky) ReLU without shifts. */
  PROPORTIONAL,
  /** Q(1) = 1, and nothing is known at other variances. */
  UNIT,
  /** As {@link #UNIT}, and E φ̂ = 0. */
  UNIT_CENTRED
}
