package io.brink.phase;

import io.brink.activation.Activation;

/**
 * One layer of a plain network, repeated at every depth: h = W φ(h₋) + b.
 *
 * @param activation φ
 * @param weightVariance σ_w² ≥ 0, of the weights times the fan-in
 * @param biasVariance σ_b² ≥ 0
 */
public record PlainLayer(Activation activation, double weightVariance, double biasVariance) {

  /** Checks the domain. */
  public PlainLayer {
    check("weight variance", weightVariance);
    check("bias variance", biasVariance);
  }

  private static void check(String what, double variance) {
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the " + what + " of a plain network is finite and at least 0, got " + variance);
    }
  }
}
