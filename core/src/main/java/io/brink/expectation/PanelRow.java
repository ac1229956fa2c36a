package io.brink.expectation;

import io.brink.internal.simd.VectorMath;
import java.util.Arrays;

/** Working arrays of one row of inner nodes. */
final class PanelRow {
  private static final GaussLegendre RULE = ActivationMesh.RULE;

  double[] u = new double[512];
  double[] weight = new double[512];
  double[] x = new double[512];
  double[] y = new double[512];
  double[] fx = new double[512];
  double[] gy = new double[512];
  private final double[] density = new double[RULE.size()];
  private double[] exponent = new double[512];
  int n;

  void panel(double a, double b) {
    int size = RULE.size();
    if (n + size > u.length) {
      int length = 2 * u.length;
      u = Arrays.copyOf(u, length);
      weight = Arrays.copyOf(weight, length);
      x = new double[length];
      y = new double[length];
      fx = new double[length];
      gy = new double[length];
    }
    double half = (b - a) / 2;
    for (int k = 0; k < size; k++) {
      double node = a + half * (1 + RULE.nodes[k]);
      u[n] = node;
      weight[n++] = half * RULE.weights[k];
    }
  }

  /** Multiplies the weights by the density of u, once all panels are there. */
  void weigh() {
    if (exponent.length < n) {
      exponent = new double[u.length];
    }
    for (int i = 0; i < n; i++) {
      exponent[i] = -0.5 * u[i] * u[i];
    }
    VectorMath.preferred().exp(n, exponent, exponent);
    for (int i = 0; i < n; i++) {
      weight[i] *= GaussianExpectation.DENSITY_AT_ZERO * exponent[i];
    }
  }

  double sum(PanelTally tally) {
    double sum = 0;
    int size = RULE.size();
    for (int from = 0; from < n; from += size) {
      double total = 0;
      double absolute = 0;
      for (int i = 0; i < size; i++) {
        double term = weight[from + i] * fx[from + i] * gy[from + i];
        total += term;
        absolute += Math.abs(term);
        density[i] = term / RULE.weights[i];
      }
      sum += total;
      tally.magnitude += absolute;
      tally.error += RULE.truncation(density, 0, absolute);
    }
    return sum;
  }
}
