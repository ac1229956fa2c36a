package io.brink.reproduction.lin;

import io.brink.activation.Activations;
import io.brink.kernel.Kernel;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import io.brink.shaping.CriticalLine;
import java.util.List;

/** Figure 2c: the edge of chaos in the plane of variances. */
public final class CriticalCurves implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "2c");
  }

  @Override
  public String title() {
    return "edge-of-chaos curves of three activations";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activations", "activations", Value.text("tanh, erf, elu")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] bias = CurvePanel.geometric(1e-3, 1, setting.effort() == Effort.SKETCH ? 7 : 61);
    CurvePanel panel =
        CurvePanel.of(
            "critical_curves",
            "Edge of chaos",
            Axis.logarithmic("σ_b²"),
            Axis.linear("σ_w²"),
            "bias_variance",
            bias);
    double falls = 0;
    double worst = 0;
    for (String name : List.of("tanh", "erf", "elu")) {
      Kernel kernel = Kernel.of(Activations.parse(name));
      double[] weight = new double[bias.length];
      for (int i = 0; i < bias.length; i++) {
        CriticalLine.Point point = LinCurves.critical(name, bias[i]);
        weight[i] = point.weightVariance();
        double q = point.preactivationVariance();
        worst = Math.max(worst, Math.abs(weight[i] * kernel.derivativeVariance(q).value() - 1));
        falls = i > 0 ? Math.max(falls, weight[i - 1] - weight[i]) : falls;
      }
      panel.line(name, name, weight);
    }
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "χ₁ = 1 along each curve: largest |χ₁ − 1|", 1e-10, LinCurves.quadrature(worst)),
            Claim.atMost(
                "the larger σ_b², the larger the critical σ_w²: largest fall between points",
                1e-12,
                LinCurves.quadrature(falls))),
        List.of(LinCurves.PARAMETERS));
  }
}
