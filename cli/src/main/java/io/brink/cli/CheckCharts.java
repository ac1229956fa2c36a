package io.brink.cli;

import io.brink.network.Network;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.GlobalMap;
import io.brink.report.Block;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.verdict.Diagnosis;
import io.brink.verdict.LayerState;
import io.brink.verdict.Prescription;
import io.brink.verdict.Prescriptions;
import io.brink.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The charts of a verdict: the network as it is and after each of the best changes.
 *
 * <p>They are drawn from analyses of the changed networks, which are made when the first chart is
 * asked for.
 */
final class CheckCharts {

  private static final String MAPS =
      "How alike the outputs of two inputs are, over how alike the inputs are. A flat line at the"
          + " top means that the network maps all inputs to nearly the same output; a step at the"
          + " right end, that it tears nearly equal inputs apart. The nearer to the diagonal, the"
          + " better the last layer can tell inputs apart and the more smoothly it can be trained.";

  private static final String CORRELATIONS =
      "A gap that falls along the network loses the difference between inputs: below 1e-7 float32"
          + " no longer holds it. A gap that rises to 1 makes them independent.";

  private static final String GRADIENTS =
      "A straight slope is exponential growth or decay. Downwards to the right, gradients explode"
          + " on their way back to the first layers; upwards, they vanish.";

  private static final String LENGTHS =
      "Where the line leaves the range of about -80 to 80, float32 underflows or overflows.";

  private static final List<String> HOW =
      List.of(
          "q, c, χ and C_f: recurrences of mean-field theory, layer by layer, exact at infinite"
              + " width up to quadrature and rounding, which are below 1e-12 of each figure;"
              + " networks of finite width scatter around them",
          "the verdict: these figures against limits that are rules of thumb, each named with its"
              + " source among the reasons",
          "each change: solved for as 'brink shape' and 'brink eoc' do, then judged by the same"
              + " analysis of the changed network");

  private static final int CHANGES = 3;
  private static final int POINTS = 201;

  /** One network, by its name in the legends. */
  private record Case(String name, Diagnosis diagnosis) {}

  private final Verdict verdict;
  private final List<Prescription> changes;
  private List<Case> cases;

  private CheckCharts(Verdict verdict, Prescriptions prescriptions) {
    this.verdict = verdict;
    changes = prescriptions.ranked().stream().limit(CHANGES).toList();
  }

  static List<Block> of(Verdict verdict, Prescriptions prescriptions) {
    CheckCharts charts = new CheckCharts(verdict, prescriptions);
    List<Block> blocks = new ArrayList<>();
    add(blocks, charts::maps, MAPS);
    add(blocks, charts::correlations, CORRELATIONS);
    add(blocks, charts::gradients, GRADIENTS);
    add(blocks, charts::lengths, LENGTHS);
    blocks.add(new Block.ForPages(new Block.Remarks("", "How these figures were obtained", HOW)));
    return blocks;
  }

  private static void add(List<Block> blocks, Supplier<Chart> chart, String explanation) {
    blocks.add(Block.Picture.drawnBy(chart));
    blocks.add(new Block.ForPages(new Block.Sentence("", explanation)));
  }

  private List<Case> cases() {
    if (cases == null) {
      cases = new ArrayList<>();
      cases.add(new Case("as it is", verdict.diagnosis()));
      for (Prescription change : changes) {
        cases.add(
            new Case(
                "after " + change.method().replace('_', ' '),
                Diagnosis.of(change.network(), verdict.diagnosis().inputVariance())));
      }
    }
    return cases;
  }

  private Chart maps() {
    Chart chart =
        Chart.of(
            "correlation_map",
            "Correlation of the outputs against that of the inputs",
            Axis.linear("correlation of two inputs c_0"),
            Axis.linear("correlation of their outputs C_f(c_0)").between(-1, 1));
    double[] grid = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      grid[i] = (2.0 * i - (POINTS - 1)) / (POINTS - 1);
    }
    for (Case each : cases()) {
      Network network = each.diagnosis().network();
      GlobalMap map =
          ForwardPropagation.of(network).globalMap(each.diagnosis().inputVariance(), grid);
      double[] values = new double[POINTS];
      for (int i = 0; i < POINTS; i++) {
        values[i] = map.value(i);
      }
      chart = chart.line(each.name(), grid, values);
    }
    return chart.reference("identity: a linear network", grid, grid);
  }

  private Chart correlations() {
    return layers(
        Chart.of(
            "gaps",
            "Two inputs of correlation ½ on their way through the network",
            Axis.linear("depth, share of the layers"),
            Axis.logarithmic("gap 1 − c")),
        LayerState::gap);
  }

  private Chart gradients() {
    return layers(
        Chart.of(
            "gradients",
            "Mean squared gradient, relative to that of the output",
            Axis.linear("depth, share of the layers"),
            Axis.linear("ln χ")),
        LayerState::logGradient);
  }

  private Chart lengths() {
    return layers(
        Chart.of(
            "lengths",
            "Mean square of the signal",
            Axis.linear("depth, share of the layers"),
            Axis.linear("ln q")),
        LayerState::logVariance);
  }

  /** Networks of different depth share the axis by the share of their layers. */
  private Chart layers(Chart empty, ToDoubleFunction<LayerState> figure) {
    Chart chart = empty;
    for (Case each : cases()) {
      List<LayerState> layers = each.diagnosis().evidence().layers();
      double[] x = new double[layers.size()];
      double[] y = new double[layers.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = x.length == 1 ? 0 : (double) i / (x.length - 1);
        y[i] = figure.applyAsDouble(layers.get(i));
      }
      chart = chart.line(each.name(), x, y);
    }
    return chart;
  }
}
