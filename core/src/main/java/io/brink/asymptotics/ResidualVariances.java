package io.brink.asymptotics;

/**
 * The variances of a mean-field residual network, constant in depth: x_l = v φ(h_l) + a + x_{l−1},
 * h_l = w x_{l−1} + b (Yang &amp; Schoenholz 2017, full residual network).
 *
 * @param weightVariance σ_w², of the weights w times the width; ≥ 0
 * @param biasVariance σ_b², of the biases b; ≥ 0
 * @param outWeightVariance σ_v², of the weights v times the width; &gt; 0
 * @param outBiasVariance σ_a², of the biases a; ≥ 0
 */
public record ResidualVariances(
    double weightVariance, double biasVariance, double outWeightVariance, double outBiasVariance) {

  /** Checks the domain. */
  public ResidualVariances {
    check("weight variance", weightVariance);
    check("bias variance", biasVariance);
    check("out-weight variance", outWeightVariance);
    check("out-bias variance", outBiasVariance);
    if (outWeightVariance == 0) {
      throw new IllegalArgumentException(
          "the out-weight variance of a residual network is positive, got 0: its branches are cut"
              + " off");
    }
  }

  /**
   * The reduced residual network x_l = φ(h_l) + x_{l−1}. For an odd φ its moments are those of the
   * full network with σ_v² = 1 and σ_a² = 0.
   */
  public static ResidualVariances reduced(double weightVariance, double biasVariance) {
    return new ResidualVariances(weightVariance, biasVariance, 1, 0);
  }

  private static void check(String what, double variance) {
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the " + what + " of a residual network is finite and at least 0, got " + variance);
    }
  }
}
