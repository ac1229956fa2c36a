package io.brink.spectrum;

/** Which Jacobian of a network, and with which widths. */
public enum JacobianScope {
  /**
   * From the input to the last nonlinear layer, as if all widths were equal: the J = Π D_l W_l of
   * the literature. Affine layers behind the last activation are left out.
   */
  HIDDEN,
  /** From the input to the output, with the ratios of the network's own widths. */
  NETWORK
}
