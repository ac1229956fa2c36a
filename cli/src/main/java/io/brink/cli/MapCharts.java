package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.cli.input.NetworkArgument;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.GlobalMap;
import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.ShapingSolution;
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
    DoubleUnaryOperator map = c -> 1 - kernel.normalisedGap(q1, q2, Correlation.ofValue(c)).value();
    return Chart.of(
            "correlation_map",
            "Correlation map of "
                + kernel.activation().name()
                + ", q = "
                + Numerals.rounded(q1, 4)
                + (q1 == q2 ? "" : ", " + Numerals.rounded(q2, 4)),
            Axis.linear("correlation of the inputs c"),
            correlations("correlation of the outputs C(c)"))
        .reference("identity", grid(-1, 1), grid(-1, 1))
        .line("C(c)", grid(-1, 1), sampled(-1, 1, map))
        .with(
            new Layer.Points(
                "c = " + Numerals.rounded(asked, 4),
                Ink.NEXT,
                new double[] {asked},
                new double[] {map.applyAsDouble(asked)},
                new double[0]));
  }

  /** The map of a network before and after shaping. */
  static Chart shaped(ShapeRequest request, ShapingOutcome.Converged converged) {
    ShapingSolution solution = converged.best();
    double inputVariance =
        (solution.preactivationVariance() - solution.biasVariance()) / solution.weightVariance();
    double[] c = grid(-1, 1);
    Chart chart =
        Chart.of(
                "correlation_map",
                "Correlation map of the network",
                Axis.linear("correlation of two inputs c_0"),
                correlations("correlation of their outputs C_f(c_0)"))
            .reference("identity: a linear network", c, c);
    if (converged.proof().map().getFirst().original().isPresent()) {
      chart =
          chart.line(
              "before",
              c,
              globalMap(NetworkArgument.read(request.network(), request.activation()), 1, c));
    }
    return chart.line("after", c, globalMap(converged.network().network(), inputVariance, c));
  }

  /** The correlation of the outputs of a network for each of its inputs'. */
  static double[] globalMap(Network network, double inputVariance, double[] correlations) {
    GlobalMap map = ForwardPropagation.of(network).globalMap(inputVariance, correlations);
    double[] values = new double[correlations.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = map.value(i);
    }
    return values;
  }

  /** An axis from −1 to 1 with room for a line along its end. */
  static Axis correlations(String label) {
    return Axis.linear(label).between(-1.03, 1.03);
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
