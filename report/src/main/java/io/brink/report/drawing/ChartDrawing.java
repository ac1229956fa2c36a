package io.brink.report.drawing;

import io.brink.report.chart.Axis;
import io.brink.report.chart.Cells;
import io.brink.report.chart.Chart;
import io.brink.report.chart.ContourLines;
import io.brink.report.chart.Dress;
import io.brink.report.chart.Extent;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Marker;
import io.brink.report.chart.Scale;
import io.brink.report.chart.Thinning;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultIntervalXYDataset;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** One chart on its way to JFreeChart: each layer becomes a dataset with a renderer of its own. */
final class ChartDrawing {

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** Half the size of the points of a simulation, of which there are many, and of single ones. */
  private static final double SMALL = 3;

  private static final double LARGE = 4;

  private final Chart chart;
  private final Palette palette;
  private final XYPlot plot;
  private final List<Legend.Entry> legend = new ArrayList<>();
  private final List<ColourBar> scales = new ArrayList<>();
  private Dress dress;

  private ChartDrawing(Chart chart, Palette palette) {
    this.chart = chart;
    this.palette = palette;
    plot =
        new XYPlot(
            null, axis(chart.x(), Extent.ofX(chart)), axis(chart.y(), Extent.ofY(chart)), null);
  }

  static JFreeChart of(Chart chart, Theme theme) {
    return new ChartDrawing(Thinning.of(chart), Palette.of(theme)).draw();
  }

  private JFreeChart draw() {
    plot.setBackgroundPaint(null);
    plot.setOutlinePaint(palette.quiet());
    plot.setDomainGridlinePaint(palette.grid());
    plot.setRangeGridlinePaint(palette.grid());
    plot.setDomainGridlineStroke(new BasicStroke(0.8f));
    plot.setRangeGridlineStroke(new BasicStroke(0.8f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    List<Dress> dresses = Dress.of(chart);
    for (int i = 0; i < dresses.size(); i++) {
      dress = dresses.get(i);
      add(chart.layers().get(i));
    }
    JFreeChart drawn = new JFreeChart(null, TITLE, plot, false);
    drawn.setBackgroundPaint(palette.background());
    drawn.setPadding(new RectangleInsets(10, 10, 4, 14));
    drawn.addSubtitle(new Heading(chart.title(), TITLE, palette.text()));
    if (!legend.isEmpty()) {
      drawn.addSubtitle(new Legend(legend, TICK.deriveFont(13f), palette.text()));
    }
    scales.forEach(drawn::addSubtitle);
    return drawn;
  }

  private ValueAxis axis(Axis described, Extent extent) {
    ValueAxis axis;
    if (described.scale() == Scale.LOGARITHMIC) {
      axis = new PowerAxis();
    } else {
      axis = new SparseAxis();
    }
    dress(axis, described.label());
    axis.setRange(extent.low(), extent.high());
    return axis;
  }

  private void dress(ValueAxis axis, String label) {
    axis.setTickLabelFont(TICK);
    axis.setTickLabelPaint(palette.text());
    axis.setTickMarkPaint(palette.quiet());
    axis.setAxisLinePaint(palette.quiet());
    axis.setLabelPaint(palette.text());
    axis.setLabelFont(LABEL);
    axis.setAttributedLabel(RichText.of(label, LABEL));
    axis.setLabelInsets(new RectangleInsets(6, 6, 6, 6));
  }

  private void add(Layer layer) {
    switch (layer) {
      case Layer.Line line -> addLine(line);
      case Layer.Points points -> addPoints(points);
      case Layer.Band band -> addBand(band);
      case Layer.Histogram histogram -> addHistogram(histogram);
      case Layer.Stems stems -> addStems(stems);
      case Layer.HeatMap map -> addHeatMap(map);
      case Layer.Contours contours -> addContours(contours);
      case Layer.Regions regions -> addRegions(regions);
      case Layer.Guide guide -> addGuide(guide);
    }
  }

  private Color colour(Ink ink) {
    return switch (ink) {
      case NEXT, SAME -> palette.series().get(dress.series() % palette.series().size());
      case QUIET -> palette.quiet();
      case STRONG -> palette.text();
    };
  }

  private java.awt.Stroke stroke() {
    return stroke(dress.dash());
  }

  private java.awt.Stroke legendStroke() {
    return stroke(dress.legendDash());
  }

  private java.awt.Stroke stroke(double[] lengths) {
    float width = (float) dress.width();
    if (lengths.length == 0) {
      return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
    float[] dash = new float[lengths.length];
    for (int i = 0; i < dash.length; i++) {
      dash[i] = (float) lengths[i];
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  private void put(XYDataset data, XYItemRenderer renderer) {
    int index = plot.getDatasetCount();
    // The plot was made with an empty first dataset.
    if (index == 1 && plot.getDataset(0) == null) {
      index = 0;
    }
    plot.setDataset(index, data);
    plot.setRenderer(index, renderer);
  }

  /** A renderer of nothing, with a picture behind everything. */
  private void putBehind(GridImage image) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, false);
    renderer.addAnnotation(image, org.jfree.chart.ui.Layer.BACKGROUND);
    put(new DefaultXYDataset(), renderer);
  }

  private void name(String label, Legend.Swatch swatch) {
    if (!label.isEmpty()) {
      legend.add(new Legend.Entry(label, swatch));
    }
  }

  private void addLine(Layer.Line line) {
    Color colour = colour(line.ink());
    double[] x = drawn(chart.x(), line.x());
    double[] y = drawn(chart.y(), line.y());
    boolean isolated = isolated(y);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, isolated);
    renderer.setDrawSeriesLineAsPath(!isolated);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, stroke());
    renderer.setSeriesShape(0, MarkerShapes.of(Marker.CIRCLE, LARGE));
    put(xy(x, y), renderer);
    Optional<Shape> shape = dress.marker().map(marker -> MarkerShapes.of(marker, LARGE));
    if (!isolated) {
      shape.ifPresent(each -> addMarkers(each, colour, x, y));
    }
    name(line.label(), new Legend.Stroked(colour, legendStroke(), shape));
  }

  private void addMarkers(Shape shape, Color colour, double[] x, double[] y) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesShape(0, shape);
    int[] marked = dress.marked();
    put(
        xy(
            Arrays.stream(marked).mapToDouble(i -> x[i]).toArray(),
            Arrays.stream(marked).mapToDouble(i -> y[i]).toArray()),
        renderer);
  }

