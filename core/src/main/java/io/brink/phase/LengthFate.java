package io.brink.phase;

/** What becomes of lengths in deep layers, in one word; {@link LengthRegime} tells more. */
public enum LengthFate {
  /** They tend to a fixed length q* &gt; 0. */
  FIXED,
  /** Every length is fixed. */
  EVERY,
  /** They tend to 0. */
  VANISHING,
  /** They grow without bound. */
  GROWING
}
