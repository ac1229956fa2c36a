package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.report.Fact;
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
import java.util.List;

/** Figure B.7: the slope of J_α at its fixed point, and the exponent μ of convergence. */
public final class PowerExponents implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "B.7");
  }

  @Override
  public String title() {
    return "alpha-ReLU FRN: slope of J_alpha at e*, and exponent mu, against alpha";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.of("alpha_relu", Parameters.USUAL);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] powers = Samples.linear(0.51, 0.99, 49);
    double[] exponents = Samples.map(powers, PowerExponents::exponent);
    double[] slopes = new double[powers.length];
    double farthest = 0;
    for (int i = 0; i < powers.length; i++) {
      slopes[i] = 1 - exponents[i] * (1 - powers[i]);
      farthest = Math.max(farthest, Math.abs(exponents[i] / (0.5 * (1 - powers[i])) - 1));
    }
    String method = "fixed point of the closed form of J_alpha by bisection, rounding";
    return Reproduction.of(
        List.of(
            DataTable.of("exponents", "J_alpha'(e*) and mu")
                .column("alpha", "alpha", powers)
                .column("slope", "J_alpha'(e*)", slopes)
                .column("exponent", "mu", exponents)
                .build()),
        List.of(
            Chart.of("slope", "Slope of J_α at e^*", Axis.linear("α"), Axis.linear("J_α′(e^*)"))
                .line("J_α′(e^*)", powers, slopes),
            Chart.of("exponent", "Exponent of convergence", Axis.linear("α"), Axis.linear("μ"))
                .line("μ = (1 − J_α′(e^*))/(1 − α)", powers, exponents)
                .reference("(1 − α)/2", powers, Samples.map(powers, a -> 0.5 * (1 - a)))),
        List.of(
            Claim.atMost(
                "it looks like mu = (1 - alpha)/2: largest relative deviation for alpha in"
                    + " [0.51, 0.99]",
                0.05,
                new Measurement(farthest, 1e-6, method)),
            Claim.near(
                "mu tends to 0 as alpha tends to 1: mu/(1 - alpha) at 0.99",
                0.5,
                0.05,
                new Measurement(exponents[powers.length - 1] / 0.01, 1e-5, method))));
  }

  private static double exponent(double power) {
    return ((PowerLaw)
            ResidualLaw.of(Activations.parse("alpha_relu(" + power + ")"), Parameters.USUAL))
        .convergenceExponent();
  }
}