  /** Whether no two neighbours are drawn, so that a line would not be seen. */
  private static boolean isolated(double[] y) {
    for (int i = 1; i < y.length; i++) {
      if (Double.isFinite(y[i - 1]) && Double.isFinite(y[i])) {
        return false;
      }
    }
    return true;
  }

  private static double[] drawn(Axis axis, double[] values) {
    double[] shown = values.clone();
    for (int i = 0; i < shown.length; i++) {
      if (!Double.isFinite(shown[i]) || axis.scale() == Scale.LOGARITHMIC && shown[i] <= 0) {
        shown[i] = Double.NaN;
      }
    }
    return shown;
  }

  private static DefaultXYDataset xy(double[] x, double[] y) {
    DefaultXYDataset data = new DefaultXYDataset();
    data.addSeries("", new double[][] {x, y});
    return data;
  }

  private void addPoints(Layer.Points points) {
    Color colour = colour(points.ink());
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setDrawYError(points.spread().length > 0);
    renderer.setErrorPaint(Palette.translucent(colour, 170));
    renderer.setErrorStroke(new BasicStroke(1.2f));
    renderer.setSeriesPaint(0, colour);
    Shape shape = MarkerShapes.of(dress.marker().orElseThrow(), SMALL);
    renderer.setSeriesShape(0, shape);
    put(interval(chart.y(), points), renderer);
    name(points.label(), new Legend.Marked(colour, shape));
  }

  private static YIntervalSeriesCollection interval(Axis axis, Layer.Points points) {
    YIntervalSeries series = new YIntervalSeries("", false, true);
    double[] y = drawn(axis, points.y());
    for (int i = 0; i < y.length; i++) {
      double spread = points.spread().length == 0 ? 0 : points.spread()[i];
      double low = y[i] - spread;
      // An error bar that reaches beyond a logarithmic axis ends at its point.
      series.add(
          points.x()[i],
          y[i],
          axis.scale() == Scale.LOGARITHMIC && low <= 0 ? y[i] : low,
          y[i] + spread);
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(series);
    return data;
  }

  private void addBand(Layer.Band band) {
    Color colour = colour(band.ink());
    Extent shown = Extent.ofY(chart);
    YIntervalSeries series = new YIntervalSeries("", false, true);
    for (int i = 0; i < band.x().length; i++) {
      double high = band.high()[i];
      double low = band.low()[i];
      if (Double.isFinite(low) && Double.isFinite(high)) {
        double bottom = chart.y().scale() == Scale.LOGARITHMIC && low <= 0 ? shown.low() : low;
        series.add(band.x()[i], high, bottom, high);
      }
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(series);
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha(1);
    renderer.setSeriesFillPaint(0, Palette.translucent(colour, 60));
    renderer.setSeriesPaint(0, Palette.translucent(colour, 0));
    renderer.setSeriesStroke(0, new BasicStroke(0.1f));
    put(data, renderer);
    name(band.label(), new Legend.Filled(Palette.translucent(colour, 90)));
  }

  private void addHistogram(Layer.Histogram histogram) {
    Color colour = colour(histogram.ink());
    int n = histogram.heights().length;
    double[][] data = new double[6][n];
    for (int i = 0; i < n; i++) {
      data[0][i] = 0.5 * (histogram.edges()[i] + histogram.edges()[i + 1]);
      data[1][i] = histogram.edges()[i];
      data[2][i] = histogram.edges()[i + 1];
      double height = histogram.heights()[i];
      data[3][i] = height;
      data[4][i] = height;
      data[5][i] = height;
    }
    DefaultIntervalXYDataset set = new DefaultIntervalXYDataset();
    set.addSeries("", data);
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setMargin(0.04);
    renderer.setBase(base());
    renderer.setSeriesPaint(0, Palette.translucent(colour, 110));
    put(set, renderer);
    name(histogram.label(), new Legend.Filled(Palette.translucent(colour, 110)));
  }

  private void addStems(Layer.Stems stems) {
    Color colour = colour(stems.ink());
    double base = base();
    YIntervalSeries series = new YIntervalSeries("", false, true);
    double[] x = drawn(chart.x(), stems.x());
    double[] y = drawn(chart.y(), stems.y());
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        series.add(x[i], y[i], base, y[i]);
      }
    }
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(series);
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setErrorPaint(colour);
    renderer.setErrorStroke(stroke());
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesShape(0, MarkerShapes.of(Marker.CIRCLE, LARGE));
    put(data, renderer);
    name(stems.label(), new Legend.Stem(colour, stroke()));
  }

