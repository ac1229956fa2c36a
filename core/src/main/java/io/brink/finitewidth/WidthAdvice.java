package io.brink.finitewidth;

import io.brink.internal.special.NormalDistribution;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.propagation.Approximation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import java.util.List;
import java.util.Optional;

/**
 * How wide a network must be for the theory of infinite width to hold of it: the smallest width,
 * the same in all layers, at which the kernel of a pair at the output is within ε of its value at
 * infinite width with a given probability.
 *
 * <p>The deviation is taken as normal with the bias and standard deviation of {@link FiniteWidth}.
 * At an affine output it is that of the law of its units, so that the number of outputs does not
 * count. Where no bias is known it is taken as 0.
 */
public final class WidthAdvice {

  /** Wider layers are not looked for. */
  private static final long LARGEST = 1L << 50;

  /** Relative standard deviations beyond which the first order is an order of magnitude. */
  private static final double LARGE_SCATTER = 0.5;

  private final FiniteWidth analysis;
  private final ForwardTrace trace;

  private WidthAdvice(FiniteWidth analysis, ForwardTrace trace) {
    this.analysis = analysis;
    this.trace = trace;
  }

  /** Advice for a network and a pair of inputs. */
  public static WidthAdvice of(FiniteWidth analysis, InputPair pair) {
    return new WidthAdvice(analysis, analysis.propagate(pair));
  }

  /** The moments at infinite width. */
  public ForwardTrace forward() {
    return trace;
  }

  /** Scatter at the output at the given widths; empty where the theory does not reach. */
  public Optional<Spread> atOutput(Widths widths) {
    return atOutput(analysis.predict(trace, widths));
  }

  /** The scatter at every node at the given widths. */
  public FiniteWidthTrace at(Widths widths) {
    return analysis.predict(trace, widths);
  }

  /** Where the prediction rests on assumptions or ends; see {@link FiniteWidthTrace#limits}. */
  public List<Approximation> limits() {
    return analysis.predict(trace, new Widths.OfNetwork()).limits();
  }

  private static Optional<Spread> atOutput(FiniteWidthTrace finite) {
    int output = finite.network().output().index();
    Optional<Spread> kernel = finite.kernel(output);
    return kernel.isPresent() ? kernel : finite.measured(output);
  }

  /** Probability of meeting the goal, to first order. */
  public static double probability(Spread spread, WidthGoal goal) {
    Optional<Spread.Bias> bias = spread.bias();
    double bias1 = bias.map(Spread.Bias::relativeVariance1).orElse(0.0);
    double bias2 = bias.map(Spread.Bias::relativeVariance2).orElse(0.0);
    double biasGap = bias.map(Spread.Bias::relativeGap).orElse(0.0);
    double biasCovariance = bias.map(Spread.Bias::relativeCovariance).orElse(0.0);
    double lengths =
        Math.min(
            within(goal.error(), bias1, spread.relativeVarianceStd1()),
            within(goal.error(), bias2, spread.relativeVarianceStd2()));
    return switch (goal.quantity()) {
      case LENGTH -> lengths;
      case KERNEL ->
          Math.min(lengths, within(goal.error(), biasCovariance, spread.relativeCovarianceStd()));
      case CORRELATION ->
          within(goal.error(), biasGap * spread.gap(), spread.relativeGapStd() * spread.gap());
      case GAP -> within(goal.error(), biasGap, spread.relativeGapStd());
    };
  }

  /** P(|X| ≤ error) for a normal X. */
  private static double within(double error, double mean, double std) {
    if (std == 0) {
      return Math.abs(mean) <= error ? 1 : 0;
    }
    double upper = (error - mean) / std;
    double lower = (-error - mean) / std;
    return NormalDistribution.cdf(upper) - NormalDistribution.cdf(lower);
  }

  /** The smallest width that meets the goal. */
  public WidthOutcome smallest(WidthGoal goal) {
    FiniteWidthTrace first = analysis.predict(trace, new Widths.Uniform(1));
    if (atOutput(first).isEmpty()) {
      Approximation limit = first.limits().getLast();
      return new WidthOutcome.Unknown("at '" + limit.name() + "' " + limit.reason());
    }
    if (!meets(LARGEST, goal)) {
      return new WidthOutcome.Unknown(
          "not even " + LARGEST + " units bring the kernel within " + goal.error());
    }
    long low = 0;
    long high = 1;
    while (!meets(high, goal)) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (meets(middle, goal)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    Spread spread = atOutput(new Widths.Uniform(high)).orElseThrow();
    return new WidthOutcome.Found(
        high, probability(spread, goal), spread, isReliable(spread, goal.quantity()));
  }

  private static boolean isReliable(Spread spread, KernelQuantity quantity) {
    boolean lengths =
        spread.relativeVarianceStd1() <= LARGE_SCATTER
            && spread.relativeVarianceStd2() <= LARGE_SCATTER;
    return switch (quantity) {
      case KERNEL, LENGTH -> lengths;
      case CORRELATION, GAP -> lengths && spread.relativeGapStd() <= LARGE_SCATTER;
    };
  }

  private boolean meets(long units, WidthGoal goal) {
    return atOutput(new Widths.Uniform(units))
        .map(spread -> probability(spread, goal) >= goal.probability())
        .orElse(false);
  }

  /** Number of layers with an activation on the longest path of the network: L of the theorems. */
  static int nonlinearDepth(Network network) {
    int[] depth = new int[network.size()];
    for (Node node : network.nodes()) {
      for (int input : node.inputs()) {
        depth[node.index()] = Math.max(depth[node.index()], depth[input]);
      }
      if (node.operation() instanceof Operation.Nonlinearity) {
        depth[node.index()]++;
      }
    }
    return depth[network.size() - 1];
  }
}
