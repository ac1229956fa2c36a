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
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Figure B.3: theorem B.9, p = b₀l + b₁√l + b₂ ln l + O(1) in a tanh full residual network. */
public final class LengthExpansion implements Figure {

  private static final List<ResidualVariances> CASES =
      List.of(
          Parameters.USUAL,
          new ResidualVariances(1, 0.5, 1, 0),
          new ResidualVariances(4, 1, 1, 1),
          new ResidualVariances(0.5, 0.1, 0.5, 0.1));

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "B.3");
  }

  @Override
  public String title() {
    return "tanh FRN: lengths less the terms of their expansion (theorem B.9)";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.cases("tanh", CASES);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int depth = setting.effort() == Effort.RECORD ? 20_000 : 2_000;
    double[] layers = Samples.map(Samples.logarithmic(1, depth, 150), Math::rint);
    DataTable table =
        DataTable.of("remainders", "p - b_0 l - b_1 sqrt(l)").column("layer", "l", layers);
    Chart chart =
        Chart.of(
            "remainders",
            "p_l − b_0 l − b_1 √l, and b_2 ln l (dashed)",
            Axis.logarithmic("layer l"),
            Axis.linear("remainder of the length"));
    List<Claim> claims = new ArrayList<>();
    for (ResidualVariances variances : CASES) {
      SaturatingLaw law = (SaturatingLaw) ResidualLaw.of(Activations.parse("tanh"), variances);
      double[] p = LengthRecurrence.of(Activations.parse("tanh"), variances, depth, 1).length();
      DoubleUnaryOperator remainder =
          l -> p[(int) l] - law.linear() * l - law.squareRoot() * Math.sqrt(l);
      double[] y = Samples.map(layers, remainder);
      String label = Parameters.words(variances);
      table.column(Parameters.key(variances), label, y);
      double constant = remainder.applyAsDouble(depth) - law.logarithmic() * Math.log(depth);
      chart =
          chart
              .line(Parameters.label(variances), layers, y)
              .prediction(
                  "", layers, Samples.map(layers, l -> constant + law.logarithmic() * Math.log(l)));
      double[] negated = Samples.map(p, v -> -v);
      for (int l = 0; l <= depth; l++) {
        negated[l] = -(p[l] - law.linear() * l);
      }
      Measurement logarithm = SquareRootFit.logarithm(negated, law.squareRoot());
      claims.add(
          Claim.near(
              "the coefficient of ln l is b_2, " + label,
              law.logarithmic(),
              0.03,
              new Measurement(logarithm.value(), logarithm.uncertainty(), logarithm.method())));
      claims.add(
          Claim.near(
              "the coefficient of sqrt(l) is b_1, " + label,
              law.squareRoot(),
              0.01,
              SquareRootFit.coefficient(negated, law.logarithmic())));
    }
    return Reproduction.of(List.of(table.build()), List.of(chart), claims);
  }
}
