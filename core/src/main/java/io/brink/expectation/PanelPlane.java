package io.brink.expectation;

import java.util.ArrayList;
import java.util.List;

/**
 * Panels in the plane of (u, v), see {@link PairSampler}: Gauss–Legendre panels in u between the
 * lines x = edge and y = edge of the two meshes, and in v panels bounded by the crossings of two
 * kink lines and narrowed where one mesh's fine part passes over the other's.
 */
final class PanelPlane {
  static final double WIDEST_PANEL = 3.2;

  private static final GaussLegendre RULE = ActivationMesh.RULE;

  private final ScaledPair pair;
  private final double reach;
  private final ScaledMesh meshF;
  private final ScaledMesh meshG;
  private final ScaledMesh reflectedG;

  PanelPlane(ScaledPair pair, GaussianExpectation first, GaussianExpectation second, double reach) {
    this.pair = pair;
    this.reach = reach;
    double s1 = pair.s1();
    double s2 = pair.s2();
    double partF = first.sample(s1, 0).part();
    double partG = second.sample(s2, 0).part();
    meshF = ScaledMesh.of(first.mesh(s1 * reach), s1, reach, partF);
    ActivationMesh unscaled = second.mesh(s2 * reach);
    meshG = pair.sameLaw() ? meshF : ScaledMesh.of(unscaled, s2, reach, partG);
    reflectedG = ScaledMesh.of(unscaled.reflected(), s2, reach, partG);
  }

  double reach() {
    return reach;
  }

  Estimate integrate(RowIntegrand integrand, double angle) {
    boolean reflected = angle > Math.PI / 2;
    double small = reflected ? PairSampler.supplement(angle) : angle;
    PanelFrame frame =
        new PanelFrame(
            Math.cos(small / 2),
            Math.sin(small / 2),
            reflected,
            meshF,
            reflected ? reflectedG : meshG);
    boolean half = integrand.even() && (pair.parity() == 1 || (pair.sameLaw() && !reflected));
    double[] edges = outerEdges(frame, half ? 0 : -reach);
    double factor = half ? 2 : 1;
    double sum = 0;
    double error = 0;
    double magnitude = 0;
    int n = RULE.size();
    double[] values = new double[n];
    for (int p = 0; p + 1 < edges.length; p++) {
      double halfWidth = (edges[p + 1] - edges[p]) / 2;
      double largest = 0;
      for (int i = 0; i < n; i++) {
        double v = edges[p] + halfWidth * (1 + RULE.nodes[i]);
        PanelTally tally = new PanelTally();
        double density = GaussianExpectation.density(v);
        double w = factor * halfWidth * RULE.weights[i];
        tally.outerWeight = w * density;
        values[i] = density * integrand.inner(frame, v, tally);
        sum += w * values[i];
        error += w * density * tally.error;
        magnitude += w * density * tally.magnitude;
        largest = Math.max(largest, density * tally.magnitude);
      }
      error += factor * halfWidth * RULE.truncation(values, 0, largest);
    }
    if (!(magnitude < Double.POSITIVE_INFINITY)) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    return new Estimate(sum, Rounding.bound(magnitude) + error);
  }

