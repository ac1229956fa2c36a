package io.brink.expectation;

import java.util.Arrays;

/** Collects Gauss–Legendre panels. */
final class LinePanels {
  /** Exponents t of the panels x = k ± w·e^{−t} towards an algebraic singularity at k. */
  private static final double[] LOGARITHMIC_EDGES = {0, 4, 10, 20, 40, 80, 160, 320, 690};

  private final double shift;
  private final double scale;
  private double[] z = new double[512];
  private double[] x = new double[512];
  private double[] w = new double[512];
  private int n;

  LinePanels(double shift, double scale) {
    this.shift = shift;
    this.scale = scale;
  }

  void panel(double a, double b, double xa, double xb) {
    GaussLegendre rule = ActivationMesh.RULE;
    double half = (b - a) / 2;
    for (int k = 0; k < rule.size(); k++) {
      double t = rule.nodes[k];
      double node = a + half * (1 + t);
      // from the nearer end, so that a point next to a breakpoint keeps its distance
      double point = t < 0 ? xa + (xb - xa) / 2 * (1 + t) : xb - (xb - xa) / 2 * (1 - t);
      add(node, point, half * rule.weights[k] * GaussianExpectation.density(node));
    }
  }

  /** Panels of x = k + w·e^{−t}, t from 0 to 690. */
  void logarithmic(double k, double w) {
    GaussLegendre rule = ActivationMesh.RULE;
    for (int e = 0; e + 1 < LOGARITHMIC_EDGES.length; e++) {
      double half = (LOGARITHMIC_EDGES[e + 1] - LOGARITHMIC_EDGES[e]) / 2;
      for (int j = 0; j < rule.size(); j++) {
        double t = LOGARITHMIC_EDGES[e] + half * (1 + rule.nodes[j]);
        double distance = w * Math.exp(-t);
        double point = k + distance;
        if (point == k) {
          point = distance > 0 ? Math.nextUp(k) : Math.nextDown(k);
        }
        double node = (k - shift + distance) / scale;
        add(
            node,
            point,
            half
                * rule.weights[j]
                * Math.abs(distance)
                / scale
                * GaussianExpectation.density(node));
      }
    }
  }

  private void add(double node, double point, double weight) {
    if (n == z.length) {
      z = Arrays.copyOf(z, 2 * n);
      x = Arrays.copyOf(x, 2 * n);
      w = Arrays.copyOf(w, 2 * n);
    }
    z[n] = node;
    x[n] = point;
    w[n++] = weight;
  }

  GaussianRule rule(boolean mirrored) {
    double[] nodes = Arrays.copyOf(z, n);
    if (mirrored) {
      for (int k = 0; k < n; k++) {
        nodes[k] = -nodes[k];
      }
    }
    return new GaussianRule(
        nodes, Arrays.copyOf(x, n), Arrays.copyOf(w, n), ActivationMesh.RULE.size());
  }
}
