package io.brink.reproduction.shr;

import io.brink.bounds.Shrinkage;
import io.brink.kernel.Correlation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.LayerStatistics;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Figure 1: correlation of a pair at the output of critical erf networks against that at the input:
 * random networks of width 1024, infinite width, and the upper bound of appendix A.1.
 */
public final class CorrelationMaps implements Figure {

  private static final int[] DEPTHS = {8, 32, 128};
  private static final double[] STARTS = {0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999};
  private static final int NETWORKS = 20;

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "1");
  }

  @Override
  public String title() {
    return "critical erf networks: correlation at the output against that at the input";
  }

  @Override
  public List<Fact> parameters() {
    return ErfPhase.CRITICAL.parameters(NormalisedNetwork.WIDTH, NETWORKS);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int[] depths = sketch ? new int[] {8, 16} : DEPTHS;
    int width = sketch ? 128 : NormalisedNetwork.WIDTH;
    double[] rho = CurvePanel.even(0, 1, sketch ? 21 : 201);
    setting.progress().begin("random networks", (long) depths.length * STARTS.length);
    List<Block.Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    double farthest = 0;
    double excess = Double.NEGATIVE_INFINITY;
    double sharpness = 0;
    double[] flatness = new double[depths.length];
    for (int d = 0; d < depths.length; d++) {
      int depth = depths[d];
      Shrinkage s = Shrinkage.of(ErfPhase.CRITICAL.chain(depth));
      flatness[d] = 1 - s.orthogonalGap(depth);
      double[] exact = CurvePanel.values(rho, r -> 1 - s.composedGap(1 - r, depth));
      double[] bound =
          CurvePanel.values(rho, r -> s.correlationBound(r, s.theoremExcess(depth), depth));
      double[] sharper =
          CurvePanel.values(rho, r -> s.correlationBound(r, s.sharperExcess(depth), depth));
      for (int i = 0; i < rho.length; i++) {
        excess = Math.max(excess, Math.max(exact[i] - bound[i], exact[i] - sharper[i]));
        sharpness = Math.max(sharpness, sharper[i] - bound[i]);
      }
      double[] expected = CurvePanel.values(STARTS, r -> 1 - s.composedGap(1 - r, depth));
      LayerStatistics found = measured(depth, width, setting);
      farthest = Math.max(farthest, found.farthest(expected));
      CurvePanel panel =
          CurvePanel.of(
                  "depth_" + depth,
                  "erf, L = " + depth,
                  Axis.linear("ρ_0"),
                  Axis.linear("ρ_L").between(-0.05, 1.05),
                  "input_correlation",
                  rho)
              .line("infinite_width", "infinite width", exact)
              .line("bound", "bound of remark 2", bound)
              .line("sharper", "with the excess convexity of each layer", sharper)
              .mark(found.points("width " + width, STARTS));
      tables.add(panel.table());
      tables.add(table(depth, expected, found));
      charts.add(panel.chart());
    }
    return new Reproduction(
        tables,
        charts,
        List.of(
            Claim.atMost(
                "networks of width 1024 follow the infinitely wide one: farthest mean of rho_L, in"
                    + " standard errors",
                sketch ? 8 : 5,
                new Measurement(farthest, 1, "over starts and depths, means of 20 networks")),
            Claim.atMost(
                "the blue line is an upper bound of the map: largest excess of the map over it",
                1e-13,
                new Measurement(excess, 1e-13, "composition of maps, bound of its error")),
            Claim.atMost(
                "the bound with each layer's own excess convexity is nowhere weaker: largest excess"
                    + " over the blue line",
                1e-13,
                new Measurement(sharpness, 1e-13, "composition of maps, bound of its error")),
            Claim.atLeast(
                "the map approaches a constant near 1 as layers are added: rho_L at rho_0 = 0 at"
                    + " the greatest depth, less that at the least",
                sketch ? 0.02 : 0.2,
                new Measurement(
                    flatness[depths.length - 1] - flatness[0],
                    1e-13,
                    "composition of maps, bound of its error"))),
        List.of(
            "The scan shows L = 8 alone; 32 and 128 are ours.",
            "The bound with each layer's own excess convexity is ours."));
  }

  private static LayerStatistics measured(int depth, int width, Setting setting) {
    NormalisedNetwork net = ErfPhase.CRITICAL.network(width, depth);
    int last = net.state(depth);
    List<double[]> samples = new ArrayList<>();
    for (int s = 0; s < STARTS.length; s++) {
      InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(STARTS[s]));
      double[] gaps =
          new Simulation(
                  net.network,
                  InputGram.of(pair),
                  List.of(last),
                  SimulationSettings.forward(NETWORKS, setting.seed() + s))
              .run()
              .gaps(last, 0, 1);
      samples.add(Arrays.stream(gaps).map(gap -> 1 - gap).toArray());
      setting.progress().advance(1);
    }
    return LayerStatistics.of(STARTS.length, samples::get);
  }

  private static Block.Table table(int depth, double[] expected, LayerStatistics found) {
    DataTable table =
        DataTable.of("depth_" + depth + "_measured", "Random networks, L = " + depth)
            .column("rho_0", "ρ_0")
            .column("theory", "ρ_L, infinite width")
            .column("mean", "mean")
            .column("error", "standard error")
            .column("std", "standard deviation");
    for (int i = 0; i < STARTS.length; i++) {
      table.row(STARTS[i], expected[i], found.mean()[i], found.error()[i], found.deviation()[i]);
    }
    return table.build();
  }
}
