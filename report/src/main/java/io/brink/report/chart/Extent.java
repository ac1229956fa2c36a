package io.brink.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What an axis covers: its own ends where it has any, else the data with a margin.
 *
 * @param low lower end
 * @param high upper end, above {@code low}
 */
public record Extent(double low, double high) {

  private static final double MARGIN = 0.04;

  /** Beside the first and last of points and stems, which have a width. */
  private static final double ROOM_FOR_MARKS = 0.02;

  /** Where all data are equal, a linear axis shows this much of their size around them. */
  private static final double AROUND_ONE_VALUE = 0.1;

  /** A logarithmic axis covers at least this ratio up and down from its middle. */
  private static final double NARROWEST_RATIO = 1.6;

  /** What the horizontal axis covers. */
  public static Extent ofX(Chart chart) {
    boolean marked =
        chart.layers().stream()
            .anyMatch(layer -> layer instanceof Layer.Points || layer instanceof Layer.Stems);
    return of(
        chart.x(),
        marked && !hasGrid(chart) ? ROOM_FOR_MARKS : 0,
        chart.layers().stream().map(Extent::x).toList());
  }

  /** What the vertical axis covers. */
  public static Extent ofY(Chart chart) {
    boolean bars =
        chart.layers().stream()
            .anyMatch(layer -> layer instanceof Layer.Histogram || layer instanceof Layer.Stems);
    Extent fitted =
        of(chart.y(), hasGrid(chart) ? 0 : MARGIN, chart.layers().stream().map(Extent::y).toList());
    boolean onTheAxis =
        bars
            && chart.y().scale() == Scale.LINEAR
            && Double.isNaN(chart.y().low())
            && lowest(chart) == 0
            && fitted.high > 0;
    return onTheAxis ? new Extent(0, fitted.high) : fitted;
  }

  private static boolean hasGrid(Chart chart) {
    return chart.layers().stream()
        .anyMatch(layer -> layer instanceof Layer.HeatMap || layer instanceof Layer.Regions);
  }

  private static double lowest(Chart chart) {
    return chart.layers().stream()
        .flatMapToDouble(layer -> DoubleStream.of(y(layer)))
        .filter(Double::isFinite)
        .min()
        .orElse(0);
  }

  /** What a colour scale of these values covers. */
  public static Extent ofValues(Scale scale, double[][] z) {
    return of(
        new Axis("", scale, Double.NaN, Double.NaN),
        0,
        List.of(DoubleStream.of(flat(z)).toArray()));
  }

  private static double[] flat(double[][] z) {
    return Arrays.stream(z).flatMapToDouble(DoubleStream::of).toArray();
  }

  private static Extent of(Axis axis, double margin, List<double[]> data) {
    boolean logarithmic = axis.scale() == Scale.LOGARITHMIC;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] values : data) {
      for (double value : values) {
        if (Double.isFinite(value) && (!logarithmic || value > 0)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      low = logarithmic ? 0.1 : 0;
      high = logarithmic ? 10 : 1;
    }
    Extent fitted = logarithmic ? logarithmic(low, high, margin) : linear(low, high, margin);
    double from = Double.isNaN(axis.low()) ? fitted.low : axis.low();
    double to = Double.isNaN(axis.high()) ? fitted.high : axis.high();
    return from < to ? new Extent(from, to) : new Extent(from, logarithmic ? 10 * from : from + 1);
  }

  private static Extent linear(double low, double high, double margin) {
    if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) {
      double around = low == 0 ? 1 : AROUND_ONE_VALUE * Math.abs(low);
      return new Extent(low - around, high + around);
    }
    double space = margin * (high - low);
    return new Extent(low - space, high + space);
  }

  private static Extent logarithmic(double low, double high, double margin) {
    if (high / low < NARROWEST_RATIO * NARROWEST_RATIO) {
      double middle = Math.sqrt(low) * Math.sqrt(high);
      return new Extent(middle / NARROWEST_RATIO, middle * NARROWEST_RATIO);
    }
    double factor = Math.pow(high / low, margin);
    double from = low / factor;
    double to = high * factor;
    return new Extent(from > 0 ? from : low, Double.isFinite(to) ? to : high);
  }

  private static double[] x(Layer layer) {
    return switch (layer) {
      case Layer.Line line -> drawn(line.x(), line.y());
      case Layer.Points points -> drawn(points.x(), points.y());
      case Layer.Band band -> band.x();
      case Layer.Histogram histogram -> histogram.edges();
      case Layer.Stems stems -> drawn(stems.x(), stems.y());
      case Layer.HeatMap map -> edges(map.x());
      case Layer.Contours contours -> contours.x();
      case Layer.Regions regions -> edges(regions.x());
      case Layer.Guide(_, Layer.Guide.Direction direction, double at) ->
          direction == Layer.Guide.Direction.VERTICAL ? new double[] {at} : new double[0];
    };
  }

  private static double[] y(Layer layer) {
    return switch (layer) {
      case Layer.Line line -> line.y();
      case Layer.Points points ->
          points.spread().length == 0
              ? points.y()
              : DoubleStream.concat(
                      shifted(points.y(), points.spread(), -1),
                      shifted(points.y(), points.spread(), 1))
                  .toArray();
      case Layer.Band band ->
          DoubleStream.concat(DoubleStream.of(band.low()), DoubleStream.of(band.high())).toArray();
      case Layer.Histogram histogram ->
          DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(histogram.heights())).toArray();
      case Layer.Stems stems ->
          DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(stems.y())).toArray();
      case Layer.HeatMap map -> edges(map.y());
      case Layer.Contours contours -> contours.y();
      case Layer.Regions regions -> edges(regions.y());
      case Layer.Guide(_, Layer.Guide.Direction direction, double at) ->
          direction == Layer.Guide.Direction.HORIZONTAL ? new double[] {at} : new double[0];
    };
  }

  /** The x of points that have a y. */
  private static double[] drawn(double[] x, double[] y) {
    double[] shown = x.clone();
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(y[i])) {
        shown[i] = Double.NaN;
      }
    }
    return shown;
  }

  private static DoubleStream shifted(double[] y, double[] spread, int sign) {
    return IntStream.range(0, y.length).mapToDouble(i -> y[i] + sign * spread[i]);
  }

  /** First and last edge of cells around ascending centres. */
  private static double[] edges(double[] centres) {
    double[] edges = Cells.edges(centres);
    return new double[] {edges[0], edges[edges.length - 1]};
  }
}
