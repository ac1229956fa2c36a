package io.brink.reproduction.shr;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.LayerStatistics;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Figure 2: 1 − ρ_L of leaky-ReLU networks against depth and negative slope: random networks of
 * width 1024, infinite width, the smallest correlation that gradient descent on the inputs finds,
 * and the bound 4.1.
 */
public final class Shrinkage implements Figure {

  private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
  private static final double[] SLOPES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
  private static final int SLOPES_DEPTH = 256;

  /** Deeper networks are not held as matrices: 512 of 8 MB each do not fit everywhere. */
  private static final int DEEPEST_DESCENT = 32;

  private static final int STEPS = 60;
  private static final int NETWORKS = 20;
  private static final InputPair START = InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL);

  @Override
  public FigureName name() {
    return new FigureName(Paper.SHR, "2-measured");
  }

  @Override
  public String title() {
    return "leaky-ReLU networks: representation shrinkage against depth and negative slope";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("leaky_relu")),
        Fact.of("width", "width", Value.count(NormalisedNetwork.WIDTH)),
        Fact.of("bias_variance", "σ_b²", Value.exact(0)),
        Fact.of("networks", "networks", Value.count(NETWORKS), "with a pair of orthogonal inputs"),
        Fact.of("steps", "steps", Value.count(STEPS), "of gradient descent on the inputs"));
  }

  /** Inequality 4.1: 1 − ρ_max ≤ 4 √(π/(π − 2)) √(1 + a²)/(1 − a) L^{−1/2}. */
  private static double bound(double slope, int depth) {
    return 4
        * Math.sqrt(Math.PI / (Math.PI - 2))
        * Math.sqrt(1 + slope * slope)
        / (1 - slope)
        / Math.sqrt(depth);
  }

  private static String activation(double slope) {
    return slope == 0 ? "relu" : "leaky_relu(" + Numerals.exact(slope) + ")";
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int width = sketch ? 64 : NormalisedNetwork.WIDTH;
    int deepest = sketch ? 32 : 512;
    int deepestDescent = sketch ? 4 : DEEPEST_DESCENT;
    int[] depths = Arrays.stream(DEPTHS).filter(l -> l <= deepest).toArray();
    double[] slopes = sketch ? new double[] {0, 0.5} : SLOPES;
    int slopesDepth = sketch ? 32 : SLOPES_DEPTH;
    setting.progress().begin("random networks", 1L + slopes.length + depths.length);

    NormalisedNetwork net = new NormalisedNetwork(Activations.parse("relu"), 0, width, deepest);
    List<Integer> observed = Arrays.stream(depths).mapToObj(net::state).toList();
    SimulationResult result = simulate(net, observed, setting);
    setting.progress().advance(1);
    ForwardTrace theory = ForwardPropagation.of(net.network).propagate(START);
    LayerStatistics found =
        LayerStatistics.of(depths.length, i -> result.gaps(observed.get(i), 0, 1));
    DataTable byDepth =
        table("depth", "ReLU, 1 - rho against depth", "layer", "L")
            .column("descent", "largest found by descent");
    double[] layers = new double[depths.length];
    double[] gap = new double[depths.length];
    double[] limit = new double[depths.length];
    List<Double> descentDepths = new ArrayList<>();
    List<Double> descentGaps = new ArrayList<>();
    double closest = 0;
    double smallestGain = Double.POSITIVE_INFINITY;
    for (int i = 0; i < depths.length; i++) {
      layers[i] = depths[i];
      gap[i] = theory.gap(observed.get(i));
      limit[i] = bound(0, depths[i]);
      double descent = Double.NaN;
      if (depths[i] <= deepestDescent) {
        descent = descent(depths[i], width, sketch ? 10 : STEPS, setting.seed());
        descentDepths.add(layers[i]);
        descentGaps.add(descent);
        closest = Math.max(closest, descent / limit[i]);
        smallestGain = Math.min(smallestGain, descent / found.mean()[i]);
      }
      byDepth.row(
          layers[i],
          gap[i],
          found.mean()[i],
          found.error()[i],
          found.deviation()[i],
          limit[i],
          descent);
      setting.progress().advance(1);
    }
    Chart depthChart =
        chart("depth", "ReLU, N = " + width, Axis.logarithmic("depth L"), layers, gap, found, limit)
            .with(
                new Layer.Points(
                    "gradient descent",
                    Ink.NEXT,
                    descentDepths.stream().mapToDouble(Double::doubleValue).toArray(),
                    descentGaps.stream().mapToDouble(Double::doubleValue).toArray(),
                    new double[0]));

    DataTable bySlope =
        table("slope", "1 - rho against the slope, L = " + slopesDepth, "slope", "a");
    List<double[]> samples = new ArrayList<>();
    double[] slopeGap = new double[slopes.length];
    double[] slopeLimit = new double[slopes.length];
    for (int i = 0; i < slopes.length; i++) {
      NormalisedNetwork leaky =
          new NormalisedNetwork(Activations.parse(activation(slopes[i])), 0, width, slopesDepth);
      int last = leaky.state(slopesDepth);
      samples.add(simulate(leaky, List.of(last), setting).gaps(last, 0, 1));
      slopeGap[i] = ForwardPropagation.of(leaky.network).propagate(START).gap(last);
      slopeLimit[i] = bound(slopes[i], slopesDepth);
      setting.progress().advance(1);
    }
    LayerStatistics bySlopeFound = LayerStatistics.of(slopes.length, samples::get);
    double rise = Double.POSITIVE_INFINITY;
    for (int i = 0; i < slopes.length; i++) {
      bySlope.row(
          slopes[i],
          slopeGap[i],
          bySlopeFound.mean()[i],
          bySlopeFound.error()[i],
          bySlopeFound.deviation()[i],
          slopeLimit[i]);
      if (i > 0) {
        rise = Math.min(rise, bySlopeFound.mean()[i] / bySlopeFound.mean()[i - 1]);
      }
    }
    Chart slopeChart =
        chart(
            "slope",
            "L = " + slopesDepth,
            Axis.linear("negative slope a"),
            slopes,
            slopeGap,
            bySlopeFound,
            slopeLimit);

    int moderate = sketch ? 2 : 5;
    int last = depths.length - 1;
    double exponent =
        Math.log(gap[last] / gap[last - 2]) / Math.log(layers[last] / layers[last - 2]);
    return new Reproduction(
        List.of(byDepth.build(), bySlope.build()),
        List.of(depthChart, slopeChart),
        List.of(
            Claim.near(
                "random networks follow the infinitely wide one: mean of 1 - rho over it, L = "
                    + depths[moderate],
                1,
                0.25,
                new Measurement(
                    found.mean()[moderate] / gap[moderate],
                    found.error()[moderate] / gap[moderate],
                    "mean of 20 networks, standard error")),
            Claim.atMost(
                "inequality 4.1: largest ratio of 1 - rho, of the pair that gradient descent finds,"
                    + " to the bound",
                1,
                new Measurement(closest, 0, "one network each")),
            Claim.atLeast(
                "gradient descent on the inputs finds smaller correlations than sample pairs have:"
                    + " smallest ratio of its 1 - rho to their mean",
                1,
                new Measurement(smallestGain, 0.1, "one network each, mean of 20")),
            Claim.near(
                "adding layers causes shrinkage, faster than the bound's L^(-1/2): exponent of"
                    + " 1 - rho, infinite width",
                -2,
                sketch ? 0.7 : 0.15,
                new Measurement(exponent, 0.05, "between the last depth and a quarter of it")),
            Claim.atLeast(
                "decreasing a at constant depth causes shrinkage: smallest ratio of the means of"
                    + " 1 - rho at neighbouring slopes, the larger slope's first",
                1,
                new Measurement(rise, 0.1, "means of 20 networks"))),
        List.of(
            "Gradient descent runs to depth 32, "
                + STEPS
                + " steps from a nearly opposite pair: deeper networks of 8 MB a matrix are slow to"
                + " hold."));
  }

  private static DataTable table(String key, String title, String first, String label) {
    return DataTable.of(key, title)
        .column(first, label)
        .column("gap", "1 - ρ, infinite width")
        .column("mean", "mean")
        .column("error", "standard error")
        .column("std", "standard deviation")
        .column("bound", "bound 4.1");
  }

  private static Chart chart(
      String key,
      String title,
      Axis axis,
      double[] x,
      double[] theory,
      LayerStatistics found,
      double[] bound) {
    return Chart.of(key, title, axis, Axis.logarithmic("1 − ρ_L"))
        .line("infinite width", x, theory)
        .with(new Layer.Points("sample pairs", Ink.NEXT, x, found.mean(), new double[0]))
        .line("bound 4.1", x, bound);
  }

  private static SimulationResult simulate(
      NormalisedNetwork net, List<Integer> observed, Setting setting) {
    return new Simulation(
            net.network,
            InputGram.of(START),
            observed,
            SimulationSettings.forward(NETWORKS, setting.seed()))
        .run();
  }

  private static double descent(int depth, int width, int steps, long seed) {
    NormalisedNetwork net = new NormalisedNetwork(Activations.parse("relu"), 0, width, depth);
    try (RandomNetwork network = RandomNetwork.of(net.network, WeightSampling.HELD, seed, 0)) {
      return InputDescent.largestGap(network, width, steps, seed);
    }
  }
}