  /** Panel edges in v, from {@code start} to the reach. */
  private double[] outerEdges(PanelFrame frame, double start) {
    List<Double> cuts = new ArrayList<>();
    cuts.add(start);
    cuts.add(reach);
    if (start < 0) {
      cuts.add(0.0);
    }
    double twiceSin = 2 * frame.sin();
    if (twiceSin > 0) {
      ScaledMesh a = frame.meshF();
      ScaledMesh b = frame.meshG();
      for (int i = 0; i < a.edges().length; i++) {
        for (int j = 0; a.kinks()[i] && j < b.edges().length; j++) {
          double v = (a.edges()[i] - b.edges()[j]) / twiceSin;
          if (b.kinks()[j] && v > start && v < reach) {
            cuts.add(v);
          }
        }
      }
    }
    double[] sorted = cuts.stream().mapToDouble(Double::doubleValue).sorted().distinct().toArray();
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.length; i++) {
      double width = sorted[i + 1] - sorted[i];
      if (width < 1e-14) {
        continue;
      }
      int parts = (int) Math.ceil(width / WIDEST_PANEL);
      for (int k = 0; k < parts; k++) {
        double a = sorted[i] + width * k / parts;
        double b = k == parts - 1 ? sorted[i + 1] : sorted[i] + width * (k + 1) / parts;
        bisect(frame, a, b, 0, edges);
      }
    }
    edges.add(reach);
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void bisect(PanelFrame frame, double a, double b, int depth, List<Double> edges) {
    if (depth > 45 || fits(frame, a, b)) {
      edges.add(a);
      return;
    }
    double middle = a + (b - a) / 2;
    bisect(frame, a, middle, depth + 1, edges);
    bisect(frame, middle, b, depth + 1, edges);
  }

  /**
   * Whether the inner integral is resolved on a ≤ v ≤ b. As v moves by dv, one function slides over
   * the other by 2 sin(θ/2) dv; the path of integration may be bent away from a singularity of one
   * where the other has none near. So the slide must not exceed, at any place, the sum of the panel
   * widths of the two, a kink counting as width 0.
   */
  private boolean fits(PanelFrame frame, double a, double b) {
    double slide = 2 * frame.sin() * (b - a);
    if (slide == 0) {
      return true;
    }
    return fits(frame.meshF(), frame.meshG(), -2 * frame.sin() * b, -2 * frame.sin() * a, slide)
        && fits(frame.meshG(), frame.meshF(), 2 * frame.sin() * a, 2 * frame.sin() * b, slide);
  }

  private static boolean fits(
      ScaledMesh one, ScaledMesh other, double from, double to, double slide) {
    for (int i = 0; i < one.panels(); i++) {
      double width = one.width(i);
      if (width < slide
          && width + other.narrowest(one.edges()[i] + from, one.edges()[i + 1] + to) < slide) {
        return false;
      }
      if (one.kinks()[i] && other.narrowest(one.edges()[i] + from, one.edges()[i] + to) < slide) {
        return false;
      }
    }
    return true;
  }

  /** Fills the row with panels of u that fit both meshes at this v, and with x and y. */
  void walk(PanelFrame frame, double v, double from, PanelRow row) {
    row.n = 0;
    double to = Math.sqrt(Math.max(0, reach * reach - v * v));
    double[] a = shifted(frame.meshF().edges(), -frame.sin() * v, frame.cos());
    double[] b = shifted(frame.meshG().edges(), frame.sin() * v, frame.cos());
    double[] wa = shifted(frame.meshF().widths(), 0, frame.cos());
    double[] wb = shifted(frame.meshG().widths(), 0, frame.cos());
    double start = from < 0 ? -to : 0;
    int i = PanelWalk.advance(a, 0, start);
    int j = PanelWalk.advance(b, 0, start);
    while (start < to) {
      double end = Math.min(to, start + WIDEST_PANEL);
      end = PanelWalk.end(a, wa, frame.meshF().kinks(), i, start, end);
      end = PanelWalk.end(b, wb, frame.meshG().kinks(), j, start, end);
      row.panel(start, end);
      start = end;
      i = PanelWalk.advance(a, i, start);
      j = PanelWalk.advance(b, j, start);
    }
    row.weigh();
  }

  void points(PanelFrame frame, double v, PanelRow row) {
    double b = frame.sin() * v;
    double sign = frame.reflected() ? -pair.s2() : pair.s2();
    for (int i = 0; i < row.n; i++) {
      double a = frame.cos() * row.u[i];
      row.x[i] = pair.s1() * (a + b);
      row.y[i] = sign * (a - b);
    }
  }

  static double[] shifted(double[] edges, double by, double cos) {
    double[] out = new double[edges.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (edges[i] + by) / cos;
    }
    return out;
  }
}
