package io.brink.reproduction.lin;

import io.brink.activation.Activations;
import io.brink.phase.FixedPhase;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.List;

/** Figure 2a: the correlation map of tanh below, at and beyond the edge of chaos. */
public final class PhaseMaps implements Figure {

  private static final double BIAS = 0.05;

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "2a");
  }

  @Override
  public String title() {
    return "tanh: correlation maps in the three phases";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("bias_variance", "σ_b²", Value.exact(BIAS)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double critical = LinCurves.critical("tanh", BIAS).weightVariance();
    double[] weights = {0.5 * critical, critical, 2.5 * critical};
    String[] keys = {"ordered", "critical", "chaotic"};
    double[] c = CurvePanel.even(0, 1, 51);
    CurvePanel panel =
        CurvePanel.of(
            "phases", "tanh, three phases", Axis.linear("ρ"), Axis.linear("R(ρ)"), "rho", c);
    panel.reference("identity", "R(ρ) = ρ", c);
    FixedPhase[] phases = new FixedPhase[3];
    for (int i = 0; i < 3; i++) {
      PlainLayer layer = new PlainLayer(Activations.parse("tanh"), weights[i], BIAS);
      phases[i] = PlainAnalysis.of(layer).principal().orElseThrow();
      panel.line(
          keys[i],
          keys[i] + ", σ_w² = " + Numerals.rounded(weights[i], 4),
          LinCurves.correlationMap(
              layer.activation(), weights[i], phases[i].length().preactivationVariance(), c));
    }
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "in the ordered phase ρ = 1 is stable: R′(1)",
                1,
                LinCurves.quadrature(phases[0].chi1())),
            Claim.near(
                "at the edge of chaos it is marginally stable: R′(1)",
                1,
                1e-9,
                LinCurves.quadrature(phases[1].chi1())),
            Claim.atMost(
                "in the chaotic phase a new fixed point is stable: R′(c*)",
                1,
                LinCurves.quadrature(phases[2].correlationSlope())),
            Claim.atMost(
                "and lies below 1: c*", 0.999, LinCurves.quadrature(phases[2].correlation()))),
        List.of(LinCurves.PARAMETERS));
  }
}
