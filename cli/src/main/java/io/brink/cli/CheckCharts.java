package io.brink.cli;

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
      "float32 holds mean squares from about 1e-38 to 3e38, ln q from -87 to 88; beyond, the signal"
          + " underflows or overflows.";

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
            MapCharts.correlations("correlation of their outputs C_f(c_0)"));
    double[] grid = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      grid[i] = (2.0 * i - (POINTS - 1)) / (POINTS - 1);
    }
    for (Case each : cases()) {
      double[] values =
          MapCharts.globalMap(each.diagnosis().network(), each.diagnosis().inputVariance(), grid);
      chart = chart.line(each.name(), grid, values);
    }
    return chart.reference("identity: a linear network", grid, grid);
  }

  private Chart correlations() {
    return chart(
        "gaps",
        "Two inputs of correlation ½ on their way through the network",
        Axis.logarithmic("gap 1 − c"),
        series(LayerState::gap));
  }

  private Chart gradients() {
    List<double[]> series = series(LayerState::logGradient);
    LogFigures figures = LogFigures.of("squared gradient", "χ", series);
    return chart(
        "gradients",
        "Mean squared gradient, relative to that of the output",
        figures.axis(),
        series.stream().map(figures::places).toList());
  }

  private Chart lengths() {
    List<double[]> series = series(LayerState::logVariance);
    LogFigures figures = LogFigures.of("mean square", "q", series);
    return chart(
        "lengths",
        "Mean square of the signal",
        figures.axis(),
        series.stream().map(figures::places).toList());
  }

  private List<double[]> series(ToDoubleFunction<LayerState> figure) {
    return cases().stream()
        .map(each -> each.diagnosis().evidence().layers().stream().mapToDouble(figure).toArray())
        .toList();
  }

  /** Networks of different depth share the axis by the share of their layers. */
  private Chart chart(String key, String title, Axis y, List<double[]> series) {
    Chart chart = Chart.of(key, title, Axis.linear("depth, share of the layers"), y);
    for (int i = 0; i < series.size(); i++) {
      double[] x = new double[series.get(i).length];
      for (int l = 1; l < x.length; l++) {
        x[l] = (double) l / (x.length - 1);
      }
      chart = chart.line(cases().get(i).name(), x, series.get(i));
    }
    return chart;
  }
}
