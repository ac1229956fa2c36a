package io.brink.reproduction.res;

import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
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
 * Figure 1b: e = γ/p of tanh full residual networks, in theory and in 20 runs of 200 layers of
 * width 1000.
 */
public final class EmpiricalCorrelations implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "1b");
  }

  @Override
  public String title() {
    return "tanh FRN: e of random networks against theory";
  }

  @Override
  public List<Fact> parameters() {
    return EmpiricalLengths.forwardParameters();
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    ResidualSample sample = EmpiricalLengths.sample(sketch);
    setting.progress().begin("random networks", EmpiricalResults.STARTS.size());
    List<Block.Table> tables = new ArrayList<>();
    double[] layers = sample.layerNumbers();
    int last = layers.length - 1;
    Chart chart = Chart.of("e", "tanh FRN, e", Axis.linear("layer l"), Axis.linear("e = γ/p"));
    double farthest = 0;
    double low = 1;
    double high = 0;
    for (int s = 0; s < EmpiricalResults.STARTS.size(); s++) {
      InputPair start = EmpiricalResults.STARTS.get(s);
      ResidualSample.Forward found =
          sample.forward(start, EmpiricalLengths.RUNS, setting.seed() + s);
      tables.add(
          EmpiricalResults.forwardTable(
              "start" + (s + 1), EmpiricalResults.words(start), layers, found));
      farthest = Math.max(farthest, found.correlation().farthest(found.theoryCorrelation()));
      low = Math.min(low, found.correlation().mean()[last]);
      high = Math.max(high, found.correlation().mean()[last]);
      chart =
          chart
              .line(EmpiricalResults.words(start), layers, found.theoryCorrelation())
              .with(EmpiricalResults.points(layers, found.correlation()));
      setting.progress().advance(1);
    }
    return new Reproduction(
        tables,
        List.of(chart),
        List.of(
            Claim.atMost(
                "our equations predict e very well: farthest mean of e from theory",
                EmpiricalResults.STANDARD_ERRORS,
                new Measurement(
                    farthest, 1, "over layers and starts, in standard errors of the mean")),
            Claim.atMost(
                "e contracts towards the centre of the interval: distance between the largest and"
                    + " the smallest mean of e in the last layer, over that of the inputs",
                0.5,
                new Measurement((high - low) / INPUTS, 0.02, "means of the runs"))),
        List.of(EmpiricalResults.OURS));
  }

  /** Between the largest and the smallest e_0. */
  private static final double INPUTS = 0.95;
}
