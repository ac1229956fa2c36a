package io.brink.reproduction.lin;

import io.brink.activation.Activations;
import io.brink.kernel.Kernel;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.List;

/** Figure 1a: what becomes of the lengths of preactivations, q ↦ σ_w² V(q) + σ_b². */
public final class LengthMaps implements Figure {

  private static final double BIAS = 0.05;

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "1a");
  }

  @Override
  public String title() {
    return "length maps of plain networks";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("bias_variance", "σ_b²", Value.exact(BIAS)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] q = CurvePanel.even(0, 3, 61);
    CurvePanel panel =
        CurvePanel.of(
            "length_maps",
            "Length maps",
            Axis.linear("q"),
            Axis.linear("σ_w² V(q) + σ_b²"),
            "q",
            q);
    panel.reference("identity", "q′ = q", q);
    curve(panel, "tanh", "tanh", 1.5);
    curve(panel, "relu_small", "relu", 1.2);
    curve(panel, "relu_large", "relu", 2.5);
    PlainAnalysis tanh = PlainAnalysis.of(new PlainLayer(Activations.parse("tanh"), 1.5, BIAS));
    PlainAnalysis relu = PlainAnalysis.of(new PlainLayer(Activations.parse("relu"), 2.5, BIAS));
    double slope = tanh.principal().orElseThrow().length().slope();
    double growth = 2.5 * Kernel.of(Activations.parse("relu")).variance(1).value();
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "tanh has a stable fixed length q*: |dq′/dq| there",
                1,
                LinCurves.quadrature(Math.abs(slope))),
            Claim.atLeast(
                "lengths diverge with a ReLU of too large weights: dq′/dq",
                1,
                LinCurves.quadrature(growth)),
            Claim.atMost(
                "ReLU of too large weights has no positive fixed length: number of them",
                0,
                new Measurement(relu.phases().size(), 0, "count"))),
        List.of(LinCurves.PARAMETERS));
  }

  private static void curve(CurvePanel panel, String key, String activation, double weight) {
    Kernel kernel = Kernel.of(Activations.parse(activation));
    panel.line(
        key,
        activation + ", σ_w² = " + weight,
        CurvePanel.values(panel.x(), q -> weight * kernel.variance(q).value() + BIAS));
  }
}
