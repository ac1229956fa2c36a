package io.brink.reproduction.shr;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.Shrinkage;
import io.brink.bounds.ShrinkageLaws;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.reproduction.Claim;
import io.brink.reproduction.CurvePanel;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.LayerStatistics;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * Figure 2a: 1 − ρ_L of ReLU networks against depth: random networks of width 1024, infinite width,
 * the pair that gradient descent on the inputs finds, and the bound (4.1).
 */
public final class ShrinkageByDepth implements Figure {

  private static final int DEPTH = 512;
  private static final int DEEP = 100_000;
  private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

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
        Fact.of("bias_variance", "σ_b²", Value.exact(0)),
        Fact.of("depth", "L", Value.text("1 to 512")),
        Fact.of("width", "width", Value.count(NormalisedNetwork.WIDTH)),
        Fact.of("networks", "networks", Value.count(RectifierSample.NETWORKS)),
        Fact.of(
            "descent_width", "width", Value.count(RectifierSample.DESCENT_WIDTH), "for descent"),
        Fact.of("steps", "steps", Value.count(RectifierSample.STEPS), "of descent on the inputs"));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int deepest = sketch ? 32 : DEPTH;
    int[] depths = Arrays.stream(DEPTHS).filter(l -> l <= deepest).toArray();
    double[] at = Arrays.stream(depths).asDoubleStream().toArray();
    setting.progress().begin("random networks", 1L + depths.length);
    LayerStatistics found =
        RectifierSample.orthogonal(
            0, sketch ? 64 : NormalisedNetwork.WIDTH, depths, setting.seed());
    setting.progress().advance(1);

    Shrinkage s = Shrinkage.of(CorrelationChain.normalised(Activations.parse("relu"), 1, 0, DEPTH));
    double[] theory = CurvePanel.values(at, l -> s.orthogonalGap((int) l));
    double[] descent = new double[depths.length];
    double closest = 0;
    double smallestGain = Double.POSITIVE_INFINITY;
    for (int i = 0; i < depths.length; i++) {
      InputDescent.Found pairs =
          RectifierSample.descent(
              0,
              sketch ? 64 : RectifierSample.DESCENT_WIDTH,
              depths[i],
              sketch ? 10 : RectifierSample.STEPS,
              setting.seed());
      descent[i] = pairs.largestGap();
      closest = Math.max(closest, descent[i] / ShrinkageLaws.leakyReluShrinkage(0, depths[i]));
      smallestGain = Math.min(smallestGain, descent[i] / pairs.sampleGap());
      setting.progress().advance(1);
    }

    double[] depth = CurvePanel.even(1, DEPTH, DEPTH);
    CurvePanel panel =
        CurvePanel.of(
                "shrinkage",
                "ReLU: shrinkage with depth",
                Axis.logarithmic("L"),
                Axis.logarithmic("1 − ρ_L"),
                "depth",
                depth)
            .line(
                "orthogonal",
                "orthogonal inputs, infinite width",
                CurvePanel.values(depth, l -> s.orthogonalGap((int) l)))
            .line(
                "widest",
                "smallest attainable correlation, infinite width",
                CurvePanel.values(depth, l -> s.widestGap((int) l)))
            .reference(
                "bound",
                "bound (4.1)",
                CurvePanel.values(depth, l -> ShrinkageLaws.leakyReluShrinkage(0, (int) l)))
            .mark(found.means("orthogonal inputs, random networks", at))
            .mark(new Layer.Points("gradient descent", Ink.NEXT, at, descent, new double[0]));
    double largest = 0;
    for (int l = 1; l <= DEPTH; l++) {
      largest = Math.max(largest, s.shrinkage(l) / ShrinkageLaws.leakyReluShrinkage(0, l));
    }
    Shrinkage deep =
        Shrinkage.of(CorrelationChain.normalised(Activations.parse("relu"), 1, 0, DEEP));
    double exponent =
        Math.log(deep.orthogonalGap(DEEP) / deep.orthogonalGap(DEEP / 2)) / Math.log(2);
    int moderate = sketch ? 2 : 5;
    return new Reproduction(
        List.of(panel.table(), RectifierSample.table("depth", "L", at, theory, found, descent)),
        List.of(panel.chart()),
        List.of(
            Claim.near(
                "random networks follow the infinitely wide one: mean of 1 - rho over it, L = "
                    + depths[moderate],
                1,
                0.25,
                new Measurement(
                    found.mean()[moderate] / theory[moderate],
                    found.error()[moderate] / theory[moderate],
                    "mean of 20 networks, standard error")),
            Claim.atMost(
                "1 − ρ_max stays below the bound (4.1): largest ratio, infinite width",
                1,
                new Measurement(largest, 1e-12, "composition of maps, bound of its error")),
            Claim.atMost(
                "and so does the pair that gradient descent on the inputs finds: largest ratio",
                1,
                new Measurement(closest, 0, "one network each")),
            Claim.atLeast(
                "gradient descent finds smaller correlations than sample pairs have: smallest ratio"
                    + " of its 1 - rho to that of a pair of random inputs of the same network",
                1,
                new Measurement(smallestGain, 0, "one network for each depth, up to L = 512")),
            Claim.near(
                "1 − ρ_L really decays as L^(-2) (section 5.1): slope between L = 50,000 and"
                    + " 100,000",
                -2,
                0.01,
                new Measurement(exponent, 1e-12, "composition of maps, bound of its error"))),
        List.of(
            "Gradient descent goes "
                + RectifierSample.STEPS
                + " steps from a nearly opposite pair, in a network of width "
                + RectifierSample.DESCENT_WIDTH
                + ": it needs the matrices, of which 512 of width 1024 take 4 GB."));
  }
}
