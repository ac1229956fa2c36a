package io.brink.reproduction.lin;

import io.brink.activation.Activations;
import io.brink.phase.PhaseDiagram;
import io.brink.phase.VarianceRange;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Scale;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.List;

/** Figure 2b: the correlation that all pairs tend to, over the plane of σ_w² and σ_b². */
public final class LimitingCorrelations implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "2b");
  }

  @Override
  public String title() {
    return "tanh: limiting correlation over the plane of variances";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activation", "activation", Value.text("tanh")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int count = setting.effort() == Effort.SKETCH ? 9 : 81;
    VarianceRange weights = new VarianceRange(0.25, 4.25, count);
    VarianceRange biases = new VarianceRange(0.01, 0.51, count);
    PhaseDiagram diagram = PhaseDiagram.of(Activations.parse("tanh"), weights, biases);
    double[] x =
        CurvePanel.values(CurvePanel.even(0, count - 1, count), i -> weights.value((int) i));
    double[] y =
        CurvePanel.values(CurvePanel.even(0, count - 1, count), i -> biases.value((int) i));
    double[][] z = new double[count][count];
    DataTable data =
        DataTable.of("limiting_correlations", "Limiting correlation c*")
            .column("weight_variance", "σ_w²")
            .column("bias_variance", "σ_b²")
            .column("correlation", "c*");
    double ordered = 1;
    double chaotic = 0;
    for (int b = 0; b < count; b++) {
      for (int w = 0; w < count; w++) {
        double c = diagram.correlation(w, b).orElse(1);
        z[b][w] = c;
        data.row(x[w], y[b], c);
        if (diagram.chi1(w, b) < 1 - 1e-9) {
          ordered = Math.min(ordered, c);
        } else if (diagram.chi1(w, b) > 1 + 1e-9) {
          chaotic = Math.max(chaotic, c);
        }
      }
    }
    Chart chart =
        Chart.of(
                "limiting_correlations",
                "tanh, limiting correlation",
                Axis.linear("σ_w²"),
                Axis.linear("σ_b²"))
            .with(new Layer.HeatMap("c*", Scale.LINEAR, x, y, z));
    return new Reproduction(
        List.of(data.build()),
        List.of(chart),
        List.of(
            Claim.near(
                "where χ₁ < 1 all pairs tend to correlation 1: smallest c* there",
                1,
                0,
                new Measurement(ordered, 0, "fixed points of R")),
            Claim.atMost(
                "where χ₁ > 1 they do not: largest c* there",
                1 - 1e-9,
                new Measurement(chaotic, 1e-10, "fixed points of R, bound of their error"))),
        List.of(LinCurves.PARAMETERS));
  }
}
