package io.brink.kernel;

/**
 * Fejér's first rule with 48 points on [0, 1]: ∫₀¹ f ≈ Σ w_i f(s_i), exact up to degree 47
 * (Waldvogel 2006).
 */
final class FejerRule {
  static final int SIZE = 48;

  private static final double[] NODES = new double[SIZE];
  private static final double[] WEIGHTS = new double[SIZE];

  static {
    for (int j = 0; j < SIZE; j++) {
      double t = Math.PI * (j + 0.5) / SIZE;
      double sum = 0;
      for (int k = SIZE / 2; k >= 1; k--) {
        sum += Math.cos(2 * k * t) / (4.0 * k * k - 1);
      }
      WEIGHTS[j] = (1 - 2 * sum) / SIZE;
      double s = Math.sin(t / 2);
      NODES[j] = s * s;
    }
  }

  private FejerRule() {}

  static double node(int i) {
    return NODES[i];
  }

  static double weight(int i) {
    return WEIGHTS[i];
  }
}
