package io.brink.reproduction.res;

import io.brink.kernel.Correlation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.LayerStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What figures 1 and A.1 have in common: random networks beside theory, as tables and charts. */
final class EmpiricalResults {

  /** Pairs of inputs of figure 1. */
  static final List<InputPair> STARTS =
      List.of(
          InputPair.ofEqualLengths(0.5, Correlation.ofValue(0)),
          InputPair.ofEqualLengths(1, Correlation.ofValue(0.5)),
          InputPair.ofEqualLengths(4, Correlation.ofValue(0.95)));

  /** Said with them. */
  static final String OURS = "The paper does not print its starts (p_0, e_0); these are ours.";

  /**
   * Standard errors of a mean of 20 to 25 runs: by Student's law with 19 degrees of freedom one
   * layer exceeds 5 with probability 10⁻⁴, and layers of one start are nearly one comparison.
   */
  static final double STANDARD_ERRORS = 5;

  private EmpiricalResults() {}

  static double farthest(LayerStatistics ratios) {
    double[] ones = new double[ratios.mean().length];
    Arrays.fill(ones, 1);
    return ratios.farthest(ones);
  }

  static String words(InputPair start) {
    return String.format(
        Locale.ROOT,
        "p_0 = %s, e_0 = %.2f",
        Numerals.exact(start.variance1()),
        start.correlation().value());
  }

  static Layer points(double[] x, LayerStatistics found) {
    return new Layer.Points("", Ink.SAME, x, found.mean(), found.deviation());
  }

  static Block.Table forwardTable(
      String key, String title, double[] layers, ResidualSample.Forward found) {
    DataTable table =
        DataTable.of(key, title)
            .column("layer", "l")
            .column("p", "p, theory")
            .column("p_mean", "mean of p")
            .column("p_error", "standard error")
            .column("p_std", "standard deviation")
            .column("p_std_predicted", "predicted")
            .column("gamma", "γ, theory")
            .column("gamma_mean", "mean of γ")
            .column("gamma_error", "standard error")
            .column("e", "e, theory")
            .column("e_mean", "mean of e")
            .column("e_error", "standard error")
            .column("e_std", "standard deviation")
            .column("e_std_predicted", "predicted");
    for (int i = 0; i < layers.length; i++) {
      table.row(
          layers[i],
          found.theoryLength()[i],
          found.length().mean()[i],
          found.length().error()[i],
          found.length().deviation()[i],
          found.predictedLengthStd()[i],
          found.theoryCovariance()[i],
          found.covariance().mean()[i],
          found.covariance().error()[i],
          found.theoryCorrelation()[i],
          found.correlation().mean()[i],
          found.correlation().error()[i],
          found.correlation().deviation()[i],
          found.predictedCorrelationStd()[i]);
    }
    return table.build();
  }

  static Block.Table backwardTable(
      String key, String title, ResidualSample sample, ResidualSample.Backward found) {
    DataTable table =
        DataTable.of(key, title)
            .column("layer", "l")
            .column("log_chi", "ln chi, theory")
            .column("chi_ratio", "mean of chi over theory")
            .column("chi_error", "standard error")
            .column("chi_std", "standard deviation")
            .column("chi_w_ratio", "mean of chi_w over theory")
            .column("chi_w_error", "standard error")
            .column("chi_b_ratio", "mean of chi_b over theory")
            .column("chi_b_error", "standard error");
    double[] layers = sample.layerNumbers();
    for (int i = 0; i < layers.length; i++) {
      table.row(
          layers[i],
          found.logStates()[i],
          found.states().mean()[i],
          found.states().error()[i],
          found.states().deviation()[i],
          found.weights().mean()[i],
          found.weights().error()[i],
          found.biases().mean()[i],
          found.biases().error()[i]);
    }
    return table.build();
  }

  static Chart gradientChart(ResidualSample sample, ResidualSample.Backward found, String name) {
    Chart chart =
        Chart.of(
            "gradients_" + name.replaceAll("[^a-z0-9]+", "_"),
            name + " FRN, gradients",
            Axis.linear("layer l"),
            Axis.logarithmic("mean squared gradient"));
    double[] layers = sample.layerNumbers();
    String[] names = {"χ", "χ_w", "χ_b"};
    LayerStatistics[] ratios = {found.states(), found.weights(), found.biases()};
    double[][] logs = {found.logStates(), found.logWeights(), found.logBiases()};
    for (int k = 0; k < names.length; k++) {
      double[] theory = LayerStatistics.exponentials(logs[k]);
      double[] mean = new double[layers.length];
      double[] deviation = new double[layers.length];
      for (int i = 0; i < layers.length; i++) {
        mean[i] = theory[i] * ratios[k].mean()[i];
        deviation[i] = theory[i] * ratios[k].deviation()[i];
      }
      chart =
          chart
              .line(names[k], layers, theory)
              .with(new Layer.Points("", Ink.SAME, layers, mean, deviation));
    }
    return chart;
  }
}
