package io.brink.phase;

/**
 * Numbers of layers over which deviations change by a factor e; +∞ where they do so more slowly
 * than exponentially (LIN section 2; Schoenholz et al. 2017).
 *
 * @param length ξ_q = −1/ln|dq′/dq| at q*
 * @param correlation ξ_c = −1/ln R′(c*)
 * @param gradient ξ_∇ = −1/ln χ₁: positive where gradients vanish going backwards, negative where
 *     they explode
 */
public record DepthScales(double length, double correlation, double gradient) {

  /**
   * The depth to which such networks were seen to train, 6 ξ_c layers: a rule of thumb of
   * Schoenholz et al. 2017, "Deep information propagation", section 6.
   */
  public double trainableDepth() {
    return 6 * correlation;
  }

  static DepthScales of(Phase phase, double lengthSlope, double correlationSlope, double chi1) {
    boolean critical = phase == Phase.CRITICAL;
    return new DepthScales(
        scale(lengthSlope),
        critical ? Double.POSITIVE_INFINITY : scale(correlationSlope),
        critical ? Double.POSITIVE_INFINITY : scale(chi1));
  }

  private static double scale(double slope) {
    double size = Math.abs(slope);
    return size == 0 ? 0 : size == 1 ? Double.POSITIVE_INFINITY : -1 / Math.log(size);
  }
}
