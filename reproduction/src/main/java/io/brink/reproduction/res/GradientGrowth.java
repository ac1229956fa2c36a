package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.report.Fact;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;

/** Figure 2c: how gradients grow towards the input of a tanh full residual network. */
public final class GradientGrowth implements Figure {

  /** "For large l ≥ 1000 a very good approximation". */
  private static final int FROM = 1000;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "2c");
  }

  @Override
  public String title() {
    return "tanh FRN: log ratios of gradients against the layer, and A sqrt(l)";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.of("tanh", Parameters.USUAL);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int depth = setting.effort() == Effort.RECORD ? 10_000 : 4_000;
    SaturatingLaw law = (SaturatingLaw) ResidualLaw.of(Activations.parse("tanh"), Parameters.USUAL);
    LengthRecurrence run =
        LengthRecurrence.of(Activations.parse("tanh"), Parameters.USUAL, depth, 1);
    double[] layers = Samples.map(Samples.logarithmic(2, depth, 200), Math::rint);
    double a = law.gradientSquareRoot();
    List<Claim> claims = new ArrayList<>();
    DataTable table = DataTable.of("gradients", "ln(x_1/x_l)").column("layer", "l", layers);
    Chart chart =
        Chart.of(
            "gradients",
            "tanh FRN, growth of gradients",
            Axis.logarithmic("layer l"),
            Axis.logarithmic("ln(•^{(1)}/•^{(l)})"));
    String[] names = {"chi", "chi_b", "chi_w"};
    String[] labels = {"χ", "χ_b", "χ_w"};
    double[][] gradients = {run.logGradient(), run.logBiasGradient(), run.logWeightGradient()};
    for (int k = 0; k < names.length; k++) {
      double[] log = gradients[k];
      double[] y = Samples.map(layers, l -> log[1] - log[(int) l]);
      table.column(names[k], "ln(" + names[k] + "_1/" + names[k] + "_l)", y);
      chart = chart.line(labels[k], layers, y);
      double deviation = 0;
      for (int l = FROM; l <= depth; l++) {
        deviation = Math.max(deviation, Math.abs((log[1] - log[l]) / (a * Math.sqrt(l)) - 1));
      }
      claims.add(
          Claim.atMost(
              "from about l = 1000 on, ln("
                  + names[k]
                  + "_1/"
                  + names[k]
                  + "_l) is A sqrt(l): largest relative deviation",
              0.1,
              new Measurement(deviation, 1e-9, "recurrence, rounding and quadrature")));
    }
    double[] reference = Samples.map(layers, l -> a * Math.sqrt(l));
    table.column("law", "A sqrt(l)", reference);
    claims.add(
        Claim.near(
            "A = (4/3) sqrt(2/pi) sigma_v^2 sigma_w/sqrt(sigma_v^2 + sigma_a^2): coefficient of"
                + " sqrt(l) in ln(chi_1/chi_l), after the logarithm",
            a,
            0.005,
            SquareRootFit.coefficient(run.logGradient(), law.gradientLogarithmic())));
    return Reproduction.of(
        List.of(table.build()), List.of(chart.reference("A√l", layers, reference)), claims);
  }
}
