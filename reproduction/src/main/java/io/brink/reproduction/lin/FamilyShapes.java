package io.brink.reproduction.lin;

import io.brink.activation.Activation;
import io.brink.linearregion.LinearRegionFamily;
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

/** Figure 3: the four families, which differ only outside of their linear region. */
public final class FamilyShapes implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.LIN, "3");
  }

  @Override
  public String title() {
    return "four scaled-bounded activations";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("half_width", "a", Value.exact(1)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] x = CurvePanel.even(-5, 5, 201);
    CurvePanel panel =
        CurvePanel.of(
            "shapes", "Scaled-bounded activations", Axis.linear("x"), Axis.linear("φ(x)"), "x", x);
    double outside = 0;
    double inside = 0;
    for (LinearRegionFamily family : LinCurves.FAMILIES) {
      Activation phi = family.at(1);
      double[] y = CurvePanel.values(x, phi::value);
      for (int i = 0; i < x.length; i++) {
        outside = Math.max(outside, Math.abs(y[i]));
        inside = Math.abs(x[i]) <= 1 ? Math.max(inside, Math.abs(y[i] - x[i])) : inside;
      }
      panel.line(family.name(), family.name(), y);
    }
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.near(
                "each is the identity for |x| ≤ a: largest deviation",
                0,
                0,
                new Measurement(inside, 0, "on the grid")),
            Claim.atMost(
                "and at most a in size: largest |φ|",
                1,
                new Measurement(outside, 0, "on the grid"))),
        List.of());
  }
}
