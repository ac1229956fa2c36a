package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Layer;
import io.brink.shaping.MapPoint;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Charts of activations and of their correlation maps. */
final class MapCharts {

  private static final int POINTS = 401;

  private MapCharts() {}

  /** φ and φ′. */
  static Chart activation(Activation activation) {
    return Chart.of("activation", activation.name(), Axis.linear("x"), Axis.linear("φ(x), φ′(x)"))
        .line("φ(x)", grid(-5, 5), sampled(-5, 5, activation::value))
        .line("φ′(x)", grid(-5, 5), sampled(-5, 5, activation::derivative));
  }

  /** C(c) = W(q₁, q₂, c)/√(V(q₁)V(q₂)), and the correlation that was asked for. */
  static Chart kernel(Kernel kernel, double q1, double q2, double asked) {
    return Chart.of(
            "correlation_map",
            "Correlation map of "
                + kernel.activation().name()
                + ", q = "
                + Numerals.rounded(q1, 4)
                + (q1 == q2 ? "" : ", " + Numerals.rounded(q2, 4)),
            Axis.linear("correlation of the inputs c"),
            Axis.linear("correlation of the outputs C(c)").between(-1, 1))
        .reference("identity", grid(-1, 1), grid(-1, 1))
        .line(
            "C(c)",
            grid(-1, 1),
            sampled(-1, 1, c -> 1 - kernel.normalisedGap(q1, q2, Correlation.ofValue(c)).value()))
        .with(new Layer.Guide("c", Layer.Guide.Direction.VERTICAL, asked));
  }

  /** The map of a network before and after shaping. */
  static Chart shaped(List<MapPoint> map) {
    double[] c = map.stream().mapToDouble(MapPoint::correlation).toArray();
    return Chart.of(
            "correlation_map",
            "Correlation map of the network",
            Axis.linear("correlation of two inputs c_0"),
            Axis.linear("correlation of their outputs C_f(c_0)").between(-1, 1))
        .reference("identity: a linear network", c, c)
        .line("before", c, map.stream().mapToDouble(MapPoint::original).toArray())
        .line("after", c, map.stream().mapToDouble(MapPoint::shaped).toArray());
  }

  private static double[] grid(double from, double to) {
    return sampled(from, to, x -> x);
  }

  private static double[] sampled(double from, double to, DoubleUnaryOperator f) {
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      values[i] = f.applyAsDouble(from + (to - from) * i / (POINTS - 1));
    }
    return values;
  }
}
