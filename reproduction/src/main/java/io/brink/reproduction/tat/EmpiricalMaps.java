package io.brink.reproduction.tat;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.Spread;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Fact;
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
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.Target;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Figure 4: the c values of random fully connected networks against the layer, for TReLU with η =
 * 0.9 from c = 0 and softplus shaped by DKS with ζ = 10 from c = 0.8, at widths 30, 100, 300 and
 * 1000, with Gaussian and with orthogonal weights.
 */
public final class EmpiricalMaps implements Figure {

  private static final int DEPTH = 100;
  private static final int[] WIDTHS = {30, 100, 300, 1000};

  /** One pair for each network: the law of c is that of 100 pairs in each of 50 networks. */
  private static final int[] NETWORKS = {5000, 5000, 1500, 500};

  private static final int LAYERS_SHOWN = 25;
  private static final String[] LAWS = {"gaussian", "orthogonal"};

  /** An activation with the correlation of the inputs. */
  private record Case(String name, Activation activation, double start) {}

  /** What one case, width and law gives: statistics by layer, theory, predicted deviations. */
  private record Found(LayerStatistics c, double[] theory, double[] predicted) {
    int last() {
      return theory.length - 1;
    }

    double bias() {
      return Math.abs(c.mean()[last()] - theory[last()]);
    }

    double deviation() {
      return c.deviation()[last()];
    }
  }

  @Override
  public FigureName name() {
    return new FigureName(Paper.TAT, "4");
  }

  @Override
  public String title() {
    return "c values of random networks of finite width: TReLU and softplus with DKS";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("depth", "depth", Value.count(DEPTH), "nonlinear layers"),
        Fact.of("eta", "η", Value.exact(0.9), "of TReLU, from c = 0"),
        Fact.of("zeta", "ζ", Value.exact(10), "of softplus with DKS, from c = 0.8"),
        Fact.of("widths", "widths", Value.text("30, 100, 300, 1000")),
        Fact.of("networks", "networks", Value.text("5000, 5000, 1500, 500, a pair each")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    int depth = sketch ? 20 : DEPTH;
    int[] widths = sketch ? new int[] {30, 100} : WIDTHS;
    List<Case> cases =
        List.of(
            new Case("trelu", shaped("leaky_relu", new ShapingMethod.TatLeakyRelu(0.9), depth), 0),
            new Case("dks", shaped("softplus", new ShapingMethod.Dks(10), depth), 0.8));
    setting.progress().begin("random networks", 4L * widths.length);
    List<Block.Table> tables = new ArrayList<>();
    List<Chart> charts = new ArrayList<>();
    Found[][][] found = new Found[2][2][widths.length];
    for (int k = 0; k < 2; k++) {
      Case each = cases.get(k);
      for (int law = 0; law < 2; law++) {
        Chart chart =
            Chart.of(
                each.name() + "_" + LAWS[law],
                (k == 0 ? "TReLU" : "softplus, DKS") + ", " + LAWS[law] + " weights",
                Axis.linear("layer l"),
                Axis.linear("c"));
        DataTable table =
            DataTable.of(each.name() + "_" + LAWS[law], chart.title())
                .column("width", "width")
                .column("layer", "l")
                .column("c", "c, theory")
                .column("mean", "mean")
                .column("error", "standard error")
                .column("std", "standard deviation")
                .column("std_predicted", "predicted");
        for (int w = 0; w < widths.length; w++) {
          int networks = sketch ? 100 : NETWORKS[w];
          Found one = sample(each, depth, widths[w], LAWS[law], networks, setting.seed());
          found[k][law][w] = one;
          double[] layers = layers(depth);
          for (int i = 0; i < layers.length; i++) {
            table.row(
                widths[w],
                layers[i],
                one.theory()[i],
                one.c().mean()[i],
                one.c().error()[i],
                one.c().deviation()[i],
                one.predicted()[i]);
          }
          if (w == 0) {
            chart = chart.reference("C map", layers, one.theory());
          }
          chart =
              chart
                  .line("width " + widths[w], layers, one.c().mean())
                  .with(
                      new Layer.Points("", Ink.SAME, layers, one.c().mean(), one.c().deviation()));
          setting.progress().advance(1);
        }
        tables.add(table.build());
        charts.add(chart);
      }
    }
    return new Reproduction(
        tables,
        charts,
        claims(found),
        List.of(
            "The paper does not print the depth; 100 is ours. C_f(0) = 0.9 holds for the whole"
                + " network.",
            "The paper averages over 100 pairs in each of 50 networks. The law of c is that of one"
                + " pair in a network of its own, which is what is sampled here: 5000, 5000, 1500"
                + " and 500 of them."));
  }

  private static Activation shaped(String activation, ShapingMethod method, int depth) {
    Activation plain = Activations.parse(activation);
    Network network = NetworkSpec.parse("mlp:depth=" + depth).network(plain);
    return switch (Shaping.shape(network, plain, method, Target.NETWORK)) {
      case ShapingOutcome.Converged converged -> activation(converged.network().network());
      case ShapingOutcome.Infeasible infeasible ->
          throw new IllegalStateException(infeasible.reason());
      case ShapingOutcome.BudgetExhausted exhausted ->
          throw new IllegalStateException("not solved: " + exhausted);
    };
  }

  private static Activation activation(Network network) {
    for (Node node : network.nodes()) {
      if (node.operation() instanceof Operation.Nonlinearity(Activation activation)) {
        return activation;
      }
    }
    throw new IllegalArgumentException("a network without activations");
  }

  private static int[] layerNumbers(int depth) {
    int step = Math.max(1, depth / LAYERS_SHOWN);
    int[] layers = new int[depth / step];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = step * (i + 1);
    }
    return layers;
  }

