package io.brink.cli;

import io.brink.bounds.ExcessConvexity;
import io.brink.bounds.Shrinkage;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of what depth costs: the trade-off, and the whole map beneath its bounds. */
final class BoundCharts {

  private static final int POINTS = 101;

  private BoundCharts() {}

  /** Alike representations against gradients: the one falls only where the other grows. */
  static Chart tradeOff(Shrinkage shrinkage) {
    int[] depths = depths(shrinkage.depth());
    return Chart.of(
            "trade_off",
            "Squeezing of correlations and gain of gradients, and their bounds (dashed)",
            Axis.logarithmic("depth L, layers"),
            Axis.logarithmic("1 − ρ_{max}, and ‖J‖"))
        .line("1 − ρ_{max}", values(depths, l -> l), values(depths, shrinkage::shrinkage))
        .prediction("", values(depths, l -> l), values(depths, shrinkage::shrinkageBound))
        .line(
            "gain of gradients ‖J‖",
            values(depths, l -> l),
            values(depths, l -> Math.exp(0.5 * shrinkage.logSquaredGain(l))))
        .prediction(
            "",
            values(depths, l -> l),
            values(depths, l -> Math.sqrt(shrinkage.theoremSquaredGain(l))));
  }

  /** The correlation at the output, exact, and the upper bounds of it. */
  static Chart map(Shrinkage shrinkage) {
    int l = shrinkage.depth();
    ExcessConvexity theorem = shrinkage.theoremExcess(l);
    ExcessConvexity sharper = shrinkage.sharperExcess(l);
    double[] rho = sampled(x -> x);
    return Chart.of(
            "map",
            "Correlation at the output, and upper bounds of it",
            Axis.linear("correlation at the input ρ"),
            Axis.linear("correlation at the output").between(0, 1))
        .reference("identity", rho, rho)
        .line("exact", rho, sampled(x -> 1 - shrinkage.composedGap(1 - x, l)))
        .line("bound of the theorem", rho, sampled(x -> shrinkage.correlationBound(x, theorem, l)))
        .line("sharper bound", rho, sampled(x -> shrinkage.correlationBound(x, sharper, l)));
  }

  /** Depths at about equal distances on a logarithmic axis. */
  private static int[] depths(int deepest) {
    return IntStream.concat(
            IntStream.iterate(1, l -> l < deepest, l -> Math.max(l + 1, (int) (1.1 * l))),
            IntStream.of(deepest))
        .toArray();
  }

  private static double[] values(int[] depths, IntToDoubleFunction f) {
    return Arrays.stream(depths).mapToDouble(f).toArray();
  }

  private static double[] sampled(DoubleUnaryOperator f) {
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[i] = f.applyAsDouble((double) i / (POINTS - 1));
    }
    return values;
  }
}
