package io.brink.propagation;

/** How much of a correlation map is followed through a network. */
enum Detail {
  /** The gap alone: a third of the work where kernels are quadratures. */
  GAPS,
  /** The gap with its error bound, and its first two derivatives in the input correlation. */
  JETS
}
