package io.brink.reproduction.shr;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.CorrelationLayer;
import io.brink.bounds.NormalisedRegime;
import io.brink.bounds.Shrinkage;
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

/** Figure 3b, theory: in chaotic erf networks the correlation of every pair tends to ρ_fp. */
public final class ChaoticCorrelations implements Figure {

  private static final int DEPTH = 512;

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "3b");
  }

  @Override
  public String title() {
    return "chaotic erf: correlations keep apart";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("erf")),
        Fact.of("depth", "L", Value.text("1 to 512")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    Activation erf = Activations.parse("erf");
    double bias = 0.25 * NormalisedRegime.criticalRatio(erf).value();
    CorrelationLayer layer = CorrelationChain.normalisedLayer(erf, 1, bias);
    double fixed = NormalisedRegime.of(layer).fixedPointGap();
    Shrinkage s = Shrinkage.of(CorrelationChain.repeated(layer, DEPTH));
    double[] depth = CurvePanel.even(1, DEPTH, DEPTH);

    CurvePanel panel =
        CurvePanel.of(
            "correlations",
            "Chaotic erf: correlations with depth",
            Axis.logarithmic("L"),
            Axis.logarithmic("1 − ρ_L"),
            "depth",
            depth);
    double farthest = 0;
    for (double rho : new double[] {0, 0.5, 0.9, 0.99, 0.9999}) {
      double[] gaps = CurvePanel.values(depth, l -> s.composedGap(1 - rho, (int) l));
      farthest = Math.max(farthest, Math.abs(gaps[DEPTH - 1] / fixed - 1));
      panel.line("rho0_" + rho, "ρ_0 = " + rho, gaps);
    }
    panel.reference("fixed_point", "fixed point", CurvePanel.values(depth, l -> fixed));
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atLeast(
                "representations do not shrink: 1 − ρ_fp",
                0.01,
                new Measurement(fixed, 1e-13, "fixed point of the map, bound of its error")),
            Claim.atMost(
                "any two different inputs tend to ρ_fp: largest relative distance of 1 − ρ_L from"
                    + " it",
                0.01,
                new Measurement(farthest, 1e-12, "composition of maps, bound of its error"))),
        List.of(
            "The paper does not print its variances; σ_b²/σ_w² is a quarter of the critical ratio"
                + " here."));
  }
}
