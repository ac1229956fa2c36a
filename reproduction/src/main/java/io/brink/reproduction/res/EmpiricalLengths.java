package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Figure 1a: p and γ of tanh full residual networks, in theory and in 20 runs of 200 layers of
 * width 1000.
 */
public final class EmpiricalLengths implements Figure {

  static final int RUNS = 20;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "1a");
  }

  @Override
  public String title() {
    return "tanh FRN: p and gamma of random networks against theory";
  }

  @Override
  public List<Fact> parameters() {
    return forwardParameters();
  }

  static List<Fact> forwardParameters() {
    List<Fact> facts = new ArrayList<>(Parameters.of("tanh", Parameters.USUAL));
    facts.add(Fact.of("width", "width", Value.count(1000)));
    facts.add(Fact.of("runs", "runs", Value.count(RUNS)));
    facts.add(Fact.of("depth", "depth", Value.count(200)));
    return facts;
  }

  static ResidualSample sample(boolean sketch) {
    return new ResidualSample(Activations.parse("tanh"), sketch ? 100 : 1000, sketch ? 20 : 200);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    ResidualSample sample = sample(sketch);
    setting.progress().begin("random networks", EmpiricalResults.STARTS.size());
    List<Block.Table> tables = new ArrayList<>();
    double[] layers = sample.layerNumbers();
    Chart chart = Chart.of("p", "tanh FRN, p and γ", Axis.linear("layer l"), Axis.linear("p, γ"));
    double farthest = 0;
    double farthestCovariance = 0;
    double error = 0;
    double slope = 0;
    for (int s = 0; s < EmpiricalResults.STARTS.size(); s++) {
      InputPair start = EmpiricalResults.STARTS.get(s);
      String words = EmpiricalResults.words(start);
      ResidualSample.Forward found = sample.forward(start, RUNS, setting.seed() + s);
      tables.add(EmpiricalResults.forwardTable("start" + (s + 1), words, layers, found));
      farthest = Math.max(farthest, found.length().farthest(found.theoryLength()));
      farthestCovariance =
          Math.max(farthestCovariance, found.covariance().farthest(found.theoryCovariance()));
      double[] p = found.length().mean();
      for (int i = 0; i < layers.length; i++) {
        error = Math.max(error, Math.abs(p[i] / found.theoryLength()[i] - 1));
      }
      int last = layers.length - 1;
      slope = Math.max(slope, (p[last] - p[last / 2]) / (layers[last] - layers[last / 2]) / LINEAR);
      chart =
          chart
              .line("p, " + words, layers, found.theoryLength())
              .with(EmpiricalResults.points(layers, found.length()))
              .line("γ, " + words, layers, found.theoryCovariance())
              .with(EmpiricalResults.points(layers, found.covariance()));
      setting.progress().advance(1);
    }
    String method = "over layers and starts, in standard errors of the mean over runs";
    return new Reproduction(
        tables,
        List.of(chart),
        List.of(
            Claim.atMost(
                "our equations predict p very well: farthest mean of p from theory",
                EmpiricalResults.STANDARD_ERRORS,
                new Measurement(farthest, 1, method)),
            Claim.atMost(
                "and in itself: largest relative difference between the mean of p and theory",
                sketch ? 0.15 : 0.05,
                new Measurement(error, 0.01, "means of the runs")),
            Claim.atMost(
                "our equations predict gamma very well: farthest mean of gamma from theory",
                EmpiricalResults.STANDARD_ERRORS,
                new Measurement(farthestCovariance, 1, method)),
            Claim.near(
                "p increases as Theta(l), towards (sigma_v^2 + sigma_a^2) l: largest mean slope of"
                    + " p over the second half, over that",
                1,
                0.1,
                new Measurement(slope, 0.02, "means of the runs"))),
        List.of(EmpiricalResults.OURS));
  }

  /** σ_v² + σ_a². */
  private static final double LINEAR =
      Parameters.USUAL.outWeightVariance() + Parameters.USUAL.outBiasVariance();
}
