package io.brink.reproduction;

import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.simulation.Summary;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Mean, standard deviation and standard error of the mean, over random networks, at each of a row
 * of layers.
 */
public record LayerStatistics(double[] mean, double[] deviation, double[] error) {

  /**
   * The statistics of samples.
   *
   * @param count number of layers
   * @param sample the figures of all networks at a layer, counted from 0
   */
  public static LayerStatistics of(int count, IntFunction<double[]> sample) {
    double[] mean = new double[count];
    double[] deviation = new double[count];
    double[] error = new double[count];
    for (int i = 0; i < count; i++) {
      Summary summary = Summary.of(sample.apply(i));
      mean[i] = summary.mean();
      deviation[i] = summary.standardDeviation();
      error[i] = summary.standardError();
    }
    return new LayerStatistics(mean, deviation, error);
  }

  /** Statistics after each other, as of one row. */
  public static LayerStatistics joined(List<LayerStatistics> parts) {
    return new LayerStatistics(
        joined(parts, LayerStatistics::mean),
        joined(parts, LayerStatistics::deviation),
        joined(parts, LayerStatistics::error));
  }

  private static double[] joined(
      List<LayerStatistics> parts, Function<LayerStatistics, double[]> figures) {
    return parts.stream().map(figures).flatMapToDouble(Arrays::stream).toArray();
  }

  /** As points with the standard deviations for bars, in the next colour of the chart. */
  public Layer points(String label, double[] x) {
    return new Layer.Points(label, Ink.NEXT, x, mean, deviation);
  }

  /** The same without bars, which would cross the floor of a logarithmic axis. */
  public Layer means(String label, double[] x) {
    return new Layer.Points(label, Ink.NEXT, x, mean, new double[0]);
  }

  /** e^x of each figure. */
  public static double[] exponentials(double[] logarithms) {
    double[] result = new double[logarithms.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.exp(logarithms[i]);
    }
    return result;
  }

  /**
   * How far the means lie from what was expected: the largest distance in standard errors, over the
   * layers in which networks differ at all.
   */
  public double farthest(double[] expected) {
    double farthest = 0;
    for (int i = 0; i < mean.length; i++) {
      if (error[i] > 1e-12 * Math.abs(mean[i])) {
        farthest = Math.max(farthest, Math.abs(mean[i] - expected[i]) / error[i]);
      }
    }
    return farthest;
  }
}
