package io.brink.simulation;

import io.brink.finitewidth.Spread;
import java.util.Optional;

/**
 * Theory and simulation at one node, for a pair of inputs.
 *
 * <p>Figures of q and χ are ratios to theory's value, so that they exist where q itself is beyond a
 * double.
 *
 * @param node index of the node
 * @param name its name
 * @param logVariance ln q at infinite width, of the first input
 * @param gap 1 − c at infinite width
 * @param predicted scatter to first order in 1/N; empty where the theory does not give it
 * @param varianceRatio q of the networks over q at infinite width
 * @param gaps 1 − c of the networks
 * @param varianceScore (mean of q − q at infinite width − its 1/N bias) over the standard error
 * @param gapScore the same for 1 − c
 * @param distanceRatio mean squared distance of the two inputs' tensors over that at infinite
 *     width; empty where that is 0
 * @param gradients gradients, if they were simulated
 */
public record LayerComparison(
    int node,
    String name,
    double logVariance,
    double gap,
    Optional<Spread> predicted,
    Summary varianceRatio,
    Summary gaps,
    double varianceScore,
    double gapScore,
    Optional<Summary> distanceRatio,
    Optional<Gradients> gradients) {

  /**
   * Mean squared gradients of the first input, relative to that at the output, as ratios to
   * theory's values.
   *
   * @param logGradient ln χ at infinite width
   * @param gradientRatio χ over theory's
   * @param weights with respect to one weight of the node, where it has weights
   * @param biases with respect to one bias
   */
  public record Gradients(
      double logGradient,
      Summary gradientRatio,
      Optional<Parameters> weights,
      Optional<Parameters> biases) {}

  /**
   * Mean squared gradient with respect to one parameter.
   *
   * @param logGradient its logarithm at infinite width
   * @param ratio the networks' over it
   */
  public record Parameters(double logGradient, Summary ratio) {}

  /** q at infinite width; +∞ beyond the range of a double. */
  public double variance() {
    return Math.exp(logVariance);
  }

  /** The score that is larger in size: of q, or of c. */
  public double score() {
    return Math.abs(varianceScore) >= Math.abs(gapScore) ? varianceScore : -gapScore;
  }

  /**
   * How far q of a single network is from theory: root mean square of the difference, relative to
   * theory.
   */
  public double varianceDeviation() {
    return Math.hypot(varianceRatio.standardDeviation(), varianceRatio.mean() - 1);
  }

  /** How far c of a single network is from theory: root mean square of the difference. */
  public double correlationDeviation() {
    return Math.hypot(gaps.standardDeviation(), gaps.mean() - gap);
  }
}
