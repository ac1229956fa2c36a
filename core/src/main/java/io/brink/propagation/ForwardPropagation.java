package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Propagates second moments of a pair of inputs through a network of infinite width.
 *
 * <p>{@link #of} translates the network once; {@link #propagate} then costs a few array reads at a
 * linear node and one evaluation of a correlation map at a nonlinear one, and follows lengths only
 * when they differ from those of the previous call. Instances are thread-safe.
 */
public final class ForwardPropagation {

  private final PropagationPlan plan;
  private final ActivationCache cache;
  private volatile Lengths lastLengths;

  private ForwardPropagation(PropagationPlan plan, KernelProvider kernels) {
    this.plan = plan;
    List<Kernel> kernelOf = new ArrayList<>();
    for (Activation activation : plan.activations) {
      kernelOf.add(kernels.kernel(activation));
    }
    cache = new ActivationCache(kernelOf, plan.nodesOfActivation(), kernels);
  }

  /** The analysis of a network. */
  public static ForwardPropagation of(Network network) {
    return of(network, new LibraryKernels());
  }

  static ForwardPropagation of(Network network, KernelProvider kernels) {
    return new ForwardPropagation(new PropagationPlan(network), kernels);
  }

  PropagationPlan plan() {
    return plan;
  }

  ActivationCache cache() {
    return cache;
  }

  /** The network. */
  public Network network() {
    return plan.network;
  }

  /** Where theory does not cover the network, and what is assumed instead. */
  public List<Approximation> approximations() {
    return plan.approximations;
  }

  /**
   * Mean squares, means, correlation and its 2-jet at every node.
   *
   * @throws LengthOverflowException if a mean square overflows
   */
  public ForwardTrace propagate(InputPair pair) {
    return propagate(pair, Detail.JETS);
  }

  /**
   * {@link #propagate} without the derivatives of the correlation and the error bounds of gaps, for
   * which a trace has no answer then: where kernels are quadratures this takes a third of the time.
   *
   * @throws LengthOverflowException if a mean square overflows
   */
  public ForwardTrace propagateGaps(InputPair pair) {
    return propagate(pair, detailOfGaps());
  }

  private ForwardTrace propagate(InputPair pair, Detail detail) {
    Lengths lengths = lengths(pair.variance1(), pair.variance2());
    lengths.expectEvaluations(1);
    Correlations correlations = new Correlations(plan.size, detail);
    new CorrelationPass(plan, lengths, correlations).run(pair.correlation());
    return new ForwardTrace(pair, plan, lengths, correlations);
  }

  /**
   * C_f with its first two derivatives at every point of a grid, for two inputs of the same mean
   * square. Lengths are followed once.
   *
   * @param inputVariance mean square of both inputs, &gt; 0
   * @param grid the input correlations c₀, in any order
   * @throws LengthOverflowException if a mean square overflows
   */
  public GlobalMap globalMap(double inputVariance, List<Correlation> grid) {
    InputPair.ofEqualLengths(inputVariance, Correlation.EQUAL);
    List<Correlation> points = List.copyOf(grid);
    Lengths lengths = lengths(inputVariance, inputVariance);
    lengths.expectEvaluations(points.size());
    Correlations perNode = new Correlations(plan.size);
    Correlations atOutput = new Correlations(points.size());
    CorrelationPass pass = new CorrelationPass(plan, lengths, perNode);
    int output = plan.size - 1;
    for (int i = 0; i < points.size(); i++) {
      pass.run(points.get(i));
      atOutput.gap[i] = perNode.gap[output];
      atOutput.slope[i] = perNode.slope[output];
      atOutput.curvature[i] = perNode.curvature[output];
      atOutput.errorBound[i] = perNode.errorBound[output];
    }
    return new GlobalMap(inputVariance, points, atOutput, plan.approximations);
  }

  /**
   * The gaps 1 − C_f alone, at every point of a grid, for two inputs of the same mean square: where
   * kernels are quadratures this takes a fraction of the time of {@link #globalMap(double, List)}.
   *
   * @param inputVariance mean square of both inputs, &gt; 0
   * @param grid the input correlations c₀, in any order
   * @throws LengthOverflowException if a mean square overflows
   */
  public double[] globalGaps(double inputVariance, List<Correlation> grid) {
    InputPair.ofEqualLengths(inputVariance, Correlation.EQUAL);
    Lengths lengths = lengths(inputVariance, inputVariance);
    lengths.expectEvaluations(grid.size());
    Correlations perNode = new Correlations(plan.size, detailOfGaps());
    CorrelationPass pass = new CorrelationPass(plan, lengths, perNode);
    double[] gaps = new double[grid.size()];
    for (int i = 0; i < gaps.length; i++) {
      pass.run(grid.get(i));
      gaps[i] = perNode.gap[plan.size - 1];
    }
    return gaps;
  }

  /** Cross terms of dependent sums are made of jets. */
  private Detail detailOfGaps() {
    return plan.hasDependentSums() ? Detail.JETS : Detail.GAPS;
  }

  /** {@link #globalMap(double, List)} at correlations given as numbers c₀ ∈ [−1, 1]. */
  public GlobalMap globalMap(double inputVariance, double... correlations) {
    return globalMap(
        inputVariance, Arrays.stream(correlations).mapToObj(Correlation::ofValue).toList());
  }

  private Lengths lengths(double variance1, double variance2) {
    Lengths lengths = lastLengths;
    if (lengths == null || !lengths.startAt(variance1, variance2)) {
      lengths = new Lengths(plan, cache, variance1, variance2);
      lastLengths = lengths;
    }
    return lengths;
  }
}
