package io.brink.cli;

import io.brink.report.chart.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Positive figures that are known by their natural logarithms, on an axis: themselves on a
 * logarithmic one where a double holds all of them, else the logarithms on a linear one.
 *
 * @param axis the axis
 * @param place from a logarithm to what is drawn
 */
record LogFigures(Axis axis, DoubleUnaryOperator place) {

  /** ln of the largest double is 709.8; an axis needs room around its data. */
  private static final double LARGEST_LOGARITHM = 600;

  /**
   * An axis for the series.
   *
   * @param name what the figure is, in words
   * @param symbol its symbol
   * @param series logarithms of the figures
   */
  static LogFigures of(String name, String symbol, List<double[]> series) {
    boolean held =
        series.stream()
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .allMatch(logarithm -> Math.abs(logarithm) < LARGEST_LOGARITHM);
    return held
        ? new LogFigures(Axis.logarithmic(name + " " + symbol), Math::exp)
        : new LogFigures(Axis.linear(name + ", ln " + symbol), logarithm -> logarithm);
  }

  /** What is drawn of a series. */
  double[] places(double[] logarithms) {
    return Arrays.stream(logarithms).map(place).toArray();
  }
}
