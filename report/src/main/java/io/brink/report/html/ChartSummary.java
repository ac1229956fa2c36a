package io.brink.report.html;

import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Extent;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Scale;
import io.brink.report.chart.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A chart in words, for readers who do not see it: axes, series, and where each line runs. */
final class ChartSummary {

  private static final int DIGITS = 3;

  private ChartSummary() {}

  static String of(Chart chart) {
    List<String> layers = new ArrayList<>();
    for (Layer layer : chart.layers()) {
      String kind = kind(layer);
      if (!kind.isEmpty()) {
        layers.add(kind);
      }
    }
    return plain(chart.title())
        + ". "
        + axis(chart.y(), Extent.ofY(chart))
        + " against "
        + axis(chart.x(), Extent.ofX(chart))
        + ". "
        + String.join("; ", layers)
        + ".";
  }

  private static String axis(Axis axis, Extent extent) {
    return plain(axis.label())
        + " from "
        + number(extent.low())
        + " to "
        + number(extent.high())
        + (axis.scale() == Scale.LOGARITHMIC ? ", logarithmic" : "");
  }

  private static String kind(Layer layer) {
    String name = layer.label().isEmpty() ? "" : " '" + plain(layer.label()) + "'";
    return switch (layer) {
      case Layer.Line line -> "line" + name + course(line.y());
      case Layer.Points points -> "points" + name + course(points.y());
      case Layer.Band _ -> "band" + name;
      case Layer.Histogram histogram ->
          "histogram" + name + " of " + histogram.heights().length + " bars";
      case Layer.Stems stems -> "stems" + name + ", " + stems.x().length;
      case Layer.HeatMap _ -> "heat map" + name;
      case Layer.Contours _ -> "contour lines" + name;
      case Layer.Regions regions ->
          "regions "
              + regions.present().stream()
                  .map(i -> "'" + plain(regions.names().get(i)) + "'")
                  .collect(Collectors.joining(", "));
      case Layer.Guide guide ->
          layer.label().isEmpty() ? "" : "mark" + name + " at " + number(guide.at());
    };
  }

  /** The first and the last figure that are drawn. */
  private static String course(double[] y) {
    int first = 0;
    int last = y.length - 1;
    while (first < y.length && !Double.isFinite(y[first])) {
      first++;
    }
    while (last > first && !Double.isFinite(y[last])) {
      last--;
    }
    if (first >= y.length) {
      return ", not drawn";
    }
    return first == last
        ? " at " + number(y[first])
        : " from " + number(y[first]) + " to " + number(y[last]);
  }

  private static String number(double value) {
    return Numerals.rounded(value, DIGITS);
  }

  private static String plain(String label) {
    return Symbols.runs(label).stream().map(Symbols.Run::text).collect(Collectors.joining());
  }
}
