package io.brink.cli;

import io.brink.asymptotics.CorrelationLaw;
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
            straightening(trajectories.getFirst().law()),
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

  /** The axis on which the law is a straight line. */
  private static Axis straightening(CorrelationLaw law) {
    String label = "layer l";
    return switch (law) {
      case CorrelationLaw.Exponential _ -> Axis.linear(label);
      case CorrelationLaw.Critical _, CorrelationLaw.Power _, CorrelationLaw.Unknown _ ->
          Axis.logarithmic(label);
    };
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

  /** Lengths, which are the same for all pairs. */
  static Chart lengths(CorrelationTrajectory trajectory) {
    double[] logarithms = values(trajectory, TrajectoryLayer::logVariance1);
    LogFigures figures = LogFigures.of("mean square", "q^{(l)}", List.of(logarithms));
    return Chart.of(
            "lengths",
            "Mean square of the signal layer by layer",
            Axis.linear("layer l"),
            figures.axis())
        .line("q", layers(trajectory), figures.places(logarithms));
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
