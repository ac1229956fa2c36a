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
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Figures 3c and 3d: the largest singular values of the Jacobian of erf networks against depth, and
 * in the chaotic phase the bound (4.3).
 */
public final class ErfJacobian implements Figure {

  private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32, 64};
  private static final int NETWORKS = 4;
  private static final int VALUES = 5;
  private static final String COMPOSED = "composition of maps, bound of its error";

  private final ErfPhase phase;

  private ErfJacobian(ErfPhase phase) {
    this.phase = phase;
  }

  /** Figure 3c. */
  public static ErfJacobian critical() {
    return new ErfJacobian(ErfPhase.CRITICAL);
  }

  /** Figure 3d. */
  public static ErfJacobian chaotic() {
    return new ErfJacobian(ErfPhase.CHAOTIC);
  }

  @Override
  public FigureName name() {
    return phase.figure("3c", "3d");
  }

  @Override
  public String title() {
    return switch (phase) {
      case CRITICAL -> "critical erf: singular values of the Jacobian against depth";
      case CHAOTIC -> "chaotic erf: the Jacobian grows, with the bound";
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
    int[] depths = sketch ? new int[] {2, 4, 8} : DEPTHS;
    double[] at = Arrays.stream(depths).asDoubleStream().toArray();
    int deepest = depths[depths.length - 1];
    setting.progress().begin("random networks", depths.length);
    List<LayerStatistics> found = measured(width, depths, setting);
    Shrinkage s = Shrinkage.of(phase.chain(deepest));
    CurvePanel panel =
        CurvePanel.of(
            "jacobian",
            "erf, " + phase + ": singular values of the Jacobian",
            Axis.logarithmic("depth L"),
            Axis.logarithmic("singular value"),
            "depth",
            CurvePanel.even(1, deepest, deepest));
    panel.line(
        "gain",
        "root mean square over directions, infinite width",
        CurvePanel.values(panel.x(), l -> Math.exp(0.5 * s.logSquaredGain((int) l))));
    double[] edges = CurvePanel.values(panel.x(), l -> phase.largestSingularValue((int) l));
    panel.prediction("edge", "largest, infinite width", edges);
    return switch (phase) {
      case CRITICAL ->
          critical(
              depths, found, panel.mark(found.getFirst().points("largest, random networks", at)));
      case CHAOTIC -> chaotic(depths, found, panel, at);
    };
  }

  /** The largest values, each at every depth. */
  private List<LayerStatistics> measured(int width, int[] depths, Setting setting) {
    List<SimulationResult> results = new ArrayList<>();
    for (int depth : depths) {
      NormalisedNetwork net = phase.network(width, depth);
      SimulationSettings settings =
          new SimulationSettings(
              NETWORKS,
              setting.seed(),
              Runtime.getRuntime().availableProcessors(),
              WeightSampling.EXACT,
              Passes.FORWARD,
              VALUES);
      InputPair pair = InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL);
      results.add(
          new Simulation(net.network, InputGram.of(pair), List.of(net.state(depth)), settings)
              .run());
      setting.progress().advance(1);
    }
    List<LayerStatistics> found = new ArrayList<>();
    for (int rank = 0; rank < VALUES; rank++) {
      int r = rank;
      found.add(LayerStatistics.of(depths.length, i -> results.get(i).singularValues(r)));
    }
    return found;
  }

  private static Reproduction critical(
      int[] depths, List<LayerStatistics> found, CurvePanel panel) {
    return new Reproduction(
        List.of(panel.table(), table(depths, found)),
        List.of(panel.chart()),
        List.of(
            Claim.near(
                "over all directions the Jacobian neither grows nor shrinks: its root mean square"
                    + " gain at the greatest depth",
                1,
                1e-9,
                new Measurement(panel.curve(0)[panel.x().length - 1], 1e-12, COMPOSED)),
            Claim.atMost(
                "critical: the operator norm of the Jacobian does not grow with depth: its exponent"
                    + " in L, where chaos has at least 1/2",
                0.25,
                new Measurement(
                    exponent(depths, found.getFirst()), 0.03, "last depth over a quarter of it"))),
        List.of(
            String.format(
                Locale.ROOT,
                "The critical operator norm does grow, though not exponentially: its mean square"
                    + " over all directions stays 1, but the spread of the singular values grows"
                    + " with L also at the edge of chaos. At infinite width their edge is %.3f at"
                    + " L = %d, and grows in the end as the square root of L.",
                panel.curve(1)[panel.x().length - 1],
                depths[depths.length - 1]),
            SMALLEST));
  }

  private static final String SMALLEST =
      "The smallest singular values, which the paper shows too, are not computed.";

  private Reproduction chaotic(
      int[] depths, List<LayerStatistics> found, CurvePanel panel, double[] at) {
    double fixed = NormalisedRegime.of(phase.layer()).fixedPointGap();
    panel
        .reference(
            "bound",
            "bound (4.3)",
            CurvePanel.values(panel.x(), l -> ShrinkageLaws.chaoticErfGain(fixed, (int) l)))
        .mark(found.getFirst().points("largest, random networks", at));
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < panel.x().length; i++) {
      smallest = Math.min(smallest, panel.curve(0)[i] / panel.curve(2)[i]);
    }
    double measured = Double.POSITIVE_INFINITY;
    double[] norm = found.getFirst().mean();
    for (int i = 0; i < depths.length; i++) {
      measured = Math.min(measured, norm[i] / ShrinkageLaws.chaoticErfGain(fixed, depths[i]));
    }
    int last = depths.length - 1;
    double slope = Math.log(phase.layer().slopeAtOne());
    double rate = Math.log(norm[last] / norm[last - 1]) / (depths[last] - depths[last - 1]);
    double error =
        Math.hypot(
                found.getFirst().error()[last] / norm[last],
                found.getFirst().error()[last - 1] / norm[last - 1])
            / (depths[last] - depths[last - 1]);
    return new Reproduction(
        List.of(panel.table(), table(depths, found)),
        List.of(panel.chart()),
        List.of(
            Claim.atLeast(
                "the Jacobian is above the bound (4.3): smallest ratio of its root mean square gain"
                    + " to it, infinite width",
                1,
                new Measurement(smallest, 1e-12, COMPOSED)),
            Claim.atLeast(
                "the operator norm of random networks is above it: smallest ratio",
                1,
                new Measurement(measured, 0.03 * measured, "means of 4 networks")),
            Claim.atLeast(
                "the Jacobian grows exponentially: ln of the norm a layer at the greatest depth,"
                    + " over half of ln P'(1)",
                1,
                new Measurement(
                    rate / (0.5 * slope),
                    error / (0.5 * slope),
                    "means of 4 networks, standard error"))),
        List.of(
            ErfPhase.VARIANCES,
            SMALLEST,
            "The caption of the paper has the bound (4.3) in 3f; it bounds the Jacobian, which is"
                + " 3d."));
  }

  private static double exponent(int[] depths, LayerStatistics norm) {
    int last = depths.length - 1;
    int before = last - 2;
    return Math.log(norm.mean()[last] / norm.mean()[before])
        / Math.log((double) depths[last] / depths[before]);
  }

  private static Block.Table table(int[] depths, List<LayerStatistics> found) {
    DataTable table =
        DataTable.of("singular_values", "Largest singular values of random networks")
            .column("depth", "L");
    for (int rank = 0; rank < VALUES; rank++) {
      table.column("value_" + (rank + 1), "number " + (rank + 1));
      table.column("error_" + (rank + 1), "standard error");
    }
    for (int i = 0; i < depths.length; i++) {
      double[] row = new double[1 + 2 * VALUES];
      row[0] = depths[i];
      for (int rank = 0; rank < VALUES; rank++) {
        row[1 + 2 * rank] = found.get(rank).mean()[i];
        row[2 + 2 * rank] = found.get(rank).error()[i];
      }
      table.row(row);
    }
    return table.build();
  }
}
