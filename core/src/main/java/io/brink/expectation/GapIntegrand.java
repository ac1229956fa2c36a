package io.brink.expectation;

import io.brink.activation.Breakpoint;

/** ½(a f(x) − b g(y))². */
final class GapIntegrand implements RowIntegrand {
  private static final GaussLegendre RULE = ActivationMesh.RULE;
  private static final GaussLegendre NEAR_AVERAGE = ScaledDifference.NEAR_AVERAGE;

  private final ScaledPair pair;
  private final PanelPlane plane;
  private final ScaledDifference difference;
  private final PanelRow row = new PanelRow();

  GapIntegrand(ScaledPair pair, PanelPlane plane, ScaledDifference difference) {
    this.pair = pair;
    this.plane = plane;
    this.difference = difference;
  }

  @Override
  public boolean even() {
    return difference.balanced();
  }

  @Override
  public double inner(PanelFrame frame, double v, PanelTally tally) {
    double to = Math.sqrt(Math.max(0, plane.reach() * plane.reach() - v * v));
    double separation = difference.separation(frame, v, to);
    boolean near =
        pair.same()
            && !frame.reflected()
            && separation <= ScaledDifference.NEAR * closestKinks(frame.meshF());
    row.n = 0;
    if (!near) {
      plane.walk(frame, v, -plane.reach(), row);
      plane.points(frame, v, row);
      pair.f().evaluate(row.n, row.x, row.fx, null, null);
      pair.g().evaluate(row.n, row.y, row.gy, null, null);
      for (int i = 0; i < row.n; i++) {
        double d = difference.combine(row.fx[i] - row.gy[i], row.fx[i], row.gy[i]);
        tally.error += row.weight[i] * difference.noise(row.fx[i], row.gy[i]) * Math.abs(d);
        row.fx[i] = 0.5 * d;
        row.gy[i] = d;
      }
      return row.sum(tally);
    }
    return segments(frame, v, to, tally);
  }

