package io.brink.reproduction.shr;

import io.brink.kernel.Correlation;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
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
import java.util.List;

/** Figures 3e and 3f: gradients in each layer of erf networks. */
public final class ErfGradients implements Figure {

  private static final int DEPTH = 64;
  private static final int NETWORKS = 20;
  private static final InputPair START = InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL);

  private final ErfPhase phase;

  private ErfGradients(ErfPhase phase) {
    this.phase = phase;
  }

  /** Figure 3e. */
  public static ErfGradients critical() {
    return new ErfGradients(ErfPhase.CRITICAL);
  }

  /** Figure 3f. */
  public static ErfGradients chaotic() {
    return new ErfGradients(ErfPhase.CHAOTIC);
  }

  @Override
  public FigureName name() {
    return phase.figure("3e", "3f");
  }

  @Override
  public String title() {
    return switch (phase) {
      case CRITICAL -> "critical erf: gradients are well-behaved";
      case CHAOTIC -> "chaotic erf: large gradients in low layers";
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
    int depth = sketch ? 8 : DEPTH;
    setting.progress().begin("random networks", 1);
    NormalisedNetwork net = phase.network(width, depth);
    double[] layers = new double[depth];
    int[] numbers = new int[depth];
    for (int l = 1; l <= depth; l++) {
      layers[l - 1] = l;
      numbers[l - 1] = l;
    }
    List<Integer> nodes = net.states(numbers);
    SimulationResult result =
        new Simulation(
                net.network,
                InputGram.of(START),
                nodes,
                SimulationSettings.forwardAndBackward(NETWORKS, setting.seed()))
            .run();
    setting.progress().advance(1);
    LayerStatistics found = LayerStatistics.of(depth, i -> result.logGradients(nodes.get(i), 0));
    ForwardPropagation propagation = ForwardPropagation.of(net.network);
    BackwardTrace backward =
        BackwardPropagation.of(propagation).propagate(propagation.propagate(START));
    double[] theory = new double[depth];
    for (int i = 0; i < depth; i++) {
      theory[i] = backward.logGradient1(nodes.get(i));
    }
    Chart chart =
        Chart.of(
                "gradients",
                "erf, " + phase + ": gradients",
                Axis.linear("layer l"),
                Axis.logarithmic("mean squared gradient"))
            .line("infinite width", layers, LayerStatistics.exponentials(theory))
            .line(
                "width " + width + ", geometric mean",
                layers,
                LayerStatistics.exponentials(found.mean()));
    return new Reproduction(
        List.of(table(layers, theory, found)),
        List.of(chart),
        List.of(claim(found, layers, sketch)),
        switch (phase) {
          case CRITICAL -> List.of();
          case CHAOTIC -> List.of(ErfPhase.VARIANCES);
        });
  }

  private Claim claim(LayerStatistics log, double[] layers, boolean sketch) {
    int last = layers.length - 1;
    double span = layers[last] - layers[0];
    Measurement growth =
        new Measurement(
            (log.mean()[0] - log.mean()[last]) / span,
            Math.hypot(log.error()[0], log.error()[last]) / span,
            "means of 20 networks, standard error");
    return switch (phase) {
      case CRITICAL ->
          Claim.near(
              "critical: gradients are well-behaved: mean of ln chi in the first layer, less that"
                  + " in the last, a layer",
              0,
              sketch ? 0.1 : 0.02,
              growth);
      case CHAOTIC ->
          Claim.near(
              "chaotic: large gradients in low layers: mean of ln chi in the first layer, less that"
                  + " in the last, a layer; ln P'(1) by theory",
              Math.log(phase.layer().slopeAtOne()),
              sketch ? 0.1 : 0.02,
              growth);
    };
  }

  private static Block.Table table(double[] layers, double[] theory, LayerStatistics found) {
    DataTable table =
        DataTable.of("gradients", "Mean squared gradients by layer")
            .column("layer", "l")
            .column("log_gradient", "ln χ, infinite width")
            .column("log_gradient_mean", "mean")
            .column("log_gradient_error", "standard error");
    for (int i = 0; i < layers.length; i++) {
      table.row(layers[i], theory[i], found.mean()[i], found.error()[i]);
    }
    return table.build();
  }
}
