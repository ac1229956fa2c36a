package io.brink.cli;

import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.Spread;
import io.brink.finitewidth.WidthAdvice;
import io.brink.finitewidth.WidthGoal;
import io.brink.finitewidth.Widths;
import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Stroke;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of {@code brink width}: what width buys, and the scatter layer by layer. */
final class WidthCharts {

  /** Widths around the one that is asked for, in steps of a quarter of a decade. */
  private static final int STEPS = 8;

  private static final double STEP = Math.pow(10, 0.25);
  private static final double SMALLEST_ERROR = 1e-12;
  private static final double LARGEST_ERROR = 1e12;

  private WidthCharts() {}

  /** The error that is kept with the probability asked for, against the width. */
  static Chart tradeOff(WidthAdvice advice, WidthGoal goal, long units) {
    double[] widths =
        IntStream.rangeClosed(-STEPS, STEPS)
            .mapToDouble(k -> Math.max(1, Math.rint(units * Math.pow(STEP, k))))
            .distinct()
            .toArray();
    double[] errors =
        Arrays.stream(widths)
            .map(
                width ->
                    advice
                        .atOutput(new Widths.Uniform((long) width))
                        .map(spread -> error(spread, goal))
                        .orElse(Double.NaN))
            .toArray();
    return Chart.of(
            "trade_off",
            "Deviation from infinite width, against the width",
            Axis.logarithmic("width N, units in every layer"),
            Axis.logarithmic("error ε kept with probability " + Numerals.exact(goal.probability())))
        .line("predicted, to first order in 1/N", widths, errors)
        .with(
            new Layer.Points(
                "N = " + units + ", ε = " + Numerals.rounded(goal.error(), 4),
                Ink.NEXT,
                new double[] {units},
                new double[] {goal.error()},
                new double[0]));
  }

  /** The smallest error within which the kernel stays with the goal's probability. */
  private static double error(Spread spread, WidthGoal goal) {
    double low = SMALLEST_ERROR;
    double high = LARGEST_ERROR;
    while (high / low > 1 + 1e-6) {
      double middle = Math.sqrt(low * high);
      WidthGoal tried = new WidthGoal(goal.quantity(), middle, goal.probability());
      if (WidthAdvice.probability(spread, tried) >= goal.probability()) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high < LARGEST_ERROR / 2 && low > 2 * SMALLEST_ERROR ? high : Double.NaN;
  }

  /** The correlation with its deviation over networks of that width. */
  static Chart correlations(FiniteWidthTrace trace, List<Integer> nodes, String width) {
    return bands(
        Chart.of(
            "correlations",
            "Correlation of the two inputs, and its deviation over networks",
            Axis.linear("layer, in order"),
            Axis.linear("correlation c")),
        trace,
        nodes,
        width,
        spread -> 1 - spread.gap(),
        Spread::correlationStd);
  }

  /** The mean square, in units of that at infinite width. */
  static Chart lengths(FiniteWidthTrace trace, List<Integer> nodes, String width) {
    return bands(
        Chart.of(
            "lengths",
            "Mean square of the signal over that of infinite width",
            Axis.linear("layer, in order"),
            Axis.linear("q/q of infinite width")),
        trace,
        nodes,
        width,
        _ -> 1,
        Spread::relativeVarianceStd1);
  }

  private static Chart bands(
      Chart empty,
      FiniteWidthTrace trace,
      List<Integer> nodes,
      String width,
      ToDoubleFunction<Spread> value,
      ToDoubleFunction<Spread> deviation) {
    double[] x = new double[nodes.size()];
    Arrays.setAll(x, i -> i);
    double[] mean = figures(trace, nodes, value);
    double[] std = figures(trace, nodes, deviation);
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = mean[i] - std[i];
      high[i] = mean[i] + std[i];
    }
    return empty
        .with(new Layer.Band("± deviation, " + width, Ink.NEXT, x, low, high))
        .with(new Layer.Line("infinite width", Ink.SAME, Stroke.SOLID, x, mean));
  }

  /** A figure of each node; NaN where the prediction does not reach it. */
  static double[] figures(
      FiniteWidthTrace trace, List<Integer> nodes, ToDoubleFunction<Spread> figure) {
    return nodes.stream()
        .mapToDouble(node -> spread(trace, node).map(figure::applyAsDouble).orElse(Double.NaN))
        .toArray();
  }

  /** The scatter of the law of a node's units, which their number does not enlarge. */
  static Optional<Spread> spread(FiniteWidthTrace trace, int node) {
    Optional<Spread> kernel = trace.kernel(node);
    return kernel.isPresent() ? kernel : trace.measured(node);
  }
}
