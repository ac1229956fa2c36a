package io.brink.reproduction.shr;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.CorrelationLayer;
import io.brink.bounds.NormalisedRegime;
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

/** Figure 3d, theory: the root-mean-square gain of chaotic erf networks and the bound (4.3). */
public final class ChaoticGain implements Figure {

  private static final int DEPTH = 64;

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "3d");
  }

  @Override
  public String title() {
    return "chaotic erf: the Jacobian grows, with the bound";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("erf")),
        Fact.of("depth", "L", Value.text("1 to 64")));
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
            "gain",
            "Chaotic erf: gain with depth",
            Axis.linear("L"),
            Axis.logarithmic("gain of the Jacobian"),
            "depth",
            depth);
    panel
        .line(
            "gain",
            "root-mean-square gain",
            CurvePanel.values(depth, l -> Math.exp(0.5 * s.logSquaredGain((int) l))))
        .reference(
            "bound",
            "bound (4.3)",
            CurvePanel.values(depth, l -> ShrinkageLaws.chaoticErfGain(fixed, (int) l)));
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < DEPTH; i++) {
      smallest = Math.min(smallest, panel.curve(0)[i] / panel.curve(1)[i]);
    }
    return new Reproduction(
        List.of(panel.table()),
        List.of(panel.chart()),
        List.of(
            Claim.atLeast(
                "the Jacobian is above the bound (4.3): smallest ratio",
                1,
                new Measurement(smallest, 1e-12, "composition of maps, bound of its error")),
            Claim.atLeast(
                "and grows exponentially with depth: P′(1) of a layer",
                1,
                new Measurement(layer.slopeAtOne(), 1e-14, "quadrature, bound of its error"))),
        List.of(
            "The paper does not print its variances; σ_b²/σ_w² is a quarter of the critical ratio"
                + " here.",
            "The largest singular value of finite networks, which the paper shows, lies above the"
                + " gain."));
  }
}
