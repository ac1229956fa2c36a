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
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Figure A.1: the same as figure 1 for the powers of the rectifier, α from 1 down to 0.51. */
public final class EmpiricalPowers implements Figure {

  private static final double[] POWERS = {1, 0.9, 0.8, 0.7, 0.6, 0.55, 0.51};

  /** Down to here theory predicts the mean gradient, from the next on it overestimates it. */
  private static final double LAST_ACCURATE = 0.7;

  /** Runs of the paper. */
  private static final int SET = 25;

  private static final int SETS = 8;

  private static final InputPair START = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "A.1");
  }

  @Override
  public String title() {
    return "alpha-ReLU FRN: p, e and gradients of random networks against theory";
  }

  @Override
  public List<Fact> parameters() {
    List<Fact> facts = new ArrayList<>(Parameters.of("alpha_relu", Parameters.USUAL));
    facts.add(
        Fact.of(
            "alpha",
            "α",
            new Value.Sequence(Arrays.stream(POWERS).mapToObj(Value::exact).toList())));
    facts.add(Fact.of("width", "width", Value.count(1000), "forward; 250 for gradients"));
    facts.add(Fact.of("runs", "runs", Value.count(20), "forward; 25 for gradients"));
    facts.add(
        Fact.of("depth", "depth", Value.count(200), "forward, 50 for α = 1; 50 for gradients"));
    return facts;
  }

  private static String activation(double power) {
    return power == 1 ? "relu" : "alpha_relu(" + Numerals.exact(power) + ")";
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    double[] powers = sketch ? new double[] {1, 0.6} : POWERS;
    setting.progress().begin("random networks", powers.length);
    List<Block.Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    double farthestLength = 0;
    double farthestCorrelation = 0;
    double farthestGradient = 1;
    double farthestError = 0;
    double smallestShare = 1;
    double smallestScatter = Double.POSITIVE_INFINITY;
    DataTable first =
        DataTable.of("first_layer", "Gradient in the first layer shown over theory")
            .column("alpha", "α")
            .column("ratio", "mean of chi over theory")
            .column("error", "standard error")
            .column("std", "standard deviation")
            .column("share_below", "share of sets of 25 runs whose mean is below theory");
    for (double power : powers) {
      String name = activation(power);
      String key = name.replaceAll("[^a-z0-9]+", "_").replaceAll("_$", "");
      int depth = power == 1 ? 50 : 200;
      ResidualSample forward =
          new ResidualSample(Activations.parse(name), sketch ? 100 : 1000, sketch ? 20 : depth);
      ResidualSample.Forward found = forward.forward(START, 20, setting.seed());
      double[] layers = forward.layerNumbers();
      tables.add(EmpiricalResults.forwardTable(key, name, layers, found));
      farthestLength = Math.max(farthestLength, found.length().farthest(found.theoryLength()));
      farthestCorrelation =
          Math.max(farthestCorrelation, found.correlation().farthest(found.theoryCorrelation()));
      charts.add(
          Chart.of(
                  "p_" + key,
                  name + " FRN, p",
                  Axis.linear("layer l"),
                  power == 1 ? Axis.logarithmic("p") : Axis.linear("p"))
              .line(EmpiricalResults.words(START), layers, found.theoryLength())
              .with(EmpiricalResults.points(layers, found.length())));
      charts.add(
          Chart.of("e_" + key, name + " FRN, e", Axis.linear("layer l"), Axis.linear("e = γ/p"))
              .line(EmpiricalResults.words(START), layers, found.theoryCorrelation())
              .with(EmpiricalResults.points(layers, found.correlation())));

      ResidualSample backward =
          new ResidualSample(Activations.parse(name), sketch ? 50 : 250, sketch ? 10 : 50);
      ResidualSample.Backward gradients =
          backward.backward(START, sketch ? SET : SET * SETS, setting.seed());
      tables.add(
          EmpiricalResults.backwardTable(
              "gradients_" + key, name + ", gradients over theory", backward, gradients));
      charts.add(EmpiricalResults.gradientChart(backward, gradients, name));
      double mean = gradients.states().mean()[0];
      double error = gradients.states().error()[0];
      double share = shareBelow(gradients.firstStates());
      first.row(power, mean, error, gradients.states().deviation()[0], share);
      if (power < LAST_ACCURATE) {
        smallestShare = Math.min(smallestShare, share);
        smallestScatter = Math.min(smallestScatter, gradients.states().deviation()[0] / mean);
      } else if (Math.abs(mean - 1) >= Math.abs(farthestGradient - 1)) {
        farthestGradient = mean;
        farthestError = error;
      }
      setting.progress().advance(1);
    }
    tables.add(first.build());
    String method = "over layers and powers, in standard errors of the mean over 20 runs";
    return new Reproduction(
        tables,
        charts,
        List.of(
            Claim.atMost(
                "theory tracks the average of p closely for all alpha: farthest mean of p",
                EmpiricalResults.STANDARD_ERRORS,
                new Measurement(farthestLength, 1, method)),
            Claim.atMost(
                "theory tracks the average of e closely for all alpha: farthest mean of e",
                EmpiricalResults.STANDARD_ERRORS,
                new Measurement(farthestCorrelation, 1, method)),
            Claim.near(
                "theory predicts the average gradient norm accurately for alpha from 1 to 0.7:"
                    + " farthest ratio of the mean of chi in the first layer to theory",
                1,
                0.35,
                new Measurement(
                    farthestGradient, farthestError, "means of 200 runs, standard error")),
            Claim.atLeast(
                "it consistently overestimates the average gradient norm for alpha from 0.6 down:"
                    + " smallest share of sets of 25 runs whose mean of chi in the first layer is"
                    + " below theory",
                0.5,
                new Measurement(smallestShare, 0.18, "share of 8 sets, standard error at most")),
            Claim.atLeast(
                "there the variance is so large that one standard deviation below the mean is"
                    + " negative: smallest ratio of the deviation of chi to its mean",
                1,
                new Measurement(
                    smallestScatter, smallestScatter / Math.sqrt(50), "standard error"))),
        List.of(
            "The paper does not print its starts (p_0, e_0); p_0 = 1, e_0 = 0.5 is ours.",
            "Gradients are measured in 200 runs in place of 25: their law is skewed, and the mean"
                + " of 25 depends much on the seed; for alpha of 3/4 and less their variance is"
                + " infinite at infinite width."));
  }

  /** Share of sets of 25 runs whose mean is below 1. */
  private static double shareBelow(double[] ratios) {
    int sets = ratios.length / SET;
    int below = 0;
    for (int set = 0; set < sets; set++) {
      double sum = 0;
      for (int i = 0; i < SET; i++) {
        sum += ratios[set * SET + i];
      }
      below += sum < SET ? 1 : 0;
    }
    return (double) below / sets;
  }
}
