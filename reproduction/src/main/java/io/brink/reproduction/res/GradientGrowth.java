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

  /** As deep as the lines are drawn. */
  private static final int SHOWN = 10_000;

  /** "For large l ≥ 1000 a very good approximation". */
  private static final int FROM = 1000;

  /** Of χ, χ_b and χ_w against B. */
  private static final double[] SHIFTS = {0, 0.5, -0.5};

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
    int depth = setting.effort() == Effort.RECORD ? 100_000 : 12_000;
    SaturatingLaw law = (SaturatingLaw) ResidualLaw.of(Activations.parse("tanh"), Parameters.USUAL);
    LengthRecurrence run =
        LengthRecurrence.of(Activations.parse("tanh"), Parameters.USUAL, depth, 1);
    double[] layers = Samples.map(Samples.logarithmic(2, SHOWN, 200), Math::rint);
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
      claims.add(
          Claim.atMost(
              "from about l = 1000 on, ln("
                  + names[k]
                  + "_1/"
                  + names[k]
                  + "_l) is A sqrt(l): largest relative deviation up to l = 10,000",
              0.1,
              deviation(log, a, FROM, SHOWN)));
    }
    String[] within = new String[names.length];
    for (int k = 0; k < names.length; k++) {
      double[] log = gradients[k];
      within[k] = names[k] + " from layer " + firstWithin(log, a);
      claims.add(
          Claim.atMost(
              "in the long run it is, for "
                  + names[k]
                  + ": largest relative deviation beyond l ="
                  + " 10,000",
              0.1,
              deviation(log, a, SHOWN, depth)));
      claims.add(
          Claim.near(
              "A = (4/3) sqrt(2/pi) sigma_v^2 sigma_w/sqrt(sigma_v^2 + sigma_a^2): coefficient of"
                  + " sqrt(l) in ln("
                  + names[k]
                  + "_1/"
                  + names[k]
                  + "_l), after the logarithm",
              a,
              0.001,
              SquareRootFit.coefficient(log, law.gradientLogarithmic() + SHIFTS[k])));
      claims.add(
          Claim.near(
              "the logarithm's coefficient is B, B + 1/2 and B - 1/2 (theorems B.13, B.14): that of"
                  + " ln l for "
                  + names[k],
              law.gradientLogarithmic() + SHIFTS[k],
              0.02,
              SquareRootFit.logarithm(log, a)));
    }
    double[] reference = Samples.map(layers, l -> a * Math.sqrt(l));
    table.column("law", "A sqrt(l)", reference);
    return new Reproduction(
        List.of(table.build()),
        List.of(chart.reference("A√l", layers, reference)),
        claims,
        List.of(
            "What A sqrt(l) leaves out is B ln l + O(1), with B - 1/2 in the place of B for chi_w;"
                + " relative to A sqrt(l) it vanishes as ln l/sqrt(l), slowly. Within 10 % are "
                + String.join(", ", within)
                + " on."));
  }

  private static Measurement deviation(double[] log, double a, int from, int to) {
    double deviation = 0;
    for (int l = from; l <= to; l++) {
      deviation = Math.max(deviation, Math.abs((log[1] - log[l]) / (a * Math.sqrt(l)) - 1));
    }
    return new Measurement(deviation, 1e-9, "recurrence, rounding and quadrature");
  }

  /** The layer from which on all deviations are below 10 %. */
  private static int firstWithin(double[] log, double a) {
    int first = log.length - 1;
    while (first > 1 && deviation(log, a, first - 1, first - 1).value() <= 0.1) {
      first--;
    }
    return first;
  }
}
