package io.brink.reproduction.res;

import io.brink.activation.Activation;
import io.brink.asymptotics.ResidualVariances;
import io.brink.kernel.Kernel;

/**
 * The recurrences of lengths and gradients of a full residual network (theorems B.8 and B.12),
 * which need no correlation: q = σ_w² p₋ + σ_b², p = p₋ + σ_v² V(q) + σ_a², χ₋ = (1 + σ_v²σ_w² E
 * φ′²) χ.
 *
 * @param length p_l; index 0 is the input
 * @param logGradient ln(χ_l/χ_0)
 * @param logBiasGradient ln(χ_b,l/χ_0), from layer 1 on
 * @param logWeightGradient ln(χ_w,l/χ_0), from layer 1 on
 */
record LengthRecurrence(
    double[] length, double[] logGradient, double[] logBiasGradient, double[] logWeightGradient) {

  static LengthRecurrence of(
      Activation activation, ResidualVariances variances, int depth, double initialLength) {
    Kernel kernel = Kernel.of(activation);
    double out = variances.outWeightVariance();
    double[] p = new double[depth + 1];
    double[] chi = new double[depth + 1];
    double[] bias = new double[depth + 1];
    double[] weight = new double[depth + 1];
    p[0] = initialLength;
    for (int l = 1; l <= depth; l++) {
      double q = variances.weightVariance() * p[l - 1] + variances.biasVariance();
      double slope = kernel.derivativeVariance(q).value();
      p[l] = p[l - 1] + out * kernel.variance(q).value() + variances.outBiasVariance();
      chi[l] = chi[l - 1] - Math.log1p(out * variances.weightVariance() * slope);
      bias[l] = chi[l] + Math.log(out * slope);
      weight[l] = bias[l] + Math.log(p[l - 1]);
    }
    bias[0] = Double.NaN;
    weight[0] = Double.NaN;
    return new LengthRecurrence(p, chi, bias, weight);
  }

  int depth() {
    return length.length - 1;
  }
}
