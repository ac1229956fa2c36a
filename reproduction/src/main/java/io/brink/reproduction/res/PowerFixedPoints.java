package io.brink.reproduction.res;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.kernel.Correlation;
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

/** Figure B.6: correlations of α-ReLU full residual networks tend to the fixed point of J_α. */
public final class PowerFixedPoints implements Figure {

  /** Biases do not count in the limit, but move the first layers off e*. */
  private static final ResidualVariances BIAS_FREE = new ResidualVariances(1.69, 0, 1.5, 0);

  private static final double[] POWERS = {0.55, 0.6, 0.7, 0.8, 0.9};

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "B.6");
  }

  @Override
  public String title() {
    return "alpha-ReLU FRN: e_l and the fixed point e* of J_alpha";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.of("alpha_relu", Parameters.USUAL);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int depth = setting.effort() == Effort.RECORD ? 10_000 : 1_000;
    double[] layers = Samples.map(Samples.logarithmic(1, depth, 120), Math::rint);
    DataTable table = DataTable.of("correlations", "e").column("layer", "l", layers);
    Chart chart =
        Chart.of(
            "correlations",
            "α-ReLU FRN, e_0 = 0.99, and e^* (dashed)",
            Axis.logarithmic("layer l"),
            Axis.logarithmic("gap 1 − e^{(l)}"));
    List<Claim> claims = new ArrayList<>();
    setting.progress().begin("powers", POWERS.length);
    for (double power : POWERS) {
      Activation activation = Activations.parse("alpha_relu(" + power + ")");
      PowerLaw law = (PowerLaw) ResidualLaw.of(activation, Parameters.USUAL);
      ResidualRun.Forward run =
          ResidualRun.of(activation, Parameters.USUAL, depth).forward(1, Correlation.ofValue(0.99));
      double[] gaps = Samples.map(layers, l -> run.gap((int) l));
      table.column("gap_" + power, "1 - e, alpha = " + power, gaps);
      double limit = 1 - law.fixedPoint();
      chart =
          chart
              .line("α = " + power, layers, gaps)
              .prediction("", new double[] {1, depth}, new double[] {limit, limit});
      ResidualRun.Forward there =
          ResidualRun.of(activation, BIAS_FREE, depth).forward(1, Correlation.ofGap(limit));
      double drift = Samples.largest(layers, l -> Math.abs(there.gap((int) l) / limit - 1));
      claims.add(
          Claim.atMost(
              "e* is a fixed point: largest relative change of 1 - e from e_0 = e*, without biases,"
                  + " alpha = "
                  + power,
              1e-9,
              new Measurement(drift, 1e-11, "recurrence, rounding")));
      claims.add(
          Claim.atMost(
              "e_l tends to e*: distance in the last layer relative to that in layer 10, alpha = "
                  + power,
              1,
              new Measurement(
                  Math.abs(run.gap(depth) - limit) / Math.abs(run.gap(10) - limit),
                  1e-9,
                  "recurrence, rounding")));
      setting.progress().advance(1);
    }
    return Reproduction.of(List.of(table.build()), List.of(chart), claims);
  }
}
