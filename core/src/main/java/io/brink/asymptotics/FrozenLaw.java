package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.kernel.Kernel;

/**
 * σ_w = 0: every h is the bias alone, so q = σ_b² in every layer and each layer adds the same
 * vector's worth of length. Exact at every depth: p_l = p₀ + growth·l, s_l = s₀, χ constant in
 * depth.
 *
 * @param variances the network's variances
 * @param lengthGrowth p_l − p_{l−1} = σ_v² V(σ_b²) + σ_a²
 * @param weightGradient σ_v² E φ′(h)²: the mean squared gradient of w in layer l is
 *     χ·weightGradient·p_{l−1}
 * @param outWeightGradient V(σ_b²): the mean squared gradient of v is χ·outWeightGradient
 */
public record FrozenLaw(
    ResidualVariances variances,
    Estimate lengthGrowth,
    Estimate weightGradient,
    Estimate outWeightGradient)
    implements ResidualLaw {

  static FrozenLaw of(Activation activation, ResidualVariances variances) {
    Kernel kernel = Kernel.of(activation);
    Estimate v = kernel.variance(variances.biasVariance());
    Estimate d = kernel.derivativeVariance(variances.biasVariance());
    double out = variances.outWeightVariance();
    return new FrozenLaw(
        variances,
        new Estimate(out * v.value() + variances.outBiasVariance(), out * v.errorBound()),
        new Estimate(out * d.value(), out * d.errorBound()),
        v);
  }

  /** p_l from p₀, exact. */
  public double length(long layer, double initialLength) {
    return initialLength + lengthGrowth.value() * layer;
  }

  /** 1 − e_l from p₀ and 1 − e₀, exact: s is constant, so the gap falls as 1/l. */
  public double gap(long layer, double initialLength, double initialGap) {
    return initialGap * initialLength / length(layer, initialLength);
  }

  @Override
  public String domain() {
    return "any activation, weight variance 0; exact at every depth";
  }

  @Override
  public String source() {
    return "Yang & Schoenholz 2017, theorems B.2, B.4, B.6, B.7, B.9, B.11, B.13, B.14 (case of"
        + " zero weight variance)";
  }
}
