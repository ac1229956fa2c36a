package io.brink.phase;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.phase.EdgeOfChaosCurve.Arc;
import io.brink.phase.EdgeOfChaosCurve.End;
import io.brink.shaping.CriticalLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Traces an {@link EdgeOfChaosCurve}; belongs to one thread. */
final class CurveTracer {

  private static final double SMALLEST = Math.log(1e-6);
  private static final double LARGEST = Math.log(1e4);
  private static final int GRID = 60;
  private static final int MOST_BISECTIONS = 14;
  private static final double BIAS_FLOOR = 1e-9;

  /** Near enough to 0 to tell φ′(0+) from φ′(0−). */
  private static final double BESIDE_ZERO = 1e-200;

  private final Activation activation;
  private final double tolerance;
  private final CriticalLine line;

  CurveTracer(Activation activation, double tolerance) {
    this.activation = activation;
    this.tolerance = tolerance;
    this.line = CriticalLine.of(activation);
  }

  EdgeOfChaosCurve trace() {
    for (Breakpoint place : activation.breakpoints()) {
      if (place.valueJump() != 0) {
        return new EdgeOfChaosCurve.Absent(
            activation,
            "%s jumps at %s, so that E phi'^2 is infinite"
                .formatted(activation.name(), Double.toString(place.location())));
      }
    }
    OptionalDouble degree = activation.homogeneityDegree();
    if (degree.isPresent() && degree.getAsDouble() == 1) {
      return new EdgeOfChaosCurve.SinglePoint(activation, line.formalPoint(1).weightVariance());
    }
    List<Arc> arcs = arcs();
    return arcs.isEmpty()
        ? new EdgeOfChaosCurve.Absent(
            activation, "the bias variance q - V/E phi'^2 is negative for every q from 1e-6 to 1e4")
        : new EdgeOfChaosCurve.Arcs(activation, tolerance, arcs);
  }

  private List<Arc> arcs() {
    List<Arc> arcs = new ArrayList<>();
    List<CriticalLine.Point> points = new ArrayList<>();
    End start = null;
    double before = SMALLEST;
    CriticalLine.Point last = at(before);
    if (exists(last)) {
      start = new End.VanishingLength(limit());
      points.add(last);
    }
    for (int k = 1; k <= GRID; k++) {
      double here = SMALLEST + (LARGEST - SMALLEST) * k / GRID;
      CriticalLine.Point point = at(here);
      if (exists(last) && exists(point)) {
        refine(points, before, last, here, point, 0);
      } else if (exists(point)) {
        double edge = edge(here, before);
        CriticalLine.Point first = atEdge(edge, last);
        start = end(last);
        points.add(first);
        refine(points, edge, first, here, point, 0);
      } else if (exists(last)) {
        double edge = edge(before, here);
        refine(points, before, last, edge, atEdge(edge, point), 0);
        arcs.add(new Arc(points, start, end(point)));
        points.clear();
      }
      before = here;
      last = point;
    }
    if (!points.isEmpty()) {
      arcs.add(new Arc(points, start, new End.Range()));
    }
    return arcs;
  }

  /** Adds the points after {@code a} up to and including {@code b}. */
  private void refine(
      List<CriticalLine.Point> points,
      double from,
      CriticalLine.Point a,
      double to,
      CriticalLine.Point b,
      int depth) {
    double middle = 0.5 * (from + to);
    if (middle > from && middle < to && depth < MOST_BISECTIONS) {
      CriticalLine.Point point = at(middle);
      if (exists(point) && distance(a, point, b) > tolerance) {
        refine(points, from, a, middle, point, depth + 1);
        refine(points, middle, point, to, b, depth + 1);
        return;
      }
    }
    points.add(b);
  }

  /** The distance of a point from the chord, in units of its own variances. */
  private static double distance(
      CriticalLine.Point a, CriticalLine.Point point, CriticalLine.Point b) {
    double weight = point.weightVariance();
    double bias = Math.max(point.biasVariance(), BIAS_FLOOR * point.preactivationVariance());
    double alongWeight = (b.weightVariance() - a.weightVariance()) / weight;
    double alongBias = (b.biasVariance() - a.biasVariance()) / bias;
    double toWeight = (point.weightVariance() - a.weightVariance()) / weight;
    double toBias = (point.biasVariance() - a.biasVariance()) / bias;
    double length = Math.hypot(alongWeight, alongBias);
    return length == 0
        ? Math.hypot(toWeight, toBias)
        : Math.abs(alongWeight * toBias - alongBias * toWeight) / length;
  }

  /** The last ln q with a point on the way from where there is one to where there is none. */
  private double edge(double with, double without) {
    double in = with;
    double out = without;
    for (int i = 0; i < 60 && Math.abs(out - in) > 1e-14; i++) {
      double middle = 0.5 * (in + out);
      if (exists(at(middle))) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private CriticalLine.Point atEdge(double logarithm, CriticalLine.Point beyond) {
    CriticalLine.Point point = at(logarithm);
    return switch (end(beyond)) {
      case End.NoBias() ->
          new CriticalLine.Point(
              point.weightVariance(), 0, point.preactivationVariance(), point.lengthSlope());
      case End.VanishingLength _, End.Range _ -> point;
    };
  }

  /** What ends an arc next to a point that does not exist. */
  private static End end(CriticalLine.Point beyond) {
    return beyond.biasVariance() < 0 && isFinite(beyond) ? new End.NoBias() : new End.Range();
  }

  private double limit() {
    OptionalDouble degree = activation.homogeneityDegree();
    if (degree.isPresent()) {
      return degree.getAsDouble() < 1 ? 0 : Double.POSITIVE_INFINITY;
    }
    double right = activation.derivative(BESIDE_ZERO);
    double left = activation.derivative(-BESIDE_ZERO);
    return 2 / (right * right + left * left);
  }

  private CriticalLine.Point at(double logarithm) {
    return line.formalPoint(Math.exp(logarithm));
  }

  private static boolean exists(CriticalLine.Point point) {
    return isFinite(point) && point.biasVariance() >= 0;
  }

  private static boolean isFinite(CriticalLine.Point point) {
    return point.weightVariance() > 0
        && point.weightVariance() < Double.POSITIVE_INFINITY
        && point.biasVariance() < Double.POSITIVE_INFINITY
        && point.biasVariance() > Double.NEGATIVE_INFINITY;
  }
}
