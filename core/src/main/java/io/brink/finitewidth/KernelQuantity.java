package io.brink.finitewidth;

/** What of a pair's kernel is asked to be near its value at infinite width. */
public enum KernelQuantity {
  /** q₁, q₂ and E yy′, each in units of √(q_i q_j). */
  KERNEL,
  /** q₁ and q₂, in units of themselves. */
  LENGTH,
  /** c, absolute. */
  CORRELATION,
  /** 1 − c, in units of itself. */
  GAP
}
