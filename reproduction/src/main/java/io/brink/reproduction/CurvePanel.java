package io.brink.reproduction;

import io.brink.report.Block;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Curves over the same points, gathered for a table and a chart at once. */
public final class CurvePanel {

  private final DataTable data;
  private final double[] x;
  private final List<double[]> curves = new ArrayList<>();
  private Chart chart;

  private CurvePanel(String key, String title, Axis horizontal, Axis vertical, double[] x) {
    data = DataTable.of(key, title);
    chart = Chart.of(key, title, horizontal, vertical);
    this.x = x;
  }

  /**
   * A panel without curves yet.
   *
   * @param xKey key of the column of x
   */
  public static CurvePanel of(
      String key, String title, Axis horizontal, Axis vertical, String xKey, double[] x) {
    CurvePanel panel = new CurvePanel(key, title, horizontal, vertical, x);
    panel.data.column(xKey, horizontal.label());
    return panel;
  }

  /** Evenly spaced points from one end to the other. */
  public static double[] even(double from, double to, int count) {
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = i == count - 1 ? to : from + (to - from) * i / (count - 1);
    }
    return x;
  }

  /** Points of equal ratios from one end to the other. */
  public static double[] geometric(double from, double to, int count) {
    double[] x = even(Math.log(from), Math.log(to), count);
    for (int i = 0; i < count; i++) {
      x[i] = Math.exp(x[i]);
    }
    x[0] = from;
    x[count - 1] = to;
    return x;
  }

  /** The values of a function at points. */
  public static double[] values(double[] x, DoubleUnaryOperator f) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = f.applyAsDouble(x[i]);
    }
    return y;
  }

  /** Adds a solid curve. */
  public CurvePanel line(String key, String label, double[] y) {
    chart = chart.line(label, x, y);
    return with(key, label, y);
  }

  /** Adds a dashed curve in the colour of the one before: its bound or prediction. */
  public CurvePanel prediction(String key, String label, double[] y) {
    chart = chart.prediction(label, x, y);
    return with(key, label, y);
  }

  /** Adds a dashed grey curve. */
  public CurvePanel reference(String key, String label, double[] y) {
    chart = chart.reference(label, x, y);
    return with(key, label, y);
  }

  /** Adds a mark to the picture alone: what was measured has a table of its own. */
  public CurvePanel mark(Layer layer) {
    chart = chart.with(layer);
    return this;
  }

  private CurvePanel with(String key, String label, double[] y) {
    data.column(key, label);
    curves.add(y);
    return this;
  }

  /** The points. */
  public double[] x() {
    return x;
  }

  /** The curve of that index, in the order of adding. */
  public double[] curve(int index) {
    return curves.get(index);
  }

  /** The numbers. */
  public Block.Table table() {
    for (int i = 0; i < x.length; i++) {
      double[] row = new double[curves.size() + 1];
      row[0] = x[i];
      for (int k = 0; k < curves.size(); k++) {
        row[k + 1] = curves.get(k)[i];
      }
      data.row(row);
    }
    return data.build();
  }

  /** The picture. */
  public Chart chart() {
    return chart;
  }
}
