package io.brink.reproduction.shr;

import io.brink.bounds.NormalisedRegime;
import io.brink.bounds.Shrinkage;
import io.brink.bounds.ShrinkageLaws;
import io.brink.kernel.Correlation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.chart.Axis;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.LayerStatistics;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import java.util.Arrays;
import java.util.List;

/**
 * Figures 3a and 3b: 1 − ρ of orthogonal inputs in erf networks with depth. Critical networks
 * squeeze all inputs, below the bound (4.2); in chaotic ones every pair tends to ρ_fp.
 */
public final class ErfCorrelations implements Figure {

  private static final int DEPTH = 512;
  private static final int DEEP = 100_000;
  private static final int NETWORKS = 20;
  private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
  private static final String COMPOSED = "composition of maps, bound of its error";

  private final ErfPhase phase;

  private ErfCorrelations(ErfPhase phase) {
    this.phase = phase;
  }

  /** Figure 3a. */
  public static ErfCorrelations critical() {
    return new ErfCorrelations(ErfPhase.CRITICAL);
  }

  /** Figure 3b. */
  public static ErfCorrelations chaotic() {
    return new ErfCorrelations(ErfPhase.CHAOTIC);
  }

  @Override
  public FigureName name() {
    return phase.figure("3a", "3b");
  }

  @Override
  public String title() {
    return switch (phase) {
      case CRITICAL -> "critical erf: 1 - rho_L against depth, with the bound";
      case CHAOTIC -> "chaotic erf: correlations keep apart";
    };
  }

  @Override
  public List<Fact> parameters() {
    return phase.parameters(NormalisedNetwork.WIDTH, NETWORKS);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int width = sketch ? 64 : NormalisedNetwork.WIDTH;
    int[] depths = Arrays.stream(DEPTHS).filter(l -> l <= (sketch ? 8 : DEPTH)).toArray();
    setting.progress().begin("random networks", 1);
    LayerStatistics found = measured(width, depths, setting);
    setting.progress().advance(1);
    Shrinkage s = Shrinkage.of(phase.chain(DEPTH));
    return switch (phase) {
      case CRITICAL -> critical(s, depths, found);
      case CHAOTIC -> chaotic(s, depths, found, sketch);
    };
  }

  private LayerStatistics measured(int width, int[] depths, Setting setting) {
    NormalisedNetwork net = phase.network(width, depths[depths.length - 1]);
    List<Integer> nodes = net.states(depths);
    SimulationResult result =
        new Simulation(
                net.network,
                InputGram.of(InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL)),
                nodes,
                SimulationSettings.forward(NETWORKS, setting.seed()))
            .run();
    return LayerStatistics.of(depths.length, i -> result.gaps(nodes.get(i), 0, 1));
  }

  private CurvePanel panel() {
    return CurvePanel.of(
        "correlations",
        "erf, " + phase + ": 1 − ρ with depth",
        Axis.logarithmic("L"),
        Axis.logarithmic("1 − ρ_L"),
        "depth",
        CurvePanel.even(1, DEPTH, DEPTH));
  }

  private Reproduction critical(Shrinkage s, int[] depths, LayerStatistics found) {
    double[] at = Arrays.stream(depths).asDoubleStream().toArray();
    CurvePanel panel = panel();
    double[] depth = panel.x();
    panel
        .line(
            "orthogonal",
            "orthogonal inputs, infinite width",
            CurvePanel.values(depth, l -> s.orthogonalGap((int) l)))
        .line(
            "widest",
            "smallest attainable correlation, infinite width",
            CurvePanel.values(depth, l -> s.widestGap((int) l)))
        .reference(
            "bound",
            "bound (4.2)",
            CurvePanel.values(depth, l -> ShrinkageLaws.criticalErfShrinkage((int) l)))
        .mark(found.means("orthogonal inputs, random networks", at));
    double largest = 0;
    for (int l = 1; l <= DEPTH; l++) {
      largest = Math.max(largest, s.shrinkage(l) / ShrinkageLaws.criticalErfShrinkage(l));
    }
    double measured = 0;
    for (int i = 0; i < depths.length; i++) {
      measured =
          Math.max(measured, found.mean()[i] / ShrinkageLaws.criticalErfShrinkage(depths[i]));
    }
    Shrinkage deep = Shrinkage.of(phase.chain(DEEP));
    double exponent =
        Math.log(deep.orthogonalGap(DEEP) / deep.orthogonalGap(DEEP / 2)) / Math.log(2);
    return Reproduction.of(
        List.of(panel.table(), table(s, depths, found)),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "1 − ρ_max stays below the bound (4.2): largest ratio, infinite width",
                1,
                new Measurement(largest, 1e-12, COMPOSED)),
            Claim.atMost(
                "and so does 1 - rho of orthogonal inputs in random networks: largest ratio",
                1,
                new Measurement(measured, 0.05 * measured, "means of 20 networks")),
            Claim.near(
                "1 − ρ_L really decays as L^(-1) (section 5.1): slope between L = 50,000 and"
                    + " 100,000",
                -1,
                0.01,
                new Measurement(exponent, 1e-9, COMPOSED))));
  }

  private Reproduction chaotic(Shrinkage s, int[] depths, LayerStatistics found, boolean sketch) {
    double[] at = Arrays.stream(depths).asDoubleStream().toArray();
    double fixed = NormalisedRegime.of(phase.layer()).fixedPointGap();
    CurvePanel panel = panel();
    double[] depth = panel.x();
    double farthest = 0;
    for (double rho : new double[] {0, 0.5, 0.9, 0.99, 0.9999}) {
      double[] gaps = CurvePanel.values(depth, l -> s.composedGap(1 - rho, (int) l));
      farthest = Math.max(farthest, Math.abs(gaps[DEPTH - 1] / fixed - 1));
      panel.line("rho0_" + rho, "ρ_0 = " + rho, gaps);
    }
    panel
        .reference("fixed_point", "fixed point", CurvePanel.values(depth, l -> fixed))
        .mark(found.means("ρ_0 = 0, random networks", at));
    int last = depths.length - 1;
    return new Reproduction(
        List.of(panel.table(), table(s, depths, found)),
        List.of(panel.chart()),
        List.of(
            Claim.atLeast(
                "representations do not shrink: 1 − ρ_fp",
                0.01,
                new Measurement(fixed, 1e-13, "fixed point of the map, bound of its error")),
            Claim.atMost(
                "any two different inputs tend to ρ_fp: largest relative distance of 1 − ρ_L from"
                    + " it, infinite width",
                0.01,
                new Measurement(farthest, 1e-12, COMPOSED)),
            Claim.near(
                "and so they do in random networks: mean of rho in the last layer less rho_fp",
                0,
                sketch ? 0.2 : 0.03,
                new Measurement(
                    fixed - found.mean()[last],
                    found.error()[last],
                    "mean of 20 networks, standard error"))),
        List.of(ErfPhase.VARIANCES));
  }

  private static Block.Table table(Shrinkage s, int[] depths, LayerStatistics found) {
    DataTable table =
        DataTable.of("measured", "Random networks, orthogonal inputs")
            .column("depth", "L")
            .column("gap", "1 − ρ, infinite width")
            .column("mean", "mean")
            .column("error", "standard error")
            .column("std", "standard deviation");
    for (int i = 0; i < depths.length; i++) {
      table.row(
          depths[i],
          s.orthogonalGap(depths[i]),
          found.mean()[i],
          found.error()[i],
          found.deviation()[i]);
    }
    return table.build();
  }
}
