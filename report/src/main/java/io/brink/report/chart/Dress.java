package io.brink.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one layer is drawn, apart from its colour, the same in pictures and on pages.
 *
 * <p>Nobody has to tell series by their colours alone: where a chart has several lines, each bears
 * a few markers of a shape of its own, at places of its own; and lines that coincide are drawn over
 * one another with gaps, so that the one beneath shows.
 *
 * @param series number of the series that the layer belongs to, from 0; negative: none
 * @param width of strokes, in points
 * @param dash lengths of strokes and gaps in turn, in points; empty: unbroken
 * @param legendDash the same for the sample in a legend, which tells nothing of coinciding lines
 * @param marker shape of points and of the markers on a line
 * @param marked indices of the points of a line that bear a marker
 */
public record Dress(
    int series,
    double width,
    double[] dash,
    double[] legendDash,
    Optional<Marker> marker,
    int[] marked) {

  /** Colours that a palette has at least; a later series has the colour of an earlier one. */
  public static final int COLOURS = 8;

  private static final double WIDTH = 2;
  private static final double QUIET_WIDTH = 1.4;
  private static final double[] SOLID = {};
  private static final double[] DASHED = {7, 5};
  private static final double[] DOTTED = {1.5, 4.5};

  /** Length of the stroke in which one of several coinciding lines is seen. */
  private static final double GLIMPSE = 8;

  /** Markers on one line. */
  private static final int MARKERS = 6;

  /** Places at which two lines are compared. */
  private static final int PLACES = 100;

  /** Lines that are nearer than this share of the axis cover each other. */
  private static final double COVERED = 0.006;

  /** The share of its course on which a line has to be covered to be drawn otherwise. */
  private static final double COINCIDING = 0.5;

  /** The dress of each layer of a chart. */
  public static List<Dress> of(Chart chart) {
    List<Layer> layers = chart.layers();
    int[] series = series(layers);
    Map<Integer, Marker> markers = markers(layers, series);
    long lines = layers.stream().filter(Dress::isOwnLine).count();
    double[][] alone = dashes(layers, series);
    double[][] dashes = withGaps(chart, alone);
    List<Dress> dresses = new ArrayList<>();
    int line = 0;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      int number = series[i];
      int[] marked = {};
      if (isOwnLine(layer) && lines > 1) {
        if (!hasPoints(layers, series, number)) {
          marked = marked((Layer.Line) layer, chart.x(), Extent.ofX(chart), line, lines);
        }
        line++;
      }
      dresses.add(
          new Dress(
              number,
              ink(layer) == Ink.QUIET ? QUIET_WIDTH : WIDTH,
              dashes[i],
              alone[i],
              layer instanceof Layer.Points || marked.length > 0
                  ? Optional.of(markers.getOrDefault(number, Marker.CIRCLE))
                  : Optional.empty(),
              marked));
    }
    return dresses;
  }

  private static boolean hasPoints(List<Layer> layers, int[] series, int number) {
    for (int i = 0; i < series.length; i++) {
      if (series[i] == number && layers.get(i) instanceof Layer.Points) {
        return true;
      }
    }
    return false;
  }

  private static Ink ink(Layer layer) {
    return switch (layer) {
      case Layer.Line line -> line.ink();
      case Layer.Points points -> points.ink();
      case Layer.Band band -> band.ink();
      case Layer.Histogram histogram -> histogram.ink();
      case Layer.Stems stems -> stems.ink();
      case Layer.Contours contours -> contours.ink();
      case Layer.HeatMap _, Layer.Regions _, Layer.Guide _ -> Ink.QUIET;
    };
  }

  private static int[] series(List<Layer> layers) {
    int[] series = new int[layers.size()];
    int next = 0;
    for (int i = 0; i < series.length; i++) {
      series[i] =
          switch (ink(layers.get(i))) {
            case NEXT -> next++;
            case SAME -> Math.max(0, next - 1);
            case QUIET, STRONG -> -1;
          };
    }
    return series;
  }

  private static boolean isOwnLine(Layer layer) {
    return layer instanceof Layer.Line line && line.ink() == Ink.NEXT && ascends(line.x());
  }

  private static boolean ascends(double[] x) {
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] >= x[i - 1])) {
        return false;
      }
    }
    return x.length > 1;
  }

  /** Points and lines of one series share a shape; series take theirs in order. */
  private static Map<Integer, Marker> markers(List<Layer> layers, int[] series) {
    Map<Integer, Marker> markers = new HashMap<>();
    long lines = layers.stream().filter(Dress::isOwnLine).count();
    for (int i = 0; i < series.length; i++) {
      boolean needed =
          layers.get(i) instanceof Layer.Points || isOwnLine(layers.get(i)) && lines > 1;
      if (needed && series[i] >= 0 && !markers.containsKey(series[i])) {
        markers.put(series[i], Marker.values()[markers.size() % Marker.values().length]);
      }
    }
    return markers;
  }

  /** The points nearest to equally spaced places, which differ from line to line. */
  private static int[] marked(Layer.Line line, Axis axis, Extent extent, int number, long lines) {
    double low = place(axis, extent.low());
    double range = place(axis, extent.high()) - low;
    List<Integer> marked = new ArrayList<>();
    for (int k = 0; k < MARKERS; k++) {
      double wanted = low + range * (k + (number + 0.5) / lines) / MARKERS;
      int nearest = -1;
      double least = range / MARKERS / 2;
      for (int i = 0; i < line.x().length; i++) {
        double distance = Math.abs(place(axis, line.x()[i]) - wanted);
        if (distance < least && Double.isFinite(line.y()[i])) {
          least = distance;
          nearest = i;
        }
      }
      if (nearest >= 0 && !marked.contains(nearest)) {
        marked.add(nearest);
      }
    }
    return marked.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double place(Axis axis, double value) {
    return axis.scale() == Scale.LOGARITHMIC ? Math.log(value) : value;
  }

  private static double[][] dashes(List<Layer> layers, int[] series) {
    double[][] dashes = new double[layers.size()][];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] =
          switch (layers.get(i)) {
            case Layer.Line(_, Ink ink, Stroke stroke, _, _) ->
                switch (stroke) {
                  case SOLID -> ink == Ink.NEXT && series[i] >= COLOURS ? DOTTED : SOLID;
                  case DASHED -> DASHED;
                  case DOTTED -> DOTTED;
                };
            case Layer.Guide _ -> DOTTED;
            case Layer.Points _,
                Layer.Band _,
                Layer.Histogram _,
                Layer.Stems _,
                Layer.HeatMap _,
                Layer.Contours _,
                Layer.Regions _ ->
                SOLID;
          };
    }
    return dashes;
  }

  private static double[][] withGaps(Chart chart, double[][] alone) {
    double[][] dashes = alone.clone();
    for (List<Integer> together : coinciding(chart, alone)) {
      int n = together.size();
      for (int k = 1; k < n; k++) {
        dashes[together.get(k)] = new double[] {(n - k) * GLIMPSE, k * GLIMPSE};
      }
    }
    return dashes;
  }

  /** Groups of unbroken lines that lie on their first one. */
  private static List<List<Integer>> coinciding(Chart chart, double[][] dashes) {
    List<List<Integer>> groups = new ArrayList<>();
    Map<Integer, double[]> courses = new HashMap<>();
    for (int i = 0; i < dashes.length; i++) {
      if (chart.layers().get(i) instanceof Layer.Line line
          && line.ink() != Ink.QUIET
          && dashes[i].length == 0
          && ascends(line.x())) {
        double[] course = course(line, chart);
        courses.put(i, course);
        Optional<List<Integer>> group =
            groups.stream()
                .filter(g -> g.stream().anyMatch(k -> coincide(courses.get(k), course)))
                .findFirst();
        if (group.isPresent()) {
          group.get().add(i);
        } else {
          groups.add(new ArrayList<>(List.of(i)));
        }
      }
    }
    return groups;
  }

  private static boolean coincide(double[] one, double[] other) {
    int drawn = 0;
    int covered = 0;
    for (int i = 0; i < PLACES; i++) {
      if (!Double.isNaN(other[i])) {
        drawn++;
        covered += Math.abs(one[i] - other[i]) < COVERED ? 1 : 0;
      }
    }
    return drawn > 0 && covered >= COINCIDING * drawn;
  }

  /** The height of a line at equal distances, as a share of the axis; NaN where it is not drawn. */
  private static double[] course(Layer.Line line, Chart chart) {
    Extent xs = Extent.ofX(chart);
    Extent ys = Extent.ofY(chart);
    double low = place(chart.x(), xs.low());
    double width = place(chart.x(), xs.high()) - low;
    double bottom = place(chart.y(), ys.low());
    double height = place(chart.y(), ys.high()) - bottom;
    double[] course = new double[PLACES];
    Arrays.fill(course, Double.NaN);
    int i = 0;
    for (int k = 0; k < PLACES; k++) {
      double at = low + width * (k + 0.5) / PLACES;
      while (i + 2 < line.x().length && !(place(chart.x(), line.x()[i + 1]) >= at)) {
        i++;
      }
      double from = place(chart.x(), line.x()[i]);
      double to = place(chart.x(), line.x()[i + 1]);
      if (from <= at && at <= to) {
        double t = to > from ? (at - from) / (to - from) : 0;
        double a = (place(chart.y(), line.y()[i]) - bottom) / height;
        double b = (place(chart.y(), line.y()[i + 1]) - bottom) / height;
        course[k] = a + t * (b - a);
      }
    }
    return course;
  }
}
