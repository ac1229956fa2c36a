package io.brink.report.chart;

import java.util.Arrays;

/** Cells around the ascending centres of a grid. */
public final class Cells {

  private Cells() {}

  /** Edges half-way between centres; the outer cells are symmetric. */
  public static double[] edges(double[] centres) {
    int n = centres.length;
    double[] edges = new double[n + 1];
    for (int i = 1; i < n; i++) {
      edges[i] = 0.5 * (centres[i - 1] + centres[i]);
    }
    edges[0] = n == 1 ? centres[0] - 0.5 : centres[0] - (edges[1] - centres[0]);
    edges[n] = n == 1 ? centres[0] + 0.5 : centres[n - 1] + (centres[n - 1] - edges[n - 1]);
    if (centres[0] > 0 && edges[0] <= 0) {
      edges[0] = centres[0];
    }
    return edges;
  }

  /** Index of the cell that holds a value, negative outside. */
  public static int find(double[] edges, double value) {
    if (!(value >= edges[0] && value <= edges[edges.length - 1])) {
      return -1;
    }
    int i = Arrays.binarySearch(edges, value);
    return Math.min(i >= 0 ? i : -i - 2, edges.length - 2);
  }
}