  private double closestKinks(ScaledMesh mesh) {
    double closest = 1;
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < mesh.edges().length; i++) {
      if (mesh.kinks()[i]) {
        closest = Math.min(closest, mesh.edges()[i] - last);
        last = mesh.edges()[i];
        if (i > 0) {
          closest = Math.min(closest, mesh.edges()[i] - mesh.edges()[i - 1]);
        }
        if (i < mesh.panels()) {
          closest = Math.min(closest, mesh.edges()[i + 1] - mesh.edges()[i]);
        }
      }
    }
    return closest;
  }

  /**
   * x and y so near that at most one kink lies between them: strips of u in which a kink does, held
   * by centre and half-width however narrow they are, and panels between the strips, on which φ is
   * analytic from y to x.
   */
  private double segments(PanelFrame frame, double v, double to, PanelTally tally) {
    ScaledMesh mesh = frame.meshF();
    double sum = 0;
    double from = -to;
    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= mesh.edges().length; i++) {
      boolean end = i == mesh.edges().length;
      if (!end && !mesh.kinks()[i]) {
        continue;
      }
      double kink = end ? Double.POSITIVE_INFINITY : mesh.points()[i];
      double ux = end ? to : (mesh.edges()[i] - frame.sin() * v) / frame.cos();
      double uy = end ? to : (kink / pair.s2() + frame.sin() * v) / frame.cos();
      double left = Math.min(ux, uy);
      double right = Math.max(ux, uy);
      if (left > from) {
        sum += between(frame, v, from, Math.min(left, to), lower, kink, tally);
      }
      if (end || left >= to) {
        break;
      }
      if (right > -to) {
        sum += strip(frame, v, i, tally);
      }
      from = Math.max(from, right);
      lower = kink;
      if (from >= to) {
        break;
      }
    }
    return sum;
  }

  /** Panels on which neither x nor y meets a kink. */
  private double between(
      PanelFrame frame,
      double v,
      double a,
      double b,
      double lower,
      double upper,
      PanelTally tally) {
    double[] edges = PanelPlane.shifted(frame.meshF().edges(), -frame.sin() * v, frame.cos());
    double[] widths = PanelPlane.shifted(frame.meshF().widths(), 0, frame.cos());
    boolean[] none = new boolean[edges.length];
    double sum = 0;
    double start = a;
    int i = PanelWalk.advance(edges, 0, start);
    while (start < b) {
      double end =
          PanelWalk.end(
              edges, widths, none, i, start, Math.min(b, start + PanelPlane.WIDEST_PANEL));
      row.n = 0;
      row.panel(start, end);
      row.weigh();
      difference.row(
          frame.cos(),
          frame.sin(),
          v,
          Math.max(Math.abs(start), Math.abs(end)),
          end - start,
          row.n,
          row.u,
          row.fx,
          new double[] {lower, upper});
      double[] noise = difference.noise();
      for (int k = 0; k < row.n; k++) {
        tally.error += row.weight[k] * noise[k] * Math.abs(row.fx[k]);
        row.gy[k] = 0.5 * row.fx[k];
      }
      sum += row.sum(tally);
      start = end;
      i = PanelWalk.advance(edges, i, start);
    }
    return sum;
  }

  /**
   * The strip of u in which the kink lies between x and y: there the difference is the jump of φ
   * plus the way from the kink to x and to y, each times the mean of φ′ on its side.
   */
  private double strip(PanelFrame frame, double v, int edge, PanelTally tally) {
    double kink = frame.meshF().points()[edge];
    double centre = 0.5 * (kink / pair.s1() + kink / pair.s2()) / frame.cos();
    // x meets the kink at centre − half, y at centre + half
    double half = (frame.sin() * v - 0.5 * kink * (1 / pair.s1() - 1 / pair.s2())) / frame.cos();
    double width = Math.abs(half);
    if (width == 0) {
      return 0;
    }
    boolean rising = half > 0;
    double above = Math.nextUp(kink);
    double below = Math.nextDown(kink);
    int n = RULE.size();
    int m = NEAR_AVERAGE.size();
    double[] alongX = new double[n];
    double[] alongY = new double[n];
    double[] points = new double[2 * n * m];
    double[] slopes = new double[2 * n * m];
    row.n = n;
    for (int k = 0; k < n; k++) {
      double t = RULE.nodes[k];
      double u = centre + width * t;
      row.u[k] = u;
      row.weight[k] = width * RULE.weights[k] * GaussianExpectation.density(u);
      alongX[k] = pair.s1() * frame.cos() * width * (t + Math.signum(half));
      alongY[k] = pair.s2() * frame.cos() * width * (t - Math.signum(half));
      row.x[k] = onSide(kink + alongX[k], rising, above, below);
      row.y[k] = onSide(kink + alongY[k], !rising, above, below);
      for (int l = 0; l < m; l++) {
        double part = 0.5 * (1 + NEAR_AVERAGE.nodes[l]);
        points[k * m + l] = onSide(kink + part * alongX[k], rising, above, below);
        points[(n + k) * m + l] = onSide(kink + part * alongY[k], !rising, above, below);
      }
    }
    pair.f().evaluate(n, row.x, row.fx, null, null);
    pair.g().evaluate(n, row.y, row.gy, null, null);
    pair.f().evaluate(2 * n * m, points, null, slopes, null);
    Breakpoint breakpoint = breakpointAt(kink);
    boolean singular =
        Double.isInfinite(breakpoint.valueJump()) || Double.isInfinite(breakpoint.derivativeJump());
    double jump = rising ? breakpoint.valueJump() : -breakpoint.valueJump();
    for (int k = 0; k < n; k++) {
      double meanX = 0;
      double meanY = 0;
      for (int l = 0; l < m; l++) {
        meanX += 0.5 * NEAR_AVERAGE.weights[l] * slopes[k * m + l];
        meanY += 0.5 * NEAR_AVERAGE.weights[l] * slopes[(n + k) * m + l];
      }
      double apart =
          singular ? row.fx[k] - row.gy[k] : jump + alongX[k] * meanX - alongY[k] * meanY;
      double d = difference.combine(apart, row.fx[k], row.gy[k]);
      if (singular) {
        tally.error += row.weight[k] * difference.noise(row.fx[k], row.gy[k]) * Math.abs(d);
      }
      row.fx[k] = d;
      row.gy[k] = 0.5 * d;
    }
    return row.sum(tally);
  }

  private static double onSide(double x, boolean right, double above, double below) {
    return right ? Math.max(x, above) : Math.min(x, below);
  }

  private Breakpoint breakpointAt(double kink) {
    for (Breakpoint b : pair.f().breakpoints()) {
      if (b.location() == kink) {
        return b;
      }
    }
    throw new IllegalStateException("no breakpoint of " + pair.f().name() + " at " + kink);
  }
}
