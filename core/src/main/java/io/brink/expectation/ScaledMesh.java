package io.brink.expectation;

import java.util.Arrays;

/** A mesh in units of the standard deviation; points are its edges in units of the argument. */
record ScaledMesh(double[] edges, boolean[] kinks, double[] points, double[] widths) {

  /**
   * @param part by what part the panels must be narrower than the mesh allows
   */
  static ScaledMesh of(ActivationMesh mesh, double scale, double reach, double part) {
    if (scale == 0) {
      double far = 4 * reach;
      return new ScaledMesh(
          new double[] {-far, far},
          new boolean[2],
          new double[] {-far, far},
          new double[] {2 * far});
    }
    double[] e = mesh.edges();
    int from = 0;
    int to = e.length - 1;
    while (from + 1 < to && e[from + 1] / scale <= -reach) {
      from++;
    }
    while (to - 1 > from && e[to - 1] / scale >= reach) {
      to--;
    }
    double[] scaled = new double[to - from + 1];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = e[from + i] / scale;
    }
    double[] widths = new double[to - from];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = part * mesh.widths()[from + i] / scale;
    }
    return new ScaledMesh(
        scaled,
        Arrays.copyOfRange(mesh.kinks(), from, to + 1),
        Arrays.copyOfRange(e, from, to + 1),
        widths);
  }

  int panels() {
    return edges.length - 1;
  }

  double width(int i) {
    return widths[i];
  }

  /** The panel that contains x, the first or last if x lies outside. */
  int panelOf(double x) {
    int i = Arrays.binarySearch(edges, x);
    int panel = i >= 0 ? i : -i - 2;
    return Math.max(0, Math.min(panels() - 1, panel));
  }

  /** The narrowest panel that meets the open interval (a, b). */
  double narrowest(double a, double b) {
    double slack = 1e-12 * (1 + Math.abs(a));
    int i = panelOf(a + slack);
    double width = width(i);
    for (i++; i < panels() && edges[i] < b - slack; i++) {
      width = Math.min(width, width(i));
    }
    return width;
  }
}
