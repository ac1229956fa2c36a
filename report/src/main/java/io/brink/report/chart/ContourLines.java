package io.brink.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * The level lines of a layer with the places of their names: on each line where it is farthest from
 * the names before and from the edges of the chart; a line too short or too near to others has
 * none.
 */
public final class ContourLines {

  /** Names are not nearer to one another, nor to an edge, than these shares of the axes. */
  private static final double APART = 0.07;

  private static final double FROM_EDGE = 0.03;

  /** A line of fewer points is a speck. */
  private static final int NAMED_POINTS = 8;

  /**
   * One line.
   *
   * @param name of its level
   * @param named index of the point that bears the name; negative: none
   */
  public record Line(String name, double[] x, double[] y, int named) {}

  private final Chart chart;
  private final Extent xs;
  private final Extent ys;
  private final List<double[]> taken = new ArrayList<>();

  private ContourLines(Chart chart) {
    this.chart = chart;
    xs = Extent.ofX(chart);
    ys = Extent.ofY(chart);
  }

  /** The lines of a layer of a chart. */
  public static List<Line> of(Chart chart, Layer.Contours contours) {
    ContourLines lines = new ContourLines(chart);
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < contours.levels().length; i++) {
      for (LevelLines.Polyline line :
          LevelLines.of(contours.x(), contours.y(), contours.z(), contours.levels()[i])) {
        int named = line.x().length < NAMED_POINTS ? -1 : lines.place(line);
        all.add(new Line(contours.names().get(i), line.x(), line.y(), named));
      }
    }
    return all;
  }

  private int place(LevelLines.Polyline line) {
    int n = line.x().length;
    int best = -1;
    double farthest = APART;
    for (int i = 0; i < n; i++) {
      double x = share(chart.x(), xs, line.x()[i]);
      double y = share(chart.y(), ys, line.y()[i]);
      if (Math.min(Math.min(x, 1 - x), Math.min(y, 1 - y)) < FROM_EDGE) {
        continue;
      }
      // Among places with room enough, the one next to the middle of the line.
      double room = Math.min(distance(x, y), 2 * APART);
      double score = room - 0.02 * Math.abs(i - n / 2) / n;
      if (room >= APART && (best < 0 || score > farthest)) {
        farthest = score;
        best = i;
      }
    }
    if (best >= 0) {
      taken.add(
          new double[] {
            share(chart.x(), xs, line.x()[best]), share(chart.y(), ys, line.y()[best])
          });
    }
    return best;
  }

  private double distance(double x, double y) {
    return taken.stream().mapToDouble(p -> Math.hypot(p[0] - x, p[1] - y)).min().orElse(1);
  }

  private static double share(Axis axis, Extent extent, double value) {
    return axis.scale() == Scale.LOGARITHMIC
        ? Math.log(value / extent.low()) / Math.log(extent.high() / extent.low())
        : (value - extent.low()) / (extent.high() - extent.low());
  }
}
