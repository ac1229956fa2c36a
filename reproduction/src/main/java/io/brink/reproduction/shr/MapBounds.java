package io.brink.reproduction.shr;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.NormalisedRegime;
import io.brink.bounds.Shrinkage;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Figure 1, theory: the correlation at the output of a critical erf network and its upper bounds.
 */
public final class MapBounds implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "1");
  }

  @Override
  public String title() {
    return "erf: output against input correlation, with the bound";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activation", "activation", Value.text("erf")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    List<Block.Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    double excess = Double.NEGATIVE_INFINITY;
    double sharpness = 0;
    Activation erf = Activations.parse("erf");
    double ratio = NormalisedRegime.criticalRatio(erf).value();
    for (int depth : new int[] {8, 64}) {
      Shrinkage s = Shrinkage.of(CorrelationChain.normalised(erf, 1, ratio, depth));
      double[] rho = CurvePanel.even(0, 1, setting.effort() == Effort.SKETCH ? 21 : 201);
      CurvePanel panel =
          CurvePanel.of(
              "depth_" + depth,
              "erf, L = " + depth,
              Axis.linear("ρ_0"),
              Axis.linear("ρ_L"),
              "input_correlation",
              rho);
      double[] exact = new double[rho.length];
      double[] bound = new double[rho.length];
      double[] sharper = new double[rho.length];
      for (int i = 0; i < rho.length; i++) {
        exact[i] = 1 - s.composedGap(1 - rho[i], depth);
        bound[i] = s.correlationBound(rho[i], s.theoremExcess(depth), depth);
        sharper[i] = s.correlationBound(rho[i], s.sharperExcess(depth), depth);
        excess = Math.max(excess, Math.max(exact[i] - bound[i], exact[i] - sharper[i]));
        sharpness = Math.max(sharpness, sharper[i] - bound[i]);
      }
      panel
          .line("infinite_width", "infinite width", exact)
          .line("bound", "bound of remark 2", bound)
          .line("sharper", "with the excess convexity of each layer", sharper);
      tables.add(panel.table());
      charts.add(panel.chart());
    }
    return new Reproduction(
        tables,
        charts,
        List.of(
            Claim.atMost(
                "the blue line is an upper bound of the map: largest excess of the map over it",
                1e-13,
                new Measurement(excess, 1e-13, "composition of maps, bound of its error")),
            Claim.atMost(
                "the bound with each layer's own excess convexity is nowhere weaker",
                1e-13,
                new Measurement(sharpness, 1e-13, "composition of maps, bound of its error"))),
        List.of(
            "Infinite width only: the paper's empirical curves are networks of width 1024.",
            "The bound with each layer's own excess convexity is ours."));
  }
}
