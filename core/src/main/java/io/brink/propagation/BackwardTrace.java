package io.brink.propagation;

import io.brink.network.Network;
import java.util.List;

/**
 * Gradients of every tensor and parameter of a network for one pair of inputs: the result of {@link
 * BackwardPropagation#propagate}. Every accessor takes a node's index.
 *
 * <p>χ is the mean over units of the squared derivative of a loss with respect to the node's
 * output, relative to that at the network's output: χ = 1 there. It is +∞ where the mean does not
 * exist; {@link #divergences} says why.
 */
public final class BackwardTrace {

  private final ForwardTrace forward;
  private final BackwardPlan plan;
  private final ScaledNumbers square1;
  private final ScaledNumbers square2;
  private final ScaledNumbers product;
  private final double[] error;
  private final List<GradientDivergence> divergences;

  BackwardTrace(
      ForwardTrace forward,
      BackwardPlan plan,
      ScaledNumbers square1,
      ScaledNumbers square2,
      ScaledNumbers product,
      double[] error,
      List<GradientDivergence> divergences) {
    this.forward = forward;
    this.plan = plan;
    this.square1 = square1;
    this.square2 = square2;
    this.product = product;
    this.error = error;
    this.divergences = divergences;
  }

  /** The network. */
  public Network network() {
    return forward.network();
  }

  /** The forward trace that the pass read. */
  public ForwardTrace forward() {
    return forward;
  }

  /** Number of nodes. */
  public int size() {
    return plan.size;
  }

  /** ln χ for the first input; −∞ where no gradient arrives, +∞ where the mean is infinite. */
  public double logGradient1(int node) {
    return square1.log(node) + logUnits(node);
  }

  /** ln χ for the second input. */
  public double logGradient2(int node) {
    return square2.log(node) + logUnits(node);
  }

  /** χ for the first input; +∞ (or 0) beyond the range of a double. */
  public double gradient1(int node) {
    return Math.scalb(square1.mantissa(node) * perUnit(node), square1.exponent(node));
  }

  /** χ for the second input. */
  public double gradient2(int node) {
    return Math.scalb(square2.mantissa(node) * perUnit(node), square2.exponent(node));
  }

  /**
   * Correlation of the gradients of the two inputs, E δδ′/√(χ₁χ₂) ∈ [−1, 1]; 0 where χ is infinite
   * or 0.
   */
  public double gradientCorrelation(int node) {
    double c = ScaledNumbers.normalised(product, square1, square2, node);
    return Math.clamp(c, -1.0, 1.0);
  }

  /** Bound of the relative error of χ, to first order; as for lengths, see the package essay. */
  public double gradientErrorBound(int node) {
    return error[node];
  }

  /** Whether the node has weights and biases. */
  public boolean isParameterised(int node) {
    return plan.forward.rule[node] == PropagationPlan.Rule.FRESH;
  }

  /**
   * ln χ_w for the first input: mean squared gradient of one weight of an affine or convolution
   * node, W itself being the parameter, relative to the output's χ = 1.
   *
   * @throws IllegalArgumentException if the node has no weights
   */
  public double logWeightGradient1(int node) {
    return logBiasGradient1(node) + forward.logVariance1(source(node));
  }

  /** {@link #logWeightGradient1} for the second input. */
  public double logWeightGradient2(int node) {
    return logBiasGradient2(node) + forward.logVariance2(source(node));
  }

  /**
   * ln χ_b for the first input: mean squared gradient of one bias of an affine or convolution node,
   * b itself being the parameter.
   *
   * @throws IllegalArgumentException if the node has no biases
   */
  public double logBiasGradient1(int node) {
    return square1.log(node) + logPerChannel(node);
  }

  /** {@link #logBiasGradient1} for the second input. */
  public double logBiasGradient2(int node) {
    return square2.log(node) + logPerChannel(node);
  }

  /** Moments of the derivative that are infinite; empty if every mean and variance exists. */
  public List<GradientDivergence> divergences() {
    return divergences;
  }

  /**
   * Where theory does not cover the network, and what was assumed; empty if every figure is exact.
   */
  public List<Approximation> approximations() {
    return plan.approximations;
  }

  /**
   * The NNGP kernel: covariance of one unit of the output over networks, K(x, x′) = E f(x)f(x′).
   */
  public KernelOfPair gaussianProcessKernel() {
    int out = forward.output();
    double c = forward.correlation(out).value();
    double log1 = forward.logVariance1(out);
    double log2 = forward.logVariance2(out);
    double log12 = (log1 + log2) / 2 + Math.log(Math.abs(c));
    return new KernelOfPair(log1, log2, log12, log12 == Double.NEGATIVE_INFINITY ? 0 : sign(c));
  }

  /**
   * The neural tangent kernel of one unit of the output, all weights and biases trained: Σ over
   * affine and convolution nodes of the covariance of their preactivations times the covariance of
   * the gradients that arrive there (Jacot et al. 2018).
   */
  public KernelOfPair tangentKernel(Parameterisation parameterisation) {
    ScaledNumbers sums = new ScaledNumbers(3);
    for (int node = 0; node < plan.size; node++) {
      if (isParameterised(node)) {
        addTangent(node, parameterisation, sums);
      }
    }
    return new KernelOfPair(sums.log(0), sums.log(1), sums.logMagnitude(2), sign(sums.mantissa(2)));
  }

  private void addTangent(int node, Parameterisation parameterisation, ScaledNumbers sums) {
    Lengths lengths = forward.lengths();
    int at =
        switch (parameterisation) {
          case NEURAL_TANGENT -> node;
          case STANDARD -> source(node);
        };
    double c = forward.correlation(at).value();
    double v1 = lengths.variance1[at];
    double v2 = lengths.variance2[at];
    double v12 = Math.sqrt(v1) * Math.sqrt(v2) * c;
    int e = lengths.exponent[at];
    double coherence = plan.coherence[node];
    double factor =
        switch (parameterisation) {
          case NEURAL_TANGENT -> coherence;
          case STANDARD -> coherence * plan.fanIn[node];
        };
    add(sums, 0, factor * v1, e, square1, node);
    add(sums, 1, factor * v2, e, square2, node);
    add(sums, 2, factor * v12, e, product, node);
    if (parameterisation == Parameterisation.STANDARD) {
      add(sums, 0, coherence, 0, square1, node);
      add(sums, 1, coherence, 0, square2, node);
      add(sums, 2, coherence, 0, product, node);
    }
  }

  private static void add(
      ScaledNumbers sums, int entry, double factor, int e, ScaledNumbers gradient, int node) {
    sums.add(entry, Jet.product(factor, gradient.mantissa(node)), e + gradient.exponent(node));
  }

  private static int sign(double x) {
    return (int) Math.signum(x);
  }

  private int source(int node) {
    return plan.forward.input[plan.forward.edge[node]];
  }

  /** Mean per unit of a sum of squares, relative to that of the output. */
  private double perUnit(int node) {
    return plan.units[plan.size - 1] / plan.units[node];
  }

  private double logUnits(int node) {
    return Math.log(perUnit(node));
  }

  private double logPerChannel(int node) {
    if (!isParameterised(node)) {
      throw new IllegalArgumentException(
          "node '"
              + network().node(node).name()
              + "' has no weights or biases; affine and convolution nodes have");
    }
    return Math.log(plan.coherence[node] * plan.units[plan.size - 1] / plan.channels[node]);
  }
}
