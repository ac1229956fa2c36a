package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.kernel.Kernel;

/**
 * The regime of a layer that is repeated without end (SHR, section 2.2).
 *
 * @param phase ordered, critical or chaotic
 * @param slopeAtOne P′(1)
 * @param fixedPointGap 1 − ρ_fp of the attracting fixed point; 0 but in the chaotic phase
 * @param slopeAtFixedPoint P′(ρ_fp), below 1 in the ordered and the chaotic phase
 */
public record NormalisedRegime(
    Phase phase, double slopeAtOne, double fixedPointGap, double slopeAtFixedPoint) {

  /** The three regimes. */
  public enum Phase {
    /** P′(1) &lt; 1: all correlations tend to 1 exponentially, gradients vanish. */
    ORDERED,
    /** P′(1) = 1 to within the error of the slope: they do so like a power of the depth. */
    CRITICAL,
    /** P′(1) &gt; 1: they tend to ρ_fp &lt; 1, gradients explode. */
    CHAOTIC
  }

  private static final double TOLERANCE = 1e-12;

  /**
   * The regime of a layer.
   *
   * <p>The fixed point is where (1 − P)/(1 − ρ) = 1; that ratio falls as the gap grows, since P is
   * convex on [0, 1]. It is bisected in ln(1 − ρ) to 15 digits.
   */
  public static NormalisedRegime of(CorrelationLayer layer) {
    double slope = layer.slopeAtOne();
    if (Math.abs(slope - 1) <= TOLERANCE) {
      return new NormalisedRegime(Phase.CRITICAL, slope, 0, slope);
    }
    if (slope < 1) {
      return new NormalisedRegime(Phase.ORDERED, slope, 0, slope);
    }
    if (layer.gap(1) >= 1) {
      return new NormalisedRegime(Phase.CHAOTIC, slope, 1, layer.at(1).slope());
    }
    double low = Math.log(1e-300);
    double high = 0;
    for (int i = 0; i < 120 && high - low > 1e-15 * Math.max(1, -low); i++) {
      double mid = 0.5 * (low + high);
      double gap = Math.exp(mid);
      if (layer.gap(gap) > gap) {
        low = mid;
      } else {
        high = mid;
      }
    }
    double gap = Math.exp(0.5 * (low + high));
    return new NormalisedRegime(Phase.CHAOTIC, slope, gap, layer.at(gap).slope());
  }

  /**
   * The critical ratio σ_b²/σ_w² = ‖φ′‖² − ‖φ‖² of an activation behind normalised preactivations;
   * where it is negative no variances are critical, and all are ordered.
   */
  public static Estimate criticalRatio(Activation activation) {
    Kernel kernel = Kernel.of(activation);
    Estimate slope = kernel.derivativeVariance(1);
    Estimate value = kernel.variance(1);
    if (slope.value() == Double.POSITIVE_INFINITY) {
      return new Estimate(Double.POSITIVE_INFINITY, 0);
    }
    double ratio = slope.value() - value.value();
    return new Estimate(ratio, slope.errorBound() + value.errorBound() + Math.ulp(slope.value()));
  }
}
