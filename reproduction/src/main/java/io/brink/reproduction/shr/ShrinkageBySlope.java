package io.brink.reproduction.shr;

import io.brink.activation.LeakyRelu;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.Shrinkage;
import io.brink.bounds.ShrinkageLaws;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.List;

/** Figure 2b, theory: shrinkage of critical leaky ReLU networks as they become linear. */
public final class ShrinkageBySlope implements Figure {

  private static final int DEPTH = 256;

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "2b");
  }

  @Override
  public String title() {
    return "leaky ReLU: 1 - rho_L against the negative slope, with the bound";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("depth", "L", Value.count(DEPTH)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] slope = CurvePanel.even(0, 0.99, setting.effort() == Effort.SKETCH ? 12 : 100);
    double[] orthogonal = new double[slope.length];
    double[] widest = new double[slope.length];
    double largest = 0;
    double falls = 0;
    for (int i = 0; i < slope.length; i++) {
      Shrinkage s = Shrinkage.of(CorrelationChain.normalised(new LeakyRelu(slope[i]), 1, 0, DEPTH));
      orthogonal[i] = s.orthogonalGap(DEPTH);
      widest[i] = s.widestGap(DEPTH);
      largest =
          Math.max(largest, s.shrinkage(DEPTH) / ShrinkageLaws.leakyReluShrinkage(slope[i], DEPTH));
      falls = i > 0 ? Math.max(falls, orthogonal[i - 1] - orthogonal[i]) : falls;
    }
    CurvePanel panel =
        CurvePanel.of(
            "shrinkage",
            "Leaky ReLU, L = 256",
            Axis.linear("a"),
            Axis.logarithmic("1 − ρ_L"),
            "negative_slope",
            slope);
    panel
        .line("orthogonal", "orthogonal inputs", orthogonal)
        .line("widest", "smallest attainable correlation", widest)
        .reference(
            "bound",
            "bound (4.1)",
            CurvePanel.values(slope, a -> ShrinkageLaws.leakyReluShrinkage(a, DEPTH)));
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "1 − ρ_max stays below the bound (4.1): largest ratio",
                1,
                new Measurement(largest, 1e-12, "composition of maps, bound of its error")),
            Claim.atMost(
                "the closer a is to 1, the less representations shrink: largest fall of 1 − ρ_L",
                0,
                new Measurement(falls, 1e-12, "composition of maps, bound of its error"))),
        List.of("Infinite width only: the paper's empirical pairs are not part of this figure."));
  }
}
