package io.brink.propagation;

/** How weights are written, on which their gradients and the neural tangent kernel depend. */
public enum Parameterisation {
  /**
   * W = σ_w ω/√fan-in, b = σ_b β with ω and β of variance 1: the tangent kernel has a limit at
   * infinite width (Jacot et al. 2018).
   */
  NEURAL_TANGENT,
  /**
   * W and b themselves: the tangent kernel is that of the network's own width, and grows with it.
   */
  STANDARD
}
