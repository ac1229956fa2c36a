package io.brink.reproduction.lin;

import io.brink.activation.Activations;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import io.brink.shaping.CriticalLine;
import java.util.List;

/** Figure 1b: correlation maps R of common activations at the edge of chaos. */
public final class CriticalMaps implements Figure {

  private static final double BIAS = 0.05;

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "1b");
  }

  @Override
  public String title() {
    return "correlation maps of three activations at the edge of chaos";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("bias_variance", "σ_b²", Value.exact(BIAS)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] c = CurvePanel.even(0, 1, 51);
    CurvePanel panel =
        CurvePanel.of(
            "correlation_maps",
            "Correlation maps at the edge of chaos",
            Axis.linear("ρ"),
            Axis.linear("R(ρ)"),
            "rho",
            c);
    panel.reference("identity", "R(ρ) = ρ", c);
    panel.line("relu", "relu", LinCurves.correlationMap(Activations.parse("relu"), 2, 1, c));
    for (String name : List.of("tanh", "elu")) {
      CriticalLine.Point point = LinCurves.critical(name, BIAS);
      panel.line(
          name,
          name,
          LinCurves.correlationMap(
              Activations.parse(name), point.weightVariance(), point.preactivationVariance(), c));
    }
    double smallest = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= 3; k++) {
      for (int i = 0; i < c.length; i++) {
        smallest = Math.min(smallest, panel.curve(k)[i] - c[i]);
      }
    }
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atLeast(
                "at the edge of chaos every correlation grows: smallest R(ρ) − ρ",
                -1e-12,
                LinCurves.quadrature(smallest)),
            Claim.near(
                "R(0) of ReLU is 1/π", 1 / Math.PI, 1e-12, LinCurves.quadrature(panel.curve(1)[0])),
            Claim.atMost(
                "tanh is closer to the identity than ReLU: ratio of R(0)",
                1,
                LinCurves.quadrature(panel.curve(2)[0] / panel.curve(1)[0]))),
        List.of(LinCurves.PARAMETERS));
  }
}
