package io.brink.finitewidth;

import io.brink.network.Network;
import io.brink.propagation.Approximation;
import io.brink.propagation.ForwardTrace;
import java.util.List;
import java.util.Optional;

/**
 * The scatter of a pair's kernel at every node of a network of finite width: the result of {@link
 * FiniteWidth#predict}.
 */
public final class FiniteWidthTrace {

  private final ForwardTrace forward;
  private final Widths widths;
  private final Spread[] measured;
  private final Spread[] kernel;
  private final List<Approximation> limits;

  FiniteWidthTrace(
      ForwardTrace forward,
      Widths widths,
      Spread[] measured,
      Spread[] kernel,
      List<Approximation> limits) {
    this.forward = forward;
    this.widths = widths;
    this.measured = measured;
    this.kernel = kernel;
    this.limits = List.copyOf(limits);
  }

  /** The network. */
  public Network network() {
    return forward.network();
  }

  /** The moments at infinite width. */
  public ForwardTrace forward() {
    return forward;
  }

  /** The widths that were assumed. */
  public Widths widths() {
    return widths;
  }

  /**
   * Scatter of q₁, q₂ and c as measured over the units of the node; empty where the theory does not
   * reach, see {@link #limits}.
   */
  public Optional<Spread> measured(int node) {
    return Optional.ofNullable(measured[node]);
  }

  /**
   * At affine nodes and convolutions: scatter of the law of the node's Gaussian units, q = σ_w² p +
   * σ_b² given the layer below, without the scatter of the units themselves about it. Empty at
   * other nodes, and where the theory does not reach.
   */
  public Optional<Spread> kernel(int node) {
    return Optional.ofNullable(kernel[node]);
  }

  /**
   * Where this theory does not cover the network: each names the first node concerned and says
   * whether figures from there on are missing or what was assumed. Besides {@link
   * ForwardTrace#approximations}.
   */
  public List<Approximation> limits() {
    return limits;
  }
}
