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
import java.util.List;

/**
 * Figure 2d: μ₂/μ₁² along the edge of chaos, which sets the spread of the Jacobian's singular
 * values.
 */
public final class MomentRatios implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "2d");
  }

  @Override
  public String title() {
    return "moment ratio along the edge of chaos";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activations", "activations", Value.text("tanh, erf, hard_tanh, relu")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] bias = CurvePanel.geometric(1e-6, 1, setting.effort() == Effort.SKETCH ? 7 : 61);
    CurvePanel panel =
        CurvePanel.of(
            "moment_ratios",
            "Moment ratio at the edge of chaos",
            Axis.logarithmic("σ_b²"),
            Axis.linear("μ₂/μ₁²"),
            "bias_variance",
            bias);
    for (String name : List.of("tanh", "erf", "hard_tanh")) {
      Kernel kernel = Kernel.of(Activations.parse(name));
      panel.line(
          name,
          name,
          CurvePanel.values(
              bias, b -> ratio(kernel, LinCurves.critical(name, b).preactivationVariance())));
    }
    double relu = ratio(Kernel.of(Activations.parse("relu")), 1);
    panel.reference("relu", "relu", CurvePanel.values(bias, b -> relu));
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.near(
                "as σ_b² falls the ratio of tanh tends to 1: at σ_b² = 1e-6",
                1,
                0.01,
                LinCurves.quadrature(panel.curve(0)[0])),
            Claim.atMost(
                "and that of hard tanh: at σ_b² = 1e-6",
                1.001,
                LinCurves.quadrature(panel.curve(2)[0])),
            Claim.near(
                "the ratio of ReLU is a constant, 2, so that no σ_b² gives dynamical isometry",
                2,
                1e-12,
                LinCurves.quadrature(relu))),
        List.of(LinCurves.PARAMETERS));
  }

  private static double ratio(Kernel kernel, double q) {
    double mu1 = kernel.derivativeVariance(q).value();
    return kernel.derivativeFourthMoment(q).value() / (mu1 * mu1);
  }
}