  /** Where bars and stems stand. */
  private double base() {
    return chart.y().scale() == Scale.LOGARITHMIC ? Extent.ofY(chart).low() : 0;
  }

  private void addHeatMap(Layer.HeatMap map) {
    double[] xs = Cells.edges(map.x());
    double[] ys = Cells.edges(map.y());
    Extent values = Extent.ofValues(map.scale(), map.z());
    ShadeScale shades = new ShadeScale(values, map.scale());
    putBehind(
        new GridImage(
            (x, y) -> {
              int column = Cells.find(xs, x);
              int row = Cells.find(ys, y);
              return column < 0 || row < 0 ? null : shades.colour(map.z()[row][column]);
            }));
    ValueAxis axis = axis(new Axis(map.label(), map.scale(), Double.NaN, Double.NaN), values);
    scales.add(new ColourBar(axis, shades::colour));
  }

  private record ShadeScale(Extent extent, Scale scale) {

    Color colour(double value) {
      double fraction =
          scale == Scale.LOGARITHMIC
              ? Math.log(value / extent.low()) / Math.log(extent.high() / extent.low())
              : (value - extent.low()) / (extent.high() - extent.low());
      return Double.isNaN(fraction) ? null : Palette.shade(fraction);
    }
  }

  private void addContours(Layer.Contours contours) {
    Color colour = colour(contours.ink());
    java.awt.Stroke stroke = new BasicStroke(1.2f);
    for (ContourLines.Line line : ContourLines.of(chart, contours)) {
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
      renderer.setDrawSeriesLineAsPath(true);
      renderer.setSeriesPaint(0, colour);
      renderer.setSeriesStroke(0, stroke);
      put(xy(drawn(chart.x(), line.x()), drawn(chart.y(), line.y())), renderer);
      if (line.named() >= 0) {
        XYTextAnnotation text =
            new XYTextAnnotation(line.name(), line.x()[line.named()], line.y()[line.named()]);
        text.setFont(TICK);
        text.setPaint(colour);
        text.setBackgroundPaint(Palette.translucent(palette.background(), 170));
        plot.addAnnotation(text);
      }
    }
    name(contours.label(), new Legend.Stroked(colour, stroke, Optional.empty()));
  }

  private void addRegions(Layer.Regions regions) {
    double[] xs = Cells.edges(regions.x());
    double[] ys = Cells.edges(regions.y());
    List<Color> tints = palette.tints();
    putBehind(
        new GridImage(
            (x, y) -> {
              int column = Cells.find(xs, x);
              int row = Cells.find(ys, y);
              int region = column < 0 || row < 0 ? -1 : regions.region()[row][column];
              return region < 0 ? null : tints.get(region % tints.size());
            }));
    for (int i : regions.present()) {
      name(regions.names().get(i), new Legend.Filled(tints.get(i % tints.size())));
    }
  }

  private void addGuide(Layer.Guide guide) {
    ValueMarker line = new ValueMarker(guide.at());
    line.setPaint(palette.quiet());
    line.setStroke(stroke());
    switch (guide.direction()) {
      case HORIZONTAL -> plot.addRangeMarker(line);
      case VERTICAL -> plot.addDomainMarker(line);
    }
    name(guide.label(), new Legend.Stroked(palette.quiet(), stroke(), Optional.empty()));
  }
}
