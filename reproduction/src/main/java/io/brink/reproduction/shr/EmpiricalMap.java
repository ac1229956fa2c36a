package io.brink.reproduction.shr;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
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
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import java.util.ArrayList;
import java.util.List;

/**
 * Figure 1: correlation of a pair at the output of critical erf networks against that at the input;
 * random networks of width 1024, infinite width, and the upper bound of appendix A.1.
 */
public final class EmpiricalMap implements Figure {

  private static final int[] DEPTHS = {8, 32, 128};
  private static final double[] STARTS = {0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999};
  private static final int NETWORKS = 20;

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "1-measured");
  }

  @Override
  public String title() {
    return "critical erf networks: correlation at the output against that at the input";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("erf")),
        Fact.of("width", "width", Value.count(NormalisedNetwork.WIDTH)),
        Fact.of(
            "bias_variance", "σ_b²/σ_w²", Value.exact(NormalisedNetwork.ERF_CRITICAL), "critical"),
        Fact.of("networks", "networks", Value.count(NETWORKS)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int[] depths = sketch ? new int[] {8, 16} : DEPTHS;
    int width = sketch ? 128 : NormalisedNetwork.WIDTH;
    setting.progress().begin("random networks", (long) depths.length * STARTS.length);
    List<Block.Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    double farthest = 0;
    double excess = Double.POSITIVE_INFINITY;
    double[] flatness = new double[depths.length];
    for (int d = 0; d < depths.length; d++) {
      int depth = depths[d];
      NormalisedNetwork net =
          new NormalisedNetwork(
              Activations.parse("erf"), NormalisedNetwork.ERF_CRITICAL, width, depth);
      ForwardPropagation theory = ForwardPropagation.of(net.network);
      int last = net.state(depth);
      double limit = 1 - theory.propagate(pair(0)).gap(last);
      flatness[d] = limit;
      double nonlinearity =
          depth * NormalisedNetwork.ERF_NONLINEARITY / NormalisedNetwork.ERF_SLOPE;
      DataTable table =
          DataTable.of("depth_" + depth, "Depth " + depth)
              .column("rho_0", "ρ_0")
              .column("theory", "ρ_L, infinite width")
              .column("mean", "mean")
              .column("error", "standard error")
              .column("std", "standard deviation")
              .column("bound", "upper bound");
      double[] expected = new double[STARTS.length];
      double[] bound = new double[STARTS.length];
      List<double[]> samples = new ArrayList<>();
      for (int s = 0; s < STARTS.length; s++) {
        expected[s] = 1 - theory.propagate(pair(STARTS[s])).gap(last);
        bound[s] = NormalisedNetwork.upperBound(limit, nonlinearity, STARTS[s]);
        excess = Math.min(excess, bound[s] - expected[s]);
        SimulationResult result =
            new Simulation(
                    net.network,
                    InputGram.of(pair(STARTS[s])),
                    List.of(last),
                    SimulationSettings.forward(NETWORKS, setting.seed() + s))
                .run();
        double[] gaps = result.gaps(last, 0, 1);
        double[] correlations = new double[gaps.length];
        for (int i = 0; i < gaps.length; i++) {
          correlations[i] = 1 - gaps[i];
        }
        samples.add(correlations);
        setting.progress().advance(1);
      }
      LayerStatistics found = LayerStatistics.of(STARTS.length, samples::get);
      for (int s = 0; s < STARTS.length; s++) {
        table.row(
            STARTS[s],
            expected[s],
            found.mean()[s],
            found.error()[s],
            found.deviation()[s],
            bound[s]);
      }
      farthest = Math.max(farthest, found.farthest(expected));
      tables.add(table.build());
      charts.add(
          Chart.of(
                  "depth_" + depth,
                  "erf, L = " + depth,
                  Axis.linear("ρ_0"),
                  Axis.linear("ρ_L").between(-0.05, 1.05))
              .line("infinite width", STARTS, expected)
              .with(
                  new Layer.Points(
                      "width " + width, Ink.NEXT, STARTS, found.mean(), found.deviation()))
              .line("upper bound", STARTS, bound));
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
            Claim.atLeast(
                "the blue line is an upper bound: smallest distance from the infinitely wide map to"
                    + " it",
                -1e-12,
                new Measurement(excess, 1e-12, "quadrature, rounding")),
            Claim.atLeast(
                "the map approaches a constant near 1 as layers are added: rho_L at rho_0 = 0 at"
                    + " the greatest depth, less that at the least",
                sketch ? 0.02 : 0.2,
                new Measurement(
                    flatness[depths.length - 1] - flatness[0], 1e-12, "infinite width"))),
        List.of("The scan shows L = 8 alone; 32 and 128 are ours."));
  }

  private static InputPair pair(double correlation) {
    return InputPair.ofEqualLengths(1, Correlation.ofValue(correlation));
  }
}
