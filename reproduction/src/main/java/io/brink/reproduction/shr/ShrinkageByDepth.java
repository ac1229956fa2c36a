package io.brink.reproduction.shr;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.Shrinkage;
import io.brink.bounds.ShrinkageLaws;
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

/** Figure 2a, theory: shrinkage of critical ReLU networks with depth and the bound (4.1). */
public final class ShrinkageByDepth implements Figure {

  private static final int DEPTH = 512;
  private static final int DEEP = 100_000;

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "2a");
  }

  @Override
  public String title() {
    return "ReLU: 1 - rho_L against depth, with the bound";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("negative_slope", "a", Value.exact(0)),
        Fact.of("depth", "L", Value.text("1 to 512")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    Shrinkage s = Shrinkage.of(CorrelationChain.normalised(Activations.parse("relu"), 1, 0, DEPTH));
    double[] depth = CurvePanel.even(1, DEPTH, DEPTH);
    CurvePanel panel =
        CurvePanel.of(
            "shrinkage",
            "ReLU: shrinkage with depth",
            Axis.logarithmic("L"),
            Axis.logarithmic("1 − ρ_L"),
            "depth",
            depth);
    panel
        .line(
            "orthogonal",
            "orthogonal inputs",
            CurvePanel.values(depth, l -> s.orthogonalGap((int) l)))
        .line(
            "widest",
            "smallest attainable correlation",
            CurvePanel.values(depth, l -> s.widestGap((int) l)))
        .reference(
            "bound",
            "bound (4.1)",
            CurvePanel.values(depth, l -> ShrinkageLaws.leakyReluShrinkage(0, (int) l)));
    double largest = 0;
    for (int l = 1; l <= DEPTH; l++) {
      largest = Math.max(largest, s.shrinkage(l) / ShrinkageLaws.leakyReluShrinkage(0, l));
    }
    Shrinkage deep =
        Shrinkage.of(CorrelationChain.normalised(Activations.parse("relu"), 1, 0, DEEP));
    double exponent =
        Math.log(deep.orthogonalGap(DEEP) / deep.orthogonalGap(DEEP / 2)) / Math.log(2);
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "1 − ρ_max stays below the bound (4.1): largest ratio",
                1,
                new Measurement(largest, 1e-12, "composition of maps, bound of its error")),
            Claim.near(
                "1 − ρ_L really decays as L^(-2) (section 5.1): slope between L = 50,000 and"
                    + " 100,000",
                -2,
                0.01,
                new Measurement(exponent, 1e-12, "composition of maps, bound of its error"))),
        List.of("Infinite width only: the paper's empirical pairs are not part of this figure."));
  }
}
