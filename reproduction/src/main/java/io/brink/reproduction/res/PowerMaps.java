package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Figure C.17: the correlation maps J_α of α-ReLU, and the identity. */
public final class PowerMaps implements Figure {

  private static final double[] POWERS = {0.5, 0.6, 0.7, 0.8, 0.9, 1};

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "C.17");
  }

  @Override
  public String title() {
    return "correlation maps J_alpha of alpha-ReLU, and the identity";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of(
            "alpha",
            "alpha",
            new Value.Sequence(Arrays.stream(POWERS).mapToObj(Value::exact).toList())));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] c = Samples.linear(0, 1, 201);
    DataTable table = DataTable.of("maps", "J_alpha(c)").column("c", "c", c);
    Chart whole = Chart.of("maps", "J_α", Axis.linear("c"), Axis.linear("J_α(c)"));
    Chart distance =
        Chart.of(
            "distance",
            "J_α(c) − c, which is negative above the fixed point e^*",
            Axis.linear("c"),
            Axis.linear("J_α(c) − c"));
    List<Claim> claims = new ArrayList<>();
    for (double power : POWERS) {
      String spec = power == 1 ? "relu" : "alpha_relu(" + power + ")";
      Kernel kernel = Kernel.of(Activations.parse(spec));
      double v = kernel.variance(1).value();
      DoubleUnaryOperator above =
          x -> Correlation.ofValue(x).gap() - kernel.gap(1, Correlation.ofValue(x)).value() / v;
      double[] y = Samples.map(c, x -> x + above.applyAsDouble(x));
      table.column("j_" + power, "J, alpha = " + power, y);
      whole = whole.line("α = " + power, c, y);
      distance = distance.line("α = " + power, c, Samples.map(c, above));
      if (power == 1) {
        claims.add(
            Claim.atLeast(
                "for alpha = 1 the map lies above the identity: smallest J(c) - c for c below"
                    + " 0.999",
                0,
                new Measurement(
                    Samples.smallest(Samples.linear(0, 0.999, 1000), above),
                    1e-15,
                    "closed form, rounding")));
      } else {
        double inside = Samples.smallest(Samples.linear(0.9, 1, 20_001), above);
        claims.add(
            Claim.atMost(
                "for alpha < 1 there is a fixed point below 1: smallest J(c) - c, alpha = " + power,
                0,
                new Measurement(
                    Double.isNaN(inside) ? 0 : inside, 1e-15, "closed form, rounding")));
      }
    }
    return Reproduction.of(
        List.of(table.build()), List.of(whole.reference("identity", c, c), distance), claims);
  }
}
