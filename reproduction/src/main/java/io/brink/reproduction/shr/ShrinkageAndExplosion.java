package io.brink.reproduction.shr;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
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
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.List;

/**
 * Figure 3: correlations, singular values of the Jacobian and gradients of erf networks of width
 * 1024, critical and chaotic.
 */
public final class ShrinkageAndExplosion implements Figure {

  private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32, 64};
  private static final int NETWORKS = 20;
  private static final int SPECTRA = 4;
  private static final int SINGULAR_VALUES = 5;

  /** σ_b²/σ_w² of the chaotic networks: about half the critical one. */
  private static final double CHAOTIC = 0.05;

  private static final double ROOT =
      Math.sqrt(Math.sqrt(5) * (Math.atan(2 / Math.sqrt(5)) - 2.0 / 3));

  private static final InputPair START = InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL);

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "3-measured");
  }

  @Override
  public String title() {
    return "erf networks, critical and chaotic: correlations, Jacobian, gradients";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("erf")),
        Fact.of("width", "width", Value.count(NormalisedNetwork.WIDTH)),
        Fact.of("critical", "σ_b²/σ_w²", Value.exact(NormalisedNetwork.ERF_CRITICAL), "critical"),
        Fact.of("chaotic", "σ_b²/σ_w²", Value.exact(CHAOTIC), "chaotic"),
        Fact.of("networks", "networks", Value.count(NETWORKS), "4 for singular values"));
  }

  /** What is measured of one phase. */
  private record Panel(
      String name,
      double[] layers,
      double[] theoryGap,
      LayerStatistics gap,
      double[] depths,
      LayerStatistics norm,
      List<LayerStatistics> others,
      double[] theoryLogGradient,
      LayerStatistics logGradient) {}

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int width = sketch ? 64 : NormalisedNetwork.WIDTH;
    int[] depths = sketch ? new int[] {2, 4, 8} : DEPTHS;
    setting.progress().begin("random networks", 2L * (depths.length + 1));
    Panel critical = panel("critical", NormalisedNetwork.ERF_CRITICAL, width, depths, setting);
    Panel chaotic = panel("chaotic", CHAOTIC, width, depths, setting);
    int deepest = depths[depths.length - 1];

    double fixedPoint = 1 - fixedGap();
    double[] lower = new double[depths.length];
    for (int i = 0; i < depths.length; i++) {
      lower[i] = ROOT / 4 * (1 - fixedPoint) * Math.sqrt(depths[i]);
    }
    double[] upper = new double[critical.layers().length];
    double closest = 0;
    for (int i = 0; i < upper.length; i++) {
      upper[i] = 4 / ROOT / Math.sqrt(critical.layers()[i]);
      closest = Math.max(closest, critical.gap().mean()[i] / upper[i]);
    }
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < depths.length; i++) {
      smallest = Math.min(smallest, chaotic.norm().mean()[i] / lower[i]);
    }
    double slope = NormalisedNetwork.ERF_SLOPE / (CHAOTIC + 2 / Math.PI * Math.asin(2.0 / 3));
    List<Block.Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    for (Panel panel : List.of(critical, chaotic)) {
      tables.add(layerTable(panel));
      tables.add(spectrumTable(panel));
      Chart gaps =
          Chart.of(
                  "shrinkage_" + panel.name(),
                  panel.name() + ", shrinkage",
                  Axis.logarithmic("layer l"),
                  Axis.logarithmic("1 − ρ"))
              .line("infinite width", panel.layers(), panel.theoryGap())
              .with(
                  new Layer.Points(
                      "width " + width, Ink.NEXT, panel.layers(), panel.gap().mean(), bars(panel)));
      Chart norms =
          Chart.of(
                  "jacobian_" + panel.name(),
                  panel.name() + ", Jacobian",
                  Axis.logarithmic("depth L"),
                  Axis.logarithmic("singular value"))
              .with(
                  new Layer.Points(
                      "largest",
                      Ink.NEXT,
                      panel.depths(),
                      panel.norm().mean(),
                      panel.norm().deviation()));
      if (panel == critical) {
        gaps = gaps.line("bound 4.2", panel.layers(), upper);
      } else {
        norms = norms.line("bound 4.3", panel.depths(), lower);
      }
      charts.add(gaps);
      charts.add(norms);
      charts.add(
          Chart.of(
                  "gradients_" + panel.name(),
                  panel.name() + ", gradients",
                  Axis.linear("layer l"),
                  Axis.logarithmic("mean squared gradient"))
              .line(
                  "infinite width",
                  panel.layers(),
                  LayerStatistics.exponentials(panel.theoryLogGradient()))
              .line(
                  "width " + width,
                  panel.layers(),
                  LayerStatistics.exponentials(panel.logGradient().mean())));
    }
    double ratio =
        critical.norm().mean()[depths.length - 1] / chaotic.norm().mean()[depths.length - 1];
    int last = critical.layers().length - 1;
    double span = critical.layers()[last] - critical.layers()[0];
    return new Reproduction(
        tables,
        charts,
        List.of(
            Claim.atMost(
                "critical, inequality 4.2: largest ratio of 1 - rho of orthogonal inputs to the"
                    + " bound",
                1,
                new Measurement(closest, 0.05 * closest, "means of 20 networks")),
            Claim.near(
                "chaotic: the correlation approaches the fixed point below 1: mean of rho in the"
                    + " last layer less the fixed point",
                0,
                sketch ? 0.2 : 0.03,
                new Measurement(
                    1 - chaotic.gap().mean()[last] - fixedPoint,
                    chaotic.gap().error()[last],
                    "mean of 20 networks, standard error")),
            Claim.atMost(
                "critical: the operator norm of the Jacobian does not grow with depth: its exponent"
                    + " in L, where chaos has at least 1/2",
                0.25,
                new Measurement(exponent(critical), 0.03, "last depth over a quarter of it")),
            Claim.atMost(
                "and not as in chaos: norm of the deepest critical network over that of the chaotic"
                    + " one",
                sketch ? 1 : 0.1,
                new Measurement(ratio, 0.15 * ratio, "means of 4 networks, standard error")),
            Claim.atLeast(
                "chaotic, inequality 4.3: smallest ratio of the operator norm to the bound",
                1,
                new Measurement(smallest, 0.03 * smallest, "means of 4 networks")),
            Claim.near(
                "critical: gradients are well-behaved: mean of ln chi in the first layer, less that"
                    + " in the last, a layer",
                0,
                sketch ? 0.1 : 0.02,
                growth(critical, span)),
            Claim.near(
                "chaotic: large gradients in low layers: the same, ln P'(1) by theory",
                Math.log(slope),
                sketch ? 0.1 : 0.02,
                growth(chaotic, span))),
        List.of(
            "The critical operator norm does grow, about as the square root of L, though not"
                + " exponentially: its mean square over all directions stays 1, but the spread of"
                + " the singular values grows with L also at the edge of chaos.",
            "The paper does not print sigma_b of the chaotic networks; sigma_b^2/sigma_w^2 = 0.05"
                + " is ours. Depths up to "
                + deepest
                + "; the smallest singular values are not computed."));
  }

  private static double[] bars(Panel panel) {
    return new double[panel.layers().length];
  }

  private static double exponent(Panel panel) {
    int last = panel.depths().length - 1;
    int before = Math.max(0, last - 2);
    return Math.log(panel.norm().mean()[last] / panel.norm().mean()[before])
        / Math.log(panel.depths()[last] / panel.depths()[before]);
  }

  private static Measurement growth(Panel panel, double span) {
    int last = panel.layers().length - 1;
    LayerStatistics log = panel.logGradient();
    return new Measurement(
        (log.mean()[0] - log.mean()[last]) / span,
        Math.hypot(log.error()[0], log.error()[last]) / span,
        "means of 20 networks, standard error");
  }

  /** 1 − ρ at the fixed point of the chaotic map. */
  private static double fixedGap() {
    NormalisedNetwork deep = new NormalisedNetwork(Activations.parse("erf"), CHAOTIC, 1, 2000);
    return ForwardPropagation.of(deep.network).propagate(START).gap(deep.state(2000));
  }

  private static Panel panel(
      String name, double biasVariance, int width, int[] depths, Setting setting) {
    int deepest = depths[depths.length - 1];
    NormalisedNetwork net =
        new NormalisedNetwork(Activations.parse("erf"), biasVariance, width, deepest);
    List<Integer> observed = new ArrayList<>();
    double[] layers = new double[deepest];
    for (int l = 1; l <= deepest; l++) {
      layers[l - 1] = l;
      observed.add(net.state(l));
    }
    SimulationResult result =
        new Simulation(
                net.network,
                InputGram.of(START),
                observed,
                SimulationSettings.forwardAndBackward(NETWORKS, setting.seed()))
            .run();
    setting.progress().advance(1);
    ForwardPropagation propagation = ForwardPropagation.of(net.network);
    ForwardTrace forward = propagation.propagate(START);
    BackwardTrace backward = BackwardPropagation.of(propagation).propagate(forward);
    double[] gap = new double[deepest];
    double[] logGradient = new double[deepest];
    for (int i = 0; i < deepest; i++) {
      gap[i] = forward.gap(observed.get(i));
      logGradient[i] = backward.logGradient1(observed.get(i));
    }
    List<List<double[]>> values = new ArrayList<>();
    double[] depthNumbers = new double[depths.length];
    for (int i = 0; i < depths.length; i++) {
      depthNumbers[i] = depths[i];
      values.add(singularValues(biasVariance, width, depths[i], setting));
      setting.progress().advance(1);
    }
    List<LayerStatistics> spectra = new ArrayList<>();
    for (int rank = 0; rank < SINGULAR_VALUES; rank++) {
      int r = rank;
      spectra.add(LayerStatistics.of(depths.length, i -> values.get(i).get(r)));
    }
    return new Panel(
        name,
        layers,
        gap,
        LayerStatistics.of(deepest, i -> result.gaps(observed.get(i), 0, 1)),
        depthNumbers,
        spectra.getFirst(),
        spectra,
        logGradient,
        LayerStatistics.of(deepest, i -> result.logGradients(observed.get(i), 0)));
  }

  private static List<double[]> singularValues(
      double biasVariance, int width, int depth, Setting setting) {
    NormalisedNetwork net =
        new NormalisedNetwork(Activations.parse("erf"), biasVariance, width, depth);
    SimulationSettings settings =
        new SimulationSettings(
            SPECTRA,
            setting.seed(),
            Runtime.getRuntime().availableProcessors(),
            WeightSampling.EXACT,
            Passes.FORWARD,
            SINGULAR_VALUES);
    SimulationResult result =
        new Simulation(net.network, InputGram.of(START), List.of(net.state(depth)), settings).run();
    List<double[]> values = new ArrayList<>();
    for (int rank = 0; rank < SINGULAR_VALUES; rank++) {
      values.add(result.singularValues(rank));
    }
    return values;
  }

  private static Block.Table layerTable(Panel panel) {
    DataTable table =
        DataTable.of(panel.name(), panel.name() + ", layer by layer")
            .column("layer", "l")
            .column("gap", "1 - ρ, infinite width")
            .column("gap_mean", "mean")
            .column("gap_error", "standard error")
            .column("log_gradient", "ln χ, infinite width")
            .column("log_gradient_mean", "mean")
            .column("log_gradient_error", "standard error");
    for (int i = 0; i < panel.layers().length; i++) {
      table.row(
          panel.layers()[i],
          panel.theoryGap()[i],
          panel.gap().mean()[i],
          panel.gap().error()[i],
          panel.theoryLogGradient()[i],
          panel.logGradient().mean()[i],
          panel.logGradient().error()[i]);
    }
    return table.build();
  }

  private static Block.Table spectrumTable(Panel panel) {
    DataTable table =
        DataTable.of(
                panel.name() + "_jacobian", panel.name() + ", largest singular values, by depth")
            .column("depth", "L");
    for (int rank = 0; rank < panel.others().size(); rank++) {
      table.column("value_" + (rank + 1), "number " + (rank + 1));
      table.column("error_" + (rank + 1), "standard error");
    }
    for (int i = 0; i < panel.depths().length; i++) {
      double[] row = new double[1 + 2 * panel.others().size()];
      row[0] = panel.depths()[i];
      for (int rank = 0; rank < panel.others().size(); rank++) {
        row[1 + 2 * rank] = panel.others().get(rank).mean()[i];
        row[2 + 2 * rank] = panel.others().get(rank).error()[i];
      }
      table.row(row);
    }
    return table.build();
  }
}
