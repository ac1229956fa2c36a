package io.brink.propagation;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import java.util.List;

/**
 * The second moments of every tensor of a network for one pair of inputs: the result of {@link
 * ForwardPropagation#propagate}. Every accessor takes a node's index.
 *
 * <p>q₁ and q₂ are mean squares over units, not centred, and c is the normalised second moment
 * E[xx′]/√(q₁q₂). Between two tensors that are identically 0, c is 1 by convention.
 */
public final class ForwardTrace {

  private final InputPair input;
  private final PropagationPlan plan;
  private final Lengths lengths;
  private final Correlations correlations;

  ForwardTrace(InputPair input, PropagationPlan plan, Lengths lengths, Correlations correlations) {
    this.input = input;
    this.plan = plan;
    this.lengths = lengths;
    this.correlations = correlations;
  }

  PropagationPlan plan() {
    return plan;
  }

  Lengths lengths() {
    return lengths;
  }

  Correlations correlations() {
    return correlations;
  }

  /** The network. */
  public Network network() {
    return plan.network;
  }

  /** The pair of inputs. */
  public InputPair input() {
    return input;
  }

  /** Number of nodes. */
  public int size() {
    return plan.size;
  }

  /** Index of the network's last node. */
  public int output() {
    return plan.size - 1;
  }

  /** q₁ = E x² of the node's tensor for the first input; +∞ (or 0) beyond the range of a double. */
  public double variance1(int node) {
    return Math.scalb(lengths.variance1[node], lengths.exponent[node]);
  }

  /**
   * q₂ = E x′² of the node's tensor for the second input; +∞ (or 0) beyond the range of a double.
   */
  public double variance2(int node) {
    return Math.scalb(lengths.variance2[node], lengths.exponent[node]);
  }

  /** ln q₁, also where q₁ leaves the range of a double; −∞ where the tensor is 0. */
  public double logVariance1(int node) {
    return lengths.logVariance1(node);
  }

  /** ln q₂, also where q₂ leaves the range of a double; −∞ where the tensor is 0. */
  public double logVariance2(int node) {
    return lengths.logVariance2(node);
  }

  /** Bound of the relative error of both mean squares, to first order. */
  public double varianceErrorBound(int node) {
    return lengths.relativeError[node];
  }

  /** E x over units for the first input. */
  public double mean1(int node) {
    return lengths.mean1[node] * Math.sqrt(variance1(node));
  }

  /** E x′ over units for the second input. */
  public double mean2(int node) {
    return lengths.mean2[node] * Math.sqrt(variance2(node));
  }

  /** 1 − c ∈ [0, 2], without cancellation. */
  public double gap(int node) {
    return correlations.gap[node];
  }

  /** c, held by its angle. */
  public Correlation correlation(int node) {
    return Correlation.ofGap(correlations.gap[node]);
  }

  /** dc/dc₀, c₀ the correlation of the inputs; +∞ where an activation with a jump meets c = 1. */
  public double slope(int node) {
    return jets().slope[node];
  }

  /** d²c/dc₀²; +∞ where an activation with a kink or a jump meets c = 1. */
  public double curvature(int node) {
    return jets().curvature[node];
  }

  /** Bound of the error of {@link #gap}, absolute, to first order: see the package essay. */
  public double errorBound(int node) {
    return jets().errorBound[node];
  }

  private Correlations jets() {
    if (correlations.detail() == Detail.GAPS) {
      throw new IllegalStateException(
          "this trace has gaps alone, and neither derivatives nor error bounds of them");
    }
    return correlations;
  }

  /** Whether theory makes the node's tensor Gaussian in the limit of infinite width. */
  public boolean isGaussian(int node) {
    return plan.gaussian[node];
  }

  /**
   * Whether the node is a sum of which two terms are functions of a common source, so that they are
   * not independent.
   */
  public boolean hasDependentTerms(int node) {
    return plan.dependentSum[node];
  }

  /**
   * Where theory does not cover the network, and what was assumed; empty if every figure is exact.
   */
  public List<Approximation> approximations() {
    return plan.approximations;
  }
}
