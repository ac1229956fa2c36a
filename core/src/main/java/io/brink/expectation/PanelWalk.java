package io.brink.expectation;

/**
 * Cuts an interval into panels that fit several meshes at once without being as many as all their
 * edges: a panel that begins at a may be as wide as the narrowest mesh panel that it meets, and
 * ends at a kink.
 */
final class PanelWalk {
  /** Relative to the place; wide enough that a step of the walk is never lost to rounding. */
  private static final double SLACK = 1e-14;

  private PanelWalk() {}

  /**
   * The furthest end of a panel that begins at {@code a}, inside panel {@code i} of the mesh.
   *
   * @param edges mesh edges in the variable of integration, increasing
   * @param widths how wide a panel may be inside each mesh panel, in the variable of integration
   * @param kinks whether a panel must end at the edge
   * @param i index with edges[i] ≤ a &lt; edges[i + 1]
   * @param cap the end wanted otherwise
   */
  static double end(double[] edges, double[] widths, boolean[] kinks, int i, double a, double cap) {
    int last = edges.length - 1;
    if (i >= last) {
      return cap;
    }
    double b = Math.min(cap, a + widths[i]);
    for (int k = i + 1; k < last && edges[k] < b; k++) {
      if (kinks[k]) {
        return edges[k];
      }
      b = Math.min(b, Math.max(edges[k], a + widths[k]));
    }
    return b;
  }

  /**
   * Moves the index on so that the panel after {@code a} begins in panel i.
   *
   * <p>What rounding left before an edge is not worth a panel of its own. It is measured by a
   * alone: where φ is used at a large variance the mesh panels near 0 are narrower than any fixed
   * length.
   */
  static int advance(double[] edges, int i, double a) {
    double slack = SLACK * Math.abs(a);
    int k = i;
    while (k < edges.length - 1 && edges[k + 1] <= a + slack) {
      k++;
    }
    return k;
  }
}
