package io.brink.reproduction.lin;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationLayer;
import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.LinearRegionFamily;
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

/** Appendix B.6: how fast preactivations align with depth at the edge of chaos. */
public final class DepthConvergence implements Figure {

  private static final double BIAS = 0.05;
  private static final double WIDTH = 10;

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "B.6");
  }

  @Override
  public String title() {
    return "correlations against depth for a range of activations";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("bias_variance", "σ_b²", Value.exact(BIAS)),
        Fact.of("half_width", "a", Value.exact(WIDTH)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int depth = setting.effort() == Effort.SKETCH ? 50 : 500;
    double[] layers = CurvePanel.even(0, depth, depth + 1);
    CurvePanel panel =
        CurvePanel.of(
            "convergence",
            "1 − ρ of orthogonal preactivations",
            Axis.linear("layer"),
            Axis.logarithmic("1 − ρ"),
            "layer",
            layers);
    panel.line(
        "relu", "relu", gaps(CorrelationLayer.Activated.of(Activations.parse("relu"), 1), depth));
    for (String name : List.of("tanh", "elu")) {
      CriticalLine.Point point = LinCurves.critical(name, BIAS);
      CorrelationLayer layer =
          new CorrelationLayer.Series(
              List.of(
                  CorrelationLayer.Activated.of(
                      Activations.parse(name), point.preactivationVariance()),
                  new CorrelationLayer.Weights(BIAS / point.preactivationVariance())));
      panel.line(name, name, gaps(layer, depth));
    }
    double slowest = Double.POSITIVE_INFINITY;
    for (LinearRegionFamily family : LinCurves.FAMILIES) {
      CriticalRegion region = CriticalRegion.of(family, WIDTH, BIAS);
      double[] gaps = gaps(region.layer(), depth);
      slowest = Math.min(slowest, gaps[depth]);
      panel.line(family.name(), family.name() + ", a = " + (int) WIDTH, gaps);
    }
    double fastest =
        Math.max(panel.curve(0)[depth], Math.max(panel.curve(1)[depth], panel.curve(2)[depth]));
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atLeast(
                "with a wide linear region correlations converge more slowly than with ReLU, tanh"
                    + " and ELU: smallest 1 − ρ of the former over largest of the latter at the"
                    + " last layer",
                1,
                LinCurves.quadrature(slowest / fastest))),
        List.of(LinCurves.PARAMETERS));
  }

  private static double[] gaps(CorrelationLayer layer, int depth) {
    double[] gaps = new double[depth + 1];
    gaps[0] = 1;
    for (int l = 0; l < depth; l++) {
      gaps[l + 1] = layer.gap(gaps[l]);
    }
    return gaps;
  }
}
