package io.brink.reproduction.lin;

import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.LinearRegionFamily;
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
import java.util.List;

/** Figure 6: the correlation map R of Shtanh on [−1, 1] for several half-widths. */
public final class WideningMaps implements Figure {

  private static final double BIAS = 0.1;

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "6");
  }

  @Override
  public String title() {
    return "correlation maps as the linear region widens";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("bias_variance", "σ_b²", Value.exact(BIAS)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] c = CurvePanel.even(-1, 1, 81);
    CurvePanel panel =
        CurvePanel.of(
            "maps", "Shtanh at the edge of chaos", Axis.linear("ρ"), Axis.linear("R(ρ)"), "rho", c);
    panel.reference("identity", "R(ρ) = ρ", c);
    double before = Double.POSITIVE_INFINITY;
    double rises = Double.NEGATIVE_INFINITY;
    for (double a : new double[] {1, 2, 5, 10}) {
      CriticalRegion region = CriticalRegion.of(new LinearRegionFamily.Shtanh(), a, BIAS);
      double[] map = LinCurves.correlationMap(region, c);
      double farthest = 0;
      for (int i = 0; i < c.length; i++) {
        farthest = Math.max(farthest, Math.abs(map[i] - c[i]));
      }
      rises = Math.max(rises, farthest - before);
      before = farthest;
      panel.line("a_" + (int) a, "a = " + (int) a, map);
    }
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "increasing a moves R closer to the identity, on [−1, 1] too: largest change of"
                    + " max |R(ρ) − ρ|",
                0,
                LinCurves.quadrature(rises)),
            Claim.atMost("max |R(ρ) − ρ| at a = 10", 0.05, LinCurves.quadrature(before))),
        List.of(LinCurves.PARAMETERS));
  }
}
