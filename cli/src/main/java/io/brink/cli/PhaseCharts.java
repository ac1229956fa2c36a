package io.brink.cli;

import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.phase.EdgeOfChaosCurve;
import io.brink.phase.FixedPhase;
import io.brink.phase.PhaseDiagram;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import io.brink.phase.VarianceRange;
import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Stroke;
import io.brink.shaping.CriticalLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The charts of phases: diagrams, edges of chaos, correlation maps. */
final class PhaseCharts {

  private static final Axis WEIGHTS = Axis.linear("weight variance σ_w²");
  private static final Axis BIASES = Axis.linear("bias variance σ_b²");
  private static final int[] DEPTH_SCALES = {1, 2, 5, 10, 20, 50, 100};
  private static final double[] RATES =
      Arrays.stream(DEPTH_SCALES)
          .boxed()
          .flatMapToDouble(l -> DoubleStream.of(-1.0 / l, 1.0 / l))
          .toArray();
  private static final List<String> RATE_NAMES =
      Arrays.stream(DEPTH_SCALES).boxed().flatMap(l -> Stream.of("" + l, "" + l)).toList();
  private static final int POINTS = 201;
  private static final int COBWEB_STEPS = 40;

  private PhaseCharts() {}

  /** Two pastel phases, lines of equal depth scale, the edge of chaos in black. */
  static Chart diagram(PhaseDiagram diagram, EdgeOfChaosCurve curve) {
    VarianceRange weights = diagram.weightVariances();
    VarianceRange biases = diagram.biasVariances();
    double[] x = values(weights);
    double[] y = values(biases);
    int[][] region = new int[y.length][x.length];
    // The depth scale is infinite at the edge, where its inverse, less than zero in the ordered
    // phase, passes zero smoothly and has level lines that a grid can tell.
    double[][] rate = new double[y.length][x.length];
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < x.length; column++) {
        region[row][column] =
            diagram
                .phase(column, row)
                .map(
                    phase ->
                        switch (phase) {
                          case ORDERED -> 0;
                          case CHAOTIC -> 1;
                          case CRITICAL -> -1;
                        })
                .orElse(diagram.preactivationVariance(column, row) == 0 ? 2 : 3);
        int side = region[row][column] == 0 ? -1 : 1;
        rate[row][column] =
            diagram.depthScales(column, row).map(s -> side / s.correlation()).orElse(Double.NaN);
      }
    }
    Chart chart =
        Chart.of(
                "phases",
                "Phases of plain networks of " + diagram.activation().name(),
                WEIGHTS.between(weights.from(), weights.to()),
                BIASES.between(biases.from(), biases.to()))
            .with(
                new Layer.Regions(
                    "",
                    List.of("ordered", "chaotic", "lengths vanish", "lengths grow"),
                    x,
                    y,
                    region));
    if (x.length > 1 && y.length > 1) {
      chart =
          chart.with(
              new Layer.Contours(
                  "depth scale ξ_c, layers", Ink.QUIET, x, y, rate, RATES, RATE_NAMES));
    }
    return edge(chart, curve);
  }

  /**
   * The edge of chaos, and points on it that were asked for, over the usual range of variances or
   * as far as those points need.
   */
  static Chart curve(EdgeOfChaosCurve curve, List<CriticalLine.Point> asked) {
    double weights = 3;
    double biases = 0.25;
    for (CriticalLine.Point point : asked) {
      weights = Math.max(weights, 1.25 * point.weightVariance());
      biases = Math.max(biases, 1.25 * point.biasVariance());
    }
    Chart chart =
        edge(
            Chart.of(
                "edge_of_chaos",
                "Edge of chaos of " + curve.activation().name(),
                WEIGHTS.between(0, weights),
                BIASES.between(-0.02 * biases, biases)),
            curve);
    return asked.isEmpty()
        ? chart
        : chart.with(
            new Layer.Points(
                asked.size() == 1 ? "this point" : "these points",
                Ink.NEXT,
                asked.stream().mapToDouble(CriticalLine.Point::weightVariance).toArray(),
                asked.stream().mapToDouble(CriticalLine.Point::biasVariance).toArray(),
                new double[0]));
  }

  private static Chart edge(Chart empty, EdgeOfChaosCurve curve) {
    Chart chart = empty;
    String label = "edge of chaos, χ_1 = 1";
    switch (curve) {
      case EdgeOfChaosCurve.Arcs(_, _, List<EdgeOfChaosCurve.Arc> arcs) -> {
        for (int i = 0; i < arcs.size(); i++) {
          List<CriticalLine.Point> points = arcs.get(i).points();
          chart =
              chart.with(
                  new Layer.Line(
                      i == 0 ? label : "",
                      Ink.STRONG,
                      Stroke.SOLID,
                      points.stream().mapToDouble(CriticalLine.Point::weightVariance).toArray(),
                      points.stream().mapToDouble(CriticalLine.Point::biasVariance).toArray()));
        }
      }
      case EdgeOfChaosCurve.SinglePoint(_, double weightVariance) ->
          chart =
              chart.with(
                  new Layer.Points(
                      label,
                      Ink.STRONG,
                      new double[] {weightVariance},
                      new double[] {0},
                      new double[0]));
      case EdgeOfChaosCurve.Absent _ -> {}
    }
    return chart;
  }

  /** One correlation map at its fixed length, the identity, and the path of orthogonal inputs. */
  static Chart map(PlainAnalysis analysis, FixedPhase phase) {
    PlainLayer layer = analysis.layer();
    double q = phase.length().preactivationVariance();
    Kernel kernel = Kernel.of(layer.activation());
    double[] c = new double[POINTS];
    double[] r = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      c[i] = (double) i / (POINTS - 1);
      r[i] = correlation(kernel, layer, q, c[i]);
    }
    List<double[]> path = new ArrayList<>();
    double at = 0;
    path.add(new double[] {0, 0});
    for (int step = 0; step < COBWEB_STEPS; step++) {
      double next = correlation(kernel, layer, q, at);
      path.add(new double[] {at, next});
      path.add(new double[] {next, next});
      at = next;
    }
    return Chart.of(
            "correlation_map",
            "Correlation map of a layer at q^* = "
                + Numerals.rounded(q, 4)
                + ", "
                + layer.activation().name(),
            Axis.linear("correlation c").between(0, 1),
            Axis.linear("correlation one layer later R(c)").between(0, 1))
        .reference("identity", c, c)
        .line("R(c)", c, r)
        .with(
            new Layer.Line(
                "orthogonal inputs, layer by layer",
                Ink.NEXT,
                Stroke.SOLID,
                path.stream().mapToDouble(p -> p[0]).toArray(),
                path.stream().mapToDouble(p -> p[1]).toArray()))
        .with(
            new Layer.Guide(
                "fixed point c^*", Layer.Guide.Direction.VERTICAL, phase.correlation()));
  }

  private static double correlation(Kernel kernel, PlainLayer layer, double q, double c) {
    double gap =
        layer.weightVariance() * kernel.gap(q, Correlation.ofValue(Math.min(1, c))).value() / q;
    return Math.clamp(1 - gap, -1, 1);
  }

  private static double[] values(VarianceRange range) {
    double[] values = new double[range.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = range.value(i);
    }
    return values;
  }
}
