package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.LayerStatistics;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Figure 1: p, e and the gradients of tanh full residual networks, in theory and measured: 200
 * layers of width 1000, 20 runs, and 50 layers of width 250, 25 runs, for the gradients.
 */
public final class EmpiricalTanh implements Figure {

  private static final InputPair[] STARTS = {
    InputPair.ofEqualLengths(0.5, Correlation.ofValue(0)),
    InputPair.ofEqualLengths(1, Correlation.ofValue(0.5)),
    InputPair.ofEqualLengths(4, Correlation.ofValue(0.95))
  };

  /**
   * Standard errors of a mean of 20 to 25 runs: by Student's law with 19 degrees of freedom one
   * layer exceeds 5 with probability 10⁻⁴, and layers of one start are nearly one comparison.
   */
  static final double STANDARD_ERRORS = 5;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "1");
  }

  @Override
  public String title() {
    return "tanh FRN: p, e and gradients of random networks against theory";
  }

  @Override
  public List<Fact> parameters() {
    List<Fact> facts = new ArrayList<>(Parameters.of("tanh", Parameters.USUAL));
    facts.add(Fact.of("width", "width", Value.count(1000), "forward; 250 for gradients"));
    facts.add(Fact.of("runs", "runs", Value.count(20), "forward; 25 for gradients"));
    facts.add(Fact.of("depth", "depth", Value.count(200), "forward; 50 for gradients"));
    return facts;
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    ResidualSample forward =
        new ResidualSample(Activations.parse("tanh"), sketch ? 100 : 1000, sketch ? 20 : 200);
    ResidualSample backward =
        new ResidualSample(Activations.parse("tanh"), sketch ? 50 : 250, sketch ? 10 : 50);
    setting.progress().begin("random networks", STARTS.length + 1L);
    List<Block.Table> tables = new ArrayList<>();
    double[] layers = forward.layerNumbers();
    Chart lengths = Chart.of("p", "tanh FRN, p", Axis.linear("layer l"), Axis.linear("p"));
    Chart correlations =
        Chart.of("e", "tanh FRN, e", Axis.linear("layer l"), Axis.linear("e = γ/p"));
    double farthestLength = 0;
    double farthestCorrelation = 0;
    double error = 0;
    for (int s = 0; s < STARTS.length; s++) {
      InputPair start = STARTS[s];
      ResidualSample.Forward found = forward.forward(start, 20, setting.seed() + s);
      tables.add(forwardTable("start" + (s + 1), words(start), layers, found));
      farthestLength = Math.max(farthestLength, found.length().farthest(found.theoryLength()));
      farthestCorrelation =
          Math.max(farthestCorrelation, found.correlation().farthest(found.theoryCorrelation()));
      for (int i = 0; i < layers.length; i++) {
        error = Math.max(error, Math.abs(found.length().mean()[i] / found.theoryLength()[i] - 1));
      }
      lengths =
          lengths
              .line(words(start), layers, found.theoryLength())
              .with(points(layers, found.length()));
      correlations =
          correlations
              .line(words(start), layers, found.theoryCorrelation())
              .with(points(layers, found.correlation()));
      setting.progress().advance(1);
    }
    ResidualSample.Backward gradients = backward.backward(STARTS[1], 25, setting.seed());
    setting.progress().advance(1);
    tables.add(backwardTable("gradients", "Gradients over theory", backward, gradients));
    double farthestGradient =
        Math.max(
            farthest(gradients.states()),
            Math.max(farthest(gradients.weights()), farthest(gradients.biases())));
    String method = "over layers and starts, in standard errors of the mean over runs";
    return new Reproduction(
        tables,
        List.of(lengths, correlations, gradientChart(backward, gradients, "tanh")),
        List.of(
            Claim.atMost(
                "our equations predict p very well: farthest mean of p from theory",
                STANDARD_ERRORS,
                new Measurement(farthestLength, 1, method)),
            Claim.atMost(
                "and in itself: largest relative difference between the mean of p and theory",
                sketch ? 0.15 : 0.05,
                new Measurement(error, 0.01, "means of the runs")),
            Claim.atMost(
                "our equations predict e very well: farthest mean of e from theory",
                STANDARD_ERRORS,
                new Measurement(farthestCorrelation, 1, method)),
            Claim.atMost(
                "our equations predict the gradients very well: farthest mean of chi, chi_w, chi_b"
                    + " from theory",
                STANDARD_ERRORS,
                new Measurement(farthestGradient, 1, method)),
            Claim.atLeast(
                "the gradient increases in norm as l decreases: chi in the first layer shown, over"
                    + " that of the last, measured",
                1,
                growth(gradients))),
        List.of("The paper does not print its starts (p_0, e_0); these are ours."));
  }

  private static Measurement growth(ResidualSample.Backward gradients) {
    int last = gradients.logStates().length - 1;
    double first = gradients.states().mean()[0] * Math.exp(gradients.logStates()[0]);
    double end = gradients.states().mean()[last] * Math.exp(gradients.logStates()[last]);
    double relative = gradients.states().error()[0] / gradients.states().mean()[0];
    return new Measurement(
        first / end, relative * first / end, "means of the runs, standard error");
  }

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
