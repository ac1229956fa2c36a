package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.kernel.Kernel;

/**
 * Homogeneous activations of degree 1 (ReLU, leaky ReLU, |x|), σ_w &gt; 0: lengths and gradients
 * grow by the same factor in every layer.
 *
 * <p>p_l = offset + (p₀ − offset) growthˡ, exact; χ_{l−m} = growthᵐ χ_l, exact; the gradients of w
 * and v are constant in depth. e → 1 with 1 − e ~ (gapRate·l)^{−2}: with U the coefficient of C(c)
 * = c + U(1 − c)^{3/2} + …, each layer lowers the gap g by ½σ_v²σ_w²(1+a²)/growth · U g^{3/2}.
 *
 * @param variances the network's variances
 * @param growth B = 1 + σ_v²σ_w² V(1); ReLU: 1 + σ_v²σ_w²/2
 * @param offset the length that a layer would keep: −(σ_v²σ_b²V(1) + σ_a²)/(growth − 1)
 * @param cusp U ≥ 0; ReLU: 2√2/(3π); 0 for a linear activation, whose correlations do not contract
 *     so
 * @param gapRate ½(growth − 1)/growth · U; ReLU: ¼σ_v²σ_w²U/B
 */
public record RectifierLaw(
    ResidualVariances variances, double growth, double offset, double cusp, double gapRate)
    implements ResidualLaw {

  static RectifierLaw of(Activation activation, ResidualVariances variances) {
    double v = Kernel.of(activation).variance(1).value();
    double out = variances.outWeightVariance();
    double excess = out * variances.weightVariance() * v;
    double offset = -(out * variances.biasVariance() * v + variances.outBiasVariance()) / excess;
    // Degree 1 means φ(x) = right·x₊ − left·(−x)₊, hence C(c) = c +
    // (right−left)²/(π(right²+left²))·(√(1−c²)
    // − c arccos c), whose leading term is (2√2/3)(1 − c)^{3/2}.
    double right = activation.value(1);
    double left = -activation.value(-1);
    double cusp =
        (right - left)
            * (right - left)
            / (Math.PI * (right * right + left * left))
            * (2 * Math.sqrt(2) / 3);
    double growth = 1 + excess;
    return new RectifierLaw(variances, growth, offset, cusp, 0.5 * excess / growth * cusp);
  }

  /** ln p_l from p₀, exact at every depth, also where p_l is beyond the range of a double. */
  public double logLength(long layer, double initialLength) {
    double logGrowth = Math.log1p(growth - 1);
    double amplitude = initialLength - offset;
    double scaled = offset / amplitude * Math.exp(-layer * logGrowth);
    return layer * logGrowth + Math.log(amplitude) + Math.log1p(scaled);
  }

  /** ln(χ_m/χ_l), exact: (l − m) ln growth. */
  public double logGradientRatio(long shallower, long deeper) {
    return (deeper - shallower) * Math.log1p(growth - 1);
  }

  /** 1 − e_l to leading order as l → ∞; 0 where the activation is linear. */
  public double gap(double layer) {
    return 1 / (gapRate * layer * gapRate * layer);
  }

  @Override
  public String domain() {
    return "activation of homogeneity degree 1, weight variance > 0; lengths and gradients exact at"
        + " every depth, the gap as depth tends to infinity";
  }

  @Override
  public String source() {
    return "Yang & Schoenholz 2017, theorems B.16, B.17, B.20, B.21, C.28";
  }
}
