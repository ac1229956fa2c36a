package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.report.Fact;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Layer;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.List;

/** Figure B.8: the exponents of gradients in α-ReLU full residual networks. */
public final class PowerGradientExponents implements Figure {

  private static final String METHOD = "moments in closed form, rounding";

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "B.8");
  }

  @Override
  public String title() {
    return "alpha-ReLU FRN: gradient exponents R and alpha/(1 - alpha) - R against alpha";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.of("alpha_relu", Parameters.USUAL);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] powers = Samples.linear(0.52, 0.98, 93);
    double[] growth = Samples.map(powers, PowerGradientExponents::exponent);
    double[] weights = new double[powers.length];
    double least = Double.POSITIVE_INFINITY;
    double leastAt = 0;
    double steepestFall = 0;
    for (int i = 0; i < powers.length; i++) {
      weights[i] = powers[i] / (1 - powers[i]) - growth[i];
      if (growth[i] < least) {
        least = growth[i];
        leastAt = powers[i];
      }
      if (i > 0) {
        steepestFall = Math.max(steepestFall, weights[i - 1] - weights[i]);
      }
    }
    double near1 = 0.999;
    return Reproduction.of(
        List.of(
            DataTable.of("exponents", "R and alpha/(1 - alpha) - R")
                .column("alpha", "alpha", powers)
                .column("gradient_exponent", "R", growth)
                .column("weight_exponent", "alpha/(1 - alpha) - R", weights)
                .build()),
        List.of(
            Chart.of("gradient", "Exponent of χ", Axis.linear("α"), Axis.logarithmic("R"))
                .line("R = α²/((1 − α)(2α − 1))", powers, growth)
                .with(new Layer.Guide("α = ¾", Layer.Guide.Direction.VERTICAL, 0.75)),
            Chart.of(
                    "weights",
                    "Exponent of χ_w and χ_v",
                    Axis.linear("α"),
                    Axis.linear("α/(1 − α) − R").between(-14, 0))
                .line("α/(1 − α) − R", powers, weights)),
        List.of(
            Claim.near(
                "on [3/4, 1) R is least at 3/4, where it is 9/2: R(3/4)",
                4.5,
                1e-12,
                new Measurement(exponent(0.75), 1e-14, METHOD)),
            Claim.near(
                "on (1/2, 1) R is least at 2/3: place of the least value on a grid of 0.005",
                2.0 / 3,
                0.005,
                new Measurement(leastAt, 0.0025, "grid")),
            Claim.near(
                "that least value is R = 4",
                4,
                1e-12,
                new Measurement(exponent(2.0 / 3), 1e-14, METHOD)),
            Claim.atMost(
                "on [1/2, 1] the exponent alpha/(1 - alpha) - R is largest at alpha = 1: its"
                    + " largest fall between neighbours",
                0,
                new Measurement(steepestFall, 1e-12, METHOD)),
            Claim.near(
                "where it tends to -1: at alpha = 0.999",
                -1,
                0.005,
                new Measurement(near1 / (1 - near1) - exponent(near1), 1e-10, METHOD))));
  }

  private static double exponent(double power) {
    return ((PowerLaw)
            ResidualLaw.of(Activations.parse("alpha_relu(" + power + ")"), Parameters.USUAL))
        .gradientExponent()
        .orElseThrow();
  }
}
