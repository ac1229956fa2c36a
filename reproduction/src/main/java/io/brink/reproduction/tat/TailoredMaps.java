package io.brink.reproduction.tat;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.GlobalMap;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Figure 2: global C maps of ReLU networks at the edge of chaos, which degenerate with depth, and
 * of tailored ones (TReLU, C_f(0) = 0.5), which converge to the flow of an ODE (proposition 3).
 */
public final class TailoredMaps implements Figure {

  private static final double ETA = 0.5;
  private static final int[] DEPTHS = {10, 20, 50, 100, 200};

  @Override
  public FigureName name() {
    return new FigureName(Paper.TAT, "2");
  }

  @Override
  public String title() {
    return "global C maps of ReLU (edge of chaos) and TReLU networks of growing depth";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("eta", "C_f(0)", Value.exact(ETA), "of the tailored networks"),
        Fact.of(
            "depths",
            "layers",
            new Value.Sequence(Arrays.stream(DEPTHS).mapToObj(Value::count).toList())));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] c = Samples.linear(-1, 1, 201);
    double[] limit = LimitingFlow.throughOrigin(ETA).map(c);
    DataTable table = DataTable.of("maps", "C_f(c)").column("c", "c", c);
    Axis x = Axis.linear("input correlation c_0");
    Axis y = Axis.linear("output correlation C_f(c_0)").between(-1, 1);
    Chart untailored = Chart.of("relu", "ReLU, edge of chaos", x, y);
    Chart tailored = Chart.of("trelu", "TReLU, C_f(0) = 0.5", x, y);
    List<Double> distances = new ArrayList<>();
    double degenerate = 0;
    for (int depth : DEPTHS) {
      GlobalMap relu = ForwardPropagation.of(network(depth, "relu")).globalMap(1, c);
      GlobalMap trelu = ForwardPropagation.of(tailored(depth)).globalMap(1, c);
      double[] before = values(relu);
      double[] after = values(trelu);
      table.column("relu_" + depth, "ReLU, " + depth + " layers", before);
      table.column("trelu_" + depth, "TReLU, " + depth + " layers", after);
      untailored = untailored.line(depth + " layers", c, before);
      tailored = tailored.line(depth + " layers", c, after);
      double distance = 0;
      for (int i = 0; i < c.length; i++) {
        distance = Math.max(distance, Math.abs(after[i] - limit[i]));
      }
      distances.add(distance);
      degenerate = relu.gap(c.length / 2);
    }
    table.column("limit", "limit psi(c, T)", limit);
    double last = distances.getLast();
    double previous = distances.get(distances.size() - 2);
    String rule = "propagation and Runge-Kutta integration, bound of their errors";
    return new Reproduction(
        List.of(table.build()),
        List.of(
            untailored.reference("identity", c, c), tailored.reference("limit ψ(c, T)", c, limit)),
        List.of(
            Claim.atMost(
                "with the edge of chaos the map concentrates around 1 with depth: 1 - C_f(0) of 200"
                    + " layers",
                0.005,
                new Measurement(degenerate, 1e-15, "propagation, bound of its error")),
            Claim.atMost(
                "the map of TReLU converges as the depth grows, to the flow of proposition 3:"
                    + " largest distance of the map of 200 layers",
                0.005,
                new Measurement(last, 1e-9, rule)),
            Claim.near(
                "rapidly: factor by which the distance falls from 100 to 200 layers",
                2,
                0.3,
                new Measurement(previous / last, 1e-6, rule))),
        List.of(
            "The depths are ours: the paper's text does not name them. The distance falls about as"
                + " 1/depth, as that of Euler's method from its ODE."));
  }

  private static double[] values(GlobalMap map) {
    double[] values = new double[map.size()];
    Arrays.setAll(values, map::value);
    return values;
  }

  private static Network network(int depth, String activation) {
    Activation phi = Activations.parse(activation);
    // C maps do not depend on the scale of a rectifier; σ_w² = 2 is its edge of chaos.
    return NetworkSpec.parse("mlp:depth=" + depth + ",weight_variance=2").network(phi);
  }

  private static Network tailored(int depth) {
    Activation leaky = Activations.parse("leaky_relu");
    Network network = NetworkSpec.parse("mlp:depth=" + depth).network(leaky);
    return switch (Shaping.shape(
        network, leaky, new ShapingMethod.TatLeakyRelu(ETA), Target.NETWORK)) {
      case ShapingOutcome.Converged converged -> converged.network().network();
      case ShapingOutcome.Infeasible(String reason, _) -> throw new IllegalStateException(reason);
      case ShapingOutcome.BudgetExhausted(double residual, _) ->
          throw new IllegalStateException("residual " + residual);
    };
  }
}
