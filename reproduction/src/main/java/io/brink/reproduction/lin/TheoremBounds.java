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

/**
 * Figure 5: theorem 2.1 at fixed σ_b², as the linear region widens, beside what holds of the four
 * families.
 */
public final class TheoremBounds implements Figure {

  private static final double BIAS = 0.05;

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "5");
  }

  @Override
  public String title() {
    return "the bounds of theorem 2.1 against the half-width";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("bias_variance", "σ_b²", Value.exact(BIAS)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] a = CurvePanel.geometric(1, 100, setting.effort() == Effort.SKETCH ? 7 : 41);
    CurvePanel shift =
        CurvePanel.of(
            "correlation",
            "Largest R(ρ) − ρ",
            Axis.logarithmic("a"),
            Axis.logarithmic("max |R(ρ) − ρ|"),
            "half_width",
            a);
    CurvePanel spread =
        CurvePanel.of(
            "spread",
            "μ₂/μ₁² − 1",
            Axis.logarithmic("a"),
            Axis.logarithmic("μ₂/μ₁² − 1"),
            "half_width",
            a);
    double excess = Double.NEGATIVE_INFINITY;
    for (LinearRegionFamily family : LinCurves.FAMILIES) {
      double[] s = new double[a.length];
      double[] m = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        CriticalRegion region = CriticalRegion.of(family, a[i], BIAS);
        s[i] = region.correlationShift();
        m[i] = region.spread();
        excess =
            Math.max(
                excess,
                Math.max(
                    s[i] / region.bounds().looseCorrelationBound(),
                    m[i] / region.bounds().looseSpreadBound()));
      }
      shift.line(family.name(), family.name(), s);
      spread.line(family.name(), family.name(), m);
    }
    shift
        .reference(
            "theorem", "theorem 2.1", CurvePanel.values(a, w -> bounds(w).looseCorrelationBound()))
        .reference(
            "root_form", "root form", CurvePanel.values(a, w -> bounds(w).correlationBound()));
    spread
        .reference(
            "theorem", "theorem 2.1", CurvePanel.values(a, w -> bounds(w).looseSpreadBound()))
        .reference("root_form", "root form", CurvePanel.values(a, w -> bounds(w).spreadBound()));
    RegionBounds wide = bounds(100);
    return new Reproduction(
        List.of(shift.table(), spread.table()),
        List.of(shift.chart(), spread.chart()),
        List.of(
            Claim.atMost(
                "theorem 2.1 holds for all: largest value relative to its bound",
                1,
                LinCurves.quadrature(excess)),
            Claim.atMost(
                "both bounds converge to 0 as a grows: that of R at a = 100 relative to a = 1",
                0.1,
                LinCurves.quadrature(
                    wide.looseCorrelationBound() / bounds(1).looseCorrelationBound())),
            Claim.atMost(
                "and that of the moment ratio at a = 100",
                0.01,
                LinCurves.quadrature(wide.looseSpreadBound()))),
        List.of(LinCurves.PARAMETERS, "The bounds in root form are ours."));
  }

  private static RegionBounds bounds(double halfWidth) {
    return RegionBounds.of(BIAS / halfWidth / halfWidth);
  }
}
