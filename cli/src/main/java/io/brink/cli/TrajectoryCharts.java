package io.brink.cli;

import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.trajectory.CorrelationTrajectory;
import io.brink.trajectory.TrajectoryLayer;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The charts of trajectories: figures of each layer against its depth. */
final class TrajectoryCharts {

  private TrajectoryCharts() {}

  /** How far each pair is from its limit, and the law (dashed). */
  static Chart deviations(List<CorrelationTrajectory> trajectories) {
    Chart chart =
        Chart.of(
            "deviations",
            "Distance of correlations from their limit, and the law (dashed)",
            Axis.logarithmic("layer l"),
            Axis.logarithmic("|c^{(l)} − c^*|, or 1 − c^{(l)}"));
    for (CorrelationTrajectory trajectory : trajectories) {
      chart =
          chart
              .line(
                  label(trajectory),
                  layers(trajectory),
                  values(
                      trajectory,
                      layer ->
                          layer.deviation().isPresent()
                              ? layer.deviation().getAsDouble()
                              : layer.gap()))
              .prediction(
                  "",
                  layers(trajectory),
                  values(trajectory, layer -> layer.law().orElse(Double.NaN)));
    }
    return chart;
  }

  /** Correlations themselves. */
  static Chart correlations(List<CorrelationTrajectory> trajectories) {
    return chart(
        Chart.of(
            "correlations",
            "Correlations layer by layer",
            Axis.linear("layer l"),
            Axis.linear("correlation c^{(l)}")),
        trajectories,
        TrajectoryLayer::correlation);
  }

  /** Lengths. */
  static Chart lengths(List<CorrelationTrajectory> trajectories) {
    return chart(
        Chart.of(
            "lengths",
            "Mean square of the signal layer by layer",
            Axis.linear("layer l"),
            Axis.linear("ln q^{(l)}")),
        trajectories.subList(0, 1),
        TrajectoryLayer::logVariance1);
  }

  private static Chart chart(
      Chart empty,
      List<CorrelationTrajectory> trajectories,
      ToDoubleFunction<TrajectoryLayer> figure) {
    Chart chart = empty;
    for (CorrelationTrajectory trajectory : trajectories) {
      chart = chart.line(label(trajectory), layers(trajectory), values(trajectory, figure));
    }
    return chart;
  }

  private static String label(CorrelationTrajectory trajectory) {
    double gap = trajectory.input().correlation().gap();
    return gap > 1e-4
        ? "c_0 = " + Numerals.rounded(1 - gap, 4)
        : "1 − c_0 = " + Numerals.rounded(gap, 3);
  }

  private static double[] layers(CorrelationTrajectory trajectory) {
    return values(trajectory, TrajectoryLayer::layer);
  }

  private static double[] values(
      CorrelationTrajectory trajectory, ToDoubleFunction<TrajectoryLayer> figure) {
    return trajectory.layers().stream().mapToDouble(figure).toArray();
  }
}
