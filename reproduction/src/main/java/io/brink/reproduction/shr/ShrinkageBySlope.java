package io.brink.reproduction.shr;

import io.brink.activation.LeakyRelu;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figure 2b: 1 − ρ_L of leaky-ReLU networks of 256 layers as they become linear: random networks of
 * width 1024, infinite width, the pair that gradient descent on the inputs finds, and the bound
 * (4.1).
 */
public final class ShrinkageBySlope implements Figure {

  private static final int DEPTH = 256;
  private static final double[] SLOPES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

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
    return List.of(
        Fact.of("depth", "L", Value.count(DEPTH)),
        Fact.of("bias_variance", "σ_b²", Value.exact(0)),
        Fact.of("width", "width", Value.count(NormalisedNetwork.WIDTH)),
        Fact.of("networks", "networks", Value.count(RectifierSample.NETWORKS)),
        Fact.of(
            "descent_width", "width", Value.count(RectifierSample.DESCENT_WIDTH), "for descent"),
        Fact.of("steps", "steps", Value.count(RectifierSample.STEPS), "of descent on the inputs"));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    double[] a = CurvePanel.even(0, 0.99, sketch ? 12 : 100);
    double[] orthogonal = new double[a.length];
    double[] widest = new double[a.length];
    double largest = 0;
    double falls = 0;
    for (int i = 0; i < a.length; i++) {
      Shrinkage s = Shrinkage.of(CorrelationChain.normalised(new LeakyRelu(a[i]), 1, 0, DEPTH));
      orthogonal[i] = s.orthogonalGap(DEPTH);
      widest[i] = s.widestGap(DEPTH);
      largest =
          Math.max(largest, s.shrinkage(DEPTH) / ShrinkageLaws.leakyReluShrinkage(a[i], DEPTH));
      falls = i > 0 ? Math.max(falls, orthogonal[i - 1] - orthogonal[i]) : falls;
    }

    double[] slopes = sketch ? new double[] {0, 0.5} : SLOPES;
    int depth = sketch ? 32 : DEPTH;
    setting.progress().begin("random networks", slopes.length);
    double[] theory = new double[slopes.length];
    double[] descent = new double[slopes.length];
    List<LayerStatistics> samples = new ArrayList<>();
    double closest = 0;
    for (int i = 0; i < slopes.length; i++) {
      theory[i] =
          Shrinkage.of(CorrelationChain.normalised(new LeakyRelu(slopes[i]), 1, 0, depth))
              .orthogonalGap(depth);
      samples.add(
          RectifierSample.orthogonal(
              slopes[i], sketch ? 64 : NormalisedNetwork.WIDTH, new int[] {depth}, setting.seed()));
      descent[i] = Double.NaN;
      if (i % 2 == 0) {
        descent[i] =
            RectifierSample.descent(
                    slopes[i],
                    sketch ? 64 : RectifierSample.DESCENT_WIDTH,
                    depth,
                    sketch ? 10 : RectifierSample.STEPS,
                    setting.seed())
                .largestGap();
        closest =
            Math.max(closest, descent[i] / ShrinkageLaws.leakyReluShrinkage(slopes[i], depth));
      }
      setting.progress().advance(1);
    }
    LayerStatistics found = LayerStatistics.joined(samples);
    double rise = Double.POSITIVE_INFINITY;
    for (int i = 1; i < slopes.length; i++) {
      rise = Math.min(rise, found.mean()[i] / found.mean()[i - 1]);
    }
    CurvePanel panel =
        CurvePanel.of(
                "shrinkage",
                "Leaky ReLU, L = " + DEPTH,
                Axis.linear("negative slope a"),
                Axis.logarithmic("1 − ρ_L"),
                "negative_slope",
                a)
            .line("orthogonal", "orthogonal inputs, infinite width", orthogonal)
            .line("widest", "smallest attainable correlation, infinite width", widest)
            .reference(
                "bound",
                "bound (4.1)",
                CurvePanel.values(a, x -> ShrinkageLaws.leakyReluShrinkage(x, DEPTH)))
            .mark(found.means("orthogonal inputs, random networks", slopes))
            .mark(
                new Layer.Points(
                    "gradient descent",
                    Ink.NEXT,
                    everyOther(slopes),
                    everyOther(descent),
                    new double[0]));
    return new Reproduction(
        List.of(panel.table(), RectifierSample.table("slope", "a", slopes, theory, found, descent)),
        List.of(panel.chart()),
        List.of(
            Claim.atMost(
                "1 − ρ_max stays below the bound (4.1): largest ratio, infinite width",
                1,
                new Measurement(largest, 1e-12, "composition of maps, bound of its error")),
            Claim.atMost(
                "and so does the pair that gradient descent on the inputs finds: largest ratio",
                1,
                new Measurement(closest, 0, "one network each")),
            Claim.atMost(
                "the closer a is to 1, the less representations shrink: largest fall of 1 − ρ_L,"
                    + " infinite width",
                0,
                new Measurement(falls, 1e-12, "composition of maps, bound of its error")),
            Claim.atLeast(
                "decreasing a at constant depth causes shrinkage: smallest ratio of the means of"
                    + " 1 - rho at neighbouring slopes, the larger slope's first",
                1,
                new Measurement(rise, 0.1, "means of 20 networks"))),
        List.of(
            "Gradient descent goes "
                + RectifierSample.STEPS
                + " steps from a nearly opposite pair, in a network of width "
                + RectifierSample.DESCENT_WIDTH
                + "."));
  }

  /** Those with a descent, which takes seconds each. */
  private static double[] everyOther(double[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> i % 2 == 0)
        .mapToDouble(i -> values[i])
        .toArray();
  }
}
