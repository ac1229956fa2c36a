package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.report.Fact;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;

/** Figure B.4: theorem B.13, ln(χ_m/χ_l) = A(√l − √m) + B ln(l/m) + O(1), for small variances. */
public final class GradientExpansion implements Figure {

  private static final List<ResidualVariances> CASES =
      List.of(
          new ResidualVariances(0.1, 0.1, 0.1, 0.1),
          new ResidualVariances(0.3, 0.1, 0.3, 0.1),
          new ResidualVariances(0.5, 0.2, 0.3, 0));

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "B.4");
  }

  @Override
  public String title() {
    return "tanh FRN: log ratios of gradients and their expansion (theorem B.13), small variances";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.cases("tanh", CASES);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int depth = setting.effort() == Effort.RECORD ? 20_000 : 2_000;
    double[] layers = Samples.map(Samples.logarithmic(2, depth, 150), Math::rint);
    DataTable table = DataTable.of("gradients", "ln(chi_1/chi_l)").column("layer", "l", layers);
    Chart chart =
        Chart.of(
            "gradients",
            "Growth of gradients, recurrence and expansion (dashed)",
            Axis.logarithmic("layer l"),
            Axis.logarithmic("ln(χ^{(1)}/χ^{(l)})"));
    List<Claim> claims = new ArrayList<>();
    for (ResidualVariances variances : CASES) {
      SaturatingLaw law = (SaturatingLaw) ResidualLaw.of(Activations.parse("tanh"), variances);
      double[] log =
          LengthRecurrence.of(Activations.parse("tanh"), variances, depth, 1).logGradient();
      double[] y = Samples.map(layers, l -> log[1] - log[(int) l]);
      String label = Parameters.words(variances);
      table.column(Parameters.key(variances), label, y);
      // The theorem leaves a constant open, which the deepest layer fixes.
      double constant = log[1] - log[depth] - law.logGradientRatio(1, depth);
      chart =
          chart
              .line(Parameters.label(variances), layers, y)
              .prediction(
                  "", layers, Samples.map(layers, l -> constant + law.logGradientRatio(1, l)));
      claims.add(
          Claim.near(
              "the coefficient of sqrt(l) is A, " + label,
              law.gradientSquareRoot(),
              0.01,
              SquareRootFit.coefficient(log, law.gradientLogarithmic())));
      claims.add(
          Claim.near(
              "the coefficient of ln l is B, " + label,
              law.gradientLogarithmic(),
              0.05,
              SquareRootFit.logarithm(log, law.gradientSquareRoot())));
    }
    return Reproduction.of(List.of(table.build()), List.of(chart), claims);
  }
}
