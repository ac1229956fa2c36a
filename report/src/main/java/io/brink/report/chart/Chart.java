package io.brink.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart.
 *
 * @param key snake_case name, for file names and programs
 * @param title one line above it
 * @param x horizontal axis
 * @param y vertical axis
 * @param layers its marks, the first at the back
 */
public record Chart(String key, String title, Axis x, Axis y, List<Layer> layers) {

  /** Copies the list. */
  public Chart {
    layers = List.copyOf(layers);
  }

  /** A chart without marks yet. */
  public static Chart of(String key, String title, Axis x, Axis y) {
    return new Chart(key, title, x, y, List.of());
  }

  /** The chart with one more mark in front. */
  public Chart with(Layer layer) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(layer);
    return new Chart(key, title, x, y, all);
  }

  /** The chart with a solid line of its own colour. */
  public Chart line(String label, double[] x, double[] y) {
    return with(new Layer.Line(label, Ink.NEXT, Stroke.SOLID, x, y));
  }

  /** The chart with a dashed grey reference line. */
  public Chart reference(String label, double[] x, double[] y) {
    return with(new Layer.Line(label, Ink.QUIET, Stroke.DASHED, x, y));
  }

  /** The chart with a dashed line in the colour of the series before. */
  public Chart prediction(String label, double[] x, double[] y) {
    return with(new Layer.Line(label, Ink.SAME, Stroke.DASHED, x, y));
  }
}
