package io.brink.reproduction.lin;

import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.linearregion.RegionBounds;
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

/** Figure 4: the half-width relative to the fixed length, and the bounds of lemma 3.4. */
public final class RegionRatios implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "4");
  }

  @Override
  public String title() {
    return "a/√q* against σ_b²/a², and its bounds";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("half_width", "a", Value.exact(1)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] y = CurvePanel.geometric(1e-4, 10, setting.effort() == Effort.SKETCH ? 9 : 81);
    CurvePanel panel =
        CurvePanel.of(
            "ratios",
            "a/√q* and its bounds",
            Axis.logarithmic("σ_b²/a²"),
            Axis.linear("a/√q*"),
            "bias_ratio",
            y);
    double outside = Double.NEGATIVE_INFINITY;
    double lower = 0;
    double upper = 0;
    for (LinearRegionFamily family : LinCurves.FAMILIES) {
      double[] x = CurvePanel.values(y, b -> CriticalRegion.of(family, 1, b).ratio());
      for (int i = 0; i < y.length; i++) {
        RegionBounds bounds = RegionBounds.of(y[i]);
        outside =
            Math.max(outside, Math.max(bounds.looseLower() / x[i], x[i] / bounds.looseUpper()));
        lower = Math.max(lower, x[i] / bounds.looseLower());
        upper = Math.max(upper, bounds.looseUpper() / x[i]);
      }
      panel.line(family.name(), family.name(), x);
    }
    panel
        .reference(
            "lambda", "Λ, lemma 3.4", CurvePanel.values(y, b -> RegionBounds.of(b).looseLower()))
        .reference(
            "loose_upper",
            "(8/π)^{1/6} y^{−1/3}",
            CurvePanel.values(y, b -> RegionBounds.of(b).looseUpper()))
        .reference(
            "lower", "lower, root form", CurvePanel.values(y, b -> RegionBounds.of(b).lower()))
        .reference(
            "upper", "upper, root form", CurvePanel.values(y, b -> RegionBounds.of(b).upper()));
    double small =
        RegionBounds.of(y[0]).looseUpper()
            / CriticalRegion.of(new LinearRegionFamily.Shtanh(), 1, y[0]).ratio();
    double smallLower =
        CriticalRegion.of(new LinearRegionFamily.Shtanh(), 1, y[0]).ratio()
            / RegionBounds.of(y[0]).looseLower();
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "lemma 3.4 holds for all: largest excess of a bound, as a ratio",
                1,
                LinCurves.quadrature(outside)),
            Claim.atMost(
                "the lower bound is far tighter than the upper one for small σ_b²/a²: ratio of"
                    + " their distances to Shtanh at 1e-4",
                0.5,
                LinCurves.quadrature((smallLower - 1) / (small - 1)))),
        List.of(
            LinCurves.PARAMETERS,
            "The bounds in root form are ours; that from below is attained by Shtanh."));
  }
}
