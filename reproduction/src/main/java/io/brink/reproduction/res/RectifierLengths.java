package io.brink.reproduction.res;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.asymptotics.RectifierLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.report.Fact;
import io.brink.report.Numerals;
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
import java.util.List;

/** Figure B.5: theorem B.16, lengths of a ReLU full residual network grow by 1 + σ_v²σ_w²/2. */
public final class RectifierLengths implements Figure {

  private static final double[][] PAIRS = {{0.5, 0.5}, {1, 0.5}, {1, 1}, {1.3, 1.2}};
  private static final int DEPTH = 200;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "B.5");
  }

  @Override
  public String title() {
    return "ReLU FRN: exponential growth of the length (theorem B.16)";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("relu")),
        Fact.of("depth", "layers", Value.count(DEPTH)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    Activation relu = Activations.parse("relu");
    double[] layers = Samples.linear(0, DEPTH, DEPTH + 1);
    DataTable table = DataTable.of("lengths", "p").column("layer", "l", layers);
    Chart chart =
        Chart.of(
            "lengths",
            "ReLU FRN, recurrence and (1 + σ_v²σ_w²/2)^l (dashed)",
            Axis.linear("layer l"),
            Axis.logarithmic("length p^{(l)}"));
    List<Claim> claims = new ArrayList<>();
    for (double[] pair : PAIRS) {
      ResidualVariances variances =
          new ResidualVariances(pair[0] * pair[0], 0.5, pair[1] * pair[1], 0.5);
      RectifierLaw law = (RectifierLaw) ResidualLaw.of(relu, variances);
      LengthRecurrence run = LengthRecurrence.of(relu, variances, DEPTH, 1);
      String name =
          "sigma_w = " + Numerals.exact(pair[0]) + ", sigma_v = " + Numerals.exact(pair[1]);
      table.column("w" + pair[0] + "_v" + pair[1], name, run.length());
      chart =
          chart
              .line(
                  "σ_w = " + Numerals.exact(pair[0]) + ", σ_v = " + Numerals.exact(pair[1]),
                  layers,
                  run.length())
              .prediction("", layers, Samples.map(layers, l -> Math.pow(law.growth(), l)));
      double rate = Math.log(run.length()[DEPTH] / run.length()[DEPTH - 1]);
      claims.add(
          Claim.near(
              "ln p grows by ln(1 + sigma_v^2 sigma_w^2/2) a layer, " + name,
              Math.log(1 + pair[0] * pair[0] * pair[1] * pair[1] / 2),
              0.01,
              new Measurement(rate, 1e-12, "last two layers of the recurrence, rounding")));
    }
    return Reproduction.of(List.of(table.build()), List.of(chart), claims);
  }
}