  private static double[] layers(int depth) {
    return Arrays.stream(layerNumbers(depth)).asDoubleStream().toArray();
  }

  private static Found sample(
      Case each, int depth, int width, String law, int networks, long seed) {
    Network network =
        NetworkSpec.parse(
                "mlp:depth="
                    + depth
                    + ",width="
                    + width
                    + ",inputs="
                    + width
                    + ",outputs=1,weights="
                    + law)
            .network(each.activation());
    int[] layers = layerNumbers(depth);
    List<Integer> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      for (int layer : layers) {
        if (node.name().equals("layer" + layer + "/activation")) {
          nodes.add(node.index());
        }
      }
    }
    InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(each.start()));
    SimulationResult result =
        new Simulation(
                network, InputGram.of(pair), nodes, SimulationSettings.forward(networks, seed))
            .run();
    FiniteWidthTrace theory = FiniteWidth.of(ForwardPropagation.of(network)).predict(pair);
    double[] expected = new double[nodes.size()];
    double[] predicted = new double[nodes.size()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = 1 - theory.forward().gap(nodes.get(i));
      predicted[i] = theory.measured(nodes.get(i)).map(Spread::correlationStd).orElse(Double.NaN);
    }
    LayerStatistics statistics =
        LayerStatistics.of(nodes.size(), i -> correlations(result.gaps(nodes.get(i), 0, 1)));
    return new Found(statistics, expected, predicted);
  }

  private static double[] correlations(double[] gaps) {
    double[] result = new double[gaps.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = 1 - gaps[i];
    }
    return result;
  }

  private static List<Claim> claims(Found[][][] found) {
    Found trelu = found[0][0][0];
    Found treluOrthogonal = found[0][1][0];
    Found dks = found[1][0][0];
    Found wider = found[1][0][1];
    Found dksOrthogonal = found[1][1][0];
    String method = "mean over pairs, standard error";
    return List.of(
        Claim.atMost(
            "TReLU: the approximation error is relatively small even at width 30: distance of the"
                + " mean of c from theory in the last layer",
            0.1,
            new Measurement(trelu.bias(), trelu.c().error()[trelu.last()], method)),
        Claim.atLeast(
            "DKS, Gaussian: standard deviations are much larger than TReLU's: ratio in the last"
                + " layer at width 100",
            2,
            ratio(wider.deviation(), found[0][0][1].deviation(), 100)),
        Claim.atLeast(
            "DKS, Gaussian: averages deviate significantly from theory at width 30: distance of the"
                + " mean of c in the last layer",
            0.1,
            new Measurement(dks.bias(), dks.c().error()[dks.last()], method)),
        Claim.atLeast(
            "and at width 100: that distance in standard errors",
            5,
            new Measurement(wider.bias() / wider.c().error()[wider.last()], 1, method)),
        Claim.atMost(
            "DKS, orthogonal: the error is much smaller: distance of the mean at width 30, over"
                + " that for Gaussian weights",
            0.5,
            ratio(dksOrthogonal.bias(), dks.bias(), dks.bias() / dks.c().error()[dks.last()])),
        Claim.atMost(
            "TReLU is robust to Gaussian initialisation: difference between the means of c for"
                + " Gaussian and orthogonal weights, last layer, width 30",
            0.05,
            new Measurement(
                Math.abs(
                    trelu.c().mean()[trelu.last()]
                        - treluOrthogonal.c().mean()[treluOrthogonal.last()]),
                2 * trelu.c().error()[trelu.last()],
                method)),
        Claim.atLeast(
            "standard deviations increase along with the depth: smallest ratio of the last layer's"
                + " to that of the first shown, DKS at width 100, both laws",
            1,
            new Measurement(
                Math.min(
                    wider.deviation() / wider.c().deviation()[0],
                    found[1][1][1].deviation() / found[1][1][1].c().deviation()[0]),
                0.05,
                "standard deviations over pairs")));
  }

  private static Measurement ratio(double a, double b, double inverseError) {
    return new Measurement(a / b, 1.5 * (a / b) / inverseError, "over pairs, standard error");
  }
}
