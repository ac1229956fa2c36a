package io.brink.reproduction;

import io.brink.simulation.Summary;
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
