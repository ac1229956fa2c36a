package io.brink.cli;

import io.brink.finitewidth.Spread;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Stroke;
import io.brink.simulation.LayerComparison;
import io.brink.simulation.TheoryComparison;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The charts of a simulation: mean and deviation of the networks over what theory predicts for
 * them.
 */
final class SimulateCharts {

  private SimulateCharts() {}

  /** Correlations of the pair, layer by layer. */
  static Chart correlations(TheoryComparison comparison) {
    return chart(
        Chart.of(
            "correlations",
            "Correlation of the two inputs, theory and simulation",
            Axis.linear("layer, in order"),
            Axis.linear("correlation c")),
        comparison,
        layer -> 1 - layer.gap(),
        layer -> layer.predicted().map(Spread::correlationStd).orElse(Double.NaN),
        layer -> 1 - layer.gaps().mean(),
        layer -> layer.gaps().standardDeviation());
  }

  /** Mean squares of the first input, as a ratio to theory's. */
  static Chart lengths(TheoryComparison comparison) {
    return chart(
        Chart.of(
            "lengths",
            "Mean square of the signal over that of theory",
            Axis.linear("layer, in order"),
            Axis.linear("q/q of infinite width")),
        comparison,
        _ -> 1,
        layer -> layer.predicted().map(p -> p.varianceStd1() / layer.variance()).orElse(Double.NaN),
        layer -> layer.varianceRatio().mean(),
        layer -> layer.varianceRatio().standardDeviation());
  }

  /** Gradients of the first input, where they were simulated. */
  static Chart gradients(TheoryComparison comparison) {
    List<LayerComparison> layers = comparison.layers();
    double[] x = positions(layers);
    double[] theory = values(layers, layer -> chi(layer, 1));
    double[] mean =
        values(layers, layer -> chi(layer, layer.gradients().orElseThrow().gradientRatio().mean()));
    double[] deviation =
        values(
            layers,
            layer ->
                chi(layer, layer.gradients().orElseThrow().gradientRatio().standardDeviation()));
    return Chart.of(
            "gradients",
            "Mean squared gradient, theory and simulation",
            Axis.linear("layer, in order"),
            Axis.logarithmic("χ"))
        .line("infinite width", x, theory)
        .with(
            new Layer.Points(
                "simulated, mean ± deviation of the networks", Ink.NEXT, x, mean, deviation));
  }

  private static double chi(LayerComparison layer, double ratio) {
    return Math.exp(layer.gradients().orElseThrow().logGradient()) * ratio;
  }

  private static Chart chart(
      Chart empty,
      TheoryComparison comparison,
      ToDoubleFunction<LayerComparison> theory,
      ToDoubleFunction<LayerComparison> predicted,
      ToDoubleFunction<LayerComparison> mean,
      ToDoubleFunction<LayerComparison> deviation) {
    List<LayerComparison> layers = comparison.layers();
    double[] x = positions(layers);
    double[] low = values(layers, l -> theory.applyAsDouble(l) - predicted.applyAsDouble(l));
    double[] high = values(layers, l -> theory.applyAsDouble(l) + predicted.applyAsDouble(l));
    return empty
        .with(new Layer.Band("predicted deviation at this width", Ink.NEXT, x, low, high))
        .with(new Layer.Line("infinite width", Ink.SAME, Stroke.SOLID, x, values(layers, theory)))
        .with(
            new Layer.Points(
                "simulated, mean ± deviation of the networks",
                Ink.NEXT,
                x,
                values(layers, mean),
                values(layers, deviation)));
  }

  private static double[] positions(List<LayerComparison> layers) {
    double[] x = new double[layers.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return x;
  }

  private static double[] values(
      List<LayerComparison> layers, ToDoubleFunction<LayerComparison> figure) {
    return layers.stream().mapToDouble(figure).toArray();
  }
}
