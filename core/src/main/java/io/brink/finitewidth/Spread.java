package io.brink.finitewidth;

import java.util.Optional;

/**
 * How the kernel of a pair scatters over networks of finite width, at one node, to first order in
 * 1/N. What scatters are the mean squares q₁, q₂ over units and the correlation c.
 *
 * @param variance1 q₁ at infinite width; +∞ beyond the range of a double
 * @param variance2 q₂ at infinite width
 * @param gap 1 − c at infinite width
 * @param relativeVarianceStd1 standard deviation of q₁, in units of q₁
 * @param relativeVarianceStd2 standard deviation of q₂, in units of q₂
 * @param relativeGapStd standard deviation of 1 − c, in units of 1 − c; 0 where 1 − c is 0
 * @param relativeCovarianceStd standard deviation of E yy′, in units of √(q₁q₂)
 * @param bias mean over networks less the value at infinite width; empty where the theory does not
 *     give it
 */
public record Spread(
    double variance1,
    double variance2,
    double gap,
    double relativeVarianceStd1,
    double relativeVarianceStd2,
    double relativeGapStd,
    double relativeCovarianceStd,
    Optional<Bias> bias) {

  /**
   * Means over networks less the values at infinite width, to first order in 1/N.
   *
   * @param relativeVariance1 of q₁, in units of q₁
   * @param relativeVariance2 of q₂, in units of q₂
   * @param relativeGap of 1 − c, in units of 1 − c
   * @param relativeCovariance of E yy′, in units of √(q₁q₂)
   */
  public record Bias(
      double relativeVariance1,
      double relativeVariance2,
      double relativeGap,
      double relativeCovariance) {}

  /** Standard deviation of q₁. */
  public double varianceStd1() {
    return relativeVarianceStd1 == 0 ? 0 : variance1 * relativeVarianceStd1;
  }

  /** Standard deviation of q₂. */
  public double varianceStd2() {
    return relativeVarianceStd2 == 0 ? 0 : variance2 * relativeVarianceStd2;
  }

  /** Standard deviation of 1 − c, which is that of c. */
  public double gapStd() {
    return gap == 0 ? 0 : gap * relativeGapStd;
  }

  /** Standard deviation of c. */
  public double correlationStd() {
    return gapStd();
  }
}
