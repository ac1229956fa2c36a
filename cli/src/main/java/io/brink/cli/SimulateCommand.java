package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.cli.input.NetworkArgument;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.propagation.InputPair;
import io.brink.regime.States;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.TheoryComparison;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.Inputs;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brink simulate}: random networks of finite width against the theory. */
@Command(
    name = "simulate",
    description = "Random networks of finite width against the theory of infinite width.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A pair of inputs is sent through many random networks. No weight matrix is formed: the",
      "products of the weights are drawn from their distribution, exactly, in both directions;"
          + " --dense",
      "draws the matrices, for comparison. The layers are the states of the network, as in 'brink",
      "check'. q is the mean square of the first input over the units of a layer, c the correlation"
          + " of",
      "the two. 'predicted' is the standard deviation over networks to first order in 1/width, z"
          + " the",
      "larger of the scores of q and c: (mean − theory − bias of order 1/width)/standard error.",
      "",
      "Theory is said to hold at a layer if both scores are below the limit that the scores of all",
      "layers stay below with a probability of 99 %%, and if a single network is off by less than"
          + " the",
      "tolerance (root mean square; relative in q, absolute in c). chi is the mean squared"
          + " gradient",
      "per unit, 1 at the output; weight_chi and bias_chi are those of one weight and one bias.",
      "",
      "The same seed gives the same figures, for any number of threads. Ctrl-C ends the simulation"
          + " and",
      "prints what was found so far.",
      "",
      "Examples:",
      "  brink simulate mlp:depth=50,weight_variance=1.7,bias_variance=0.05 --activation tanh \\",
      "      --width 1000 --networks 200 --seed 1",
      "  brink simulate frn:depth=100 --activation relu --width 300 --backward --json",
      "  brink simulate mlp:depth=30,weights=orthogonal --activation gelu --gap 1e-12",
      "  brink simulate lnmlp:depth=20 --activation erf --singular-values 3 --networks 20",
    })
final class SimulateCommand extends SimulatingCommand {

  private static final int MOST_LAYERS = 1000;

  @Mixin private Subject subject;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Width of a built-in network, at least 1 (default: the network's own).")
  private Integer width;

  @Option(
      names = "--networks",
      paramLabel = "M",
      defaultValue = "200",
      description = "Number of random networks, at least 2 (default: 200).")
  private int networks;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of the random numbers (default: 1).")
  private long seed;

  @Option(
      names = "--q1",
      paramLabel = "Q",
      defaultValue = "1",
      converter = FiniteNumber.class,
      description = "Mean square of the first input, above 0 (default: 1).")
  private double q1;

  @Option(
      names = "--q2",
      paramLabel = "Q",
      converter = FiniteNumber.class,
      description = "Mean square of the second input, above 0 (default: that of the first).")
  private Double q2;

  @ArgGroup(exclusive = true)
  private Pair pair;

  private static final class Pair {
    @Option(
        names = "--c",
        paramLabel = "C",
        converter = FiniteNumber.class,
        description = "Correlation of the inputs, in [-1, 1] (default: 0.5).")
    private Double c;

    @Option(
        names = "--gap",
        paramLabel = "GAP",
        converter = FiniteNumber.class,
        description = "1 − c in place of c, in [0, 2]; for nearly equal inputs.")
    private Double gap;

    private Correlation correlation() {
      return c != null ? Correlation.ofValue(c) : Correlation.ofGap(gap);
    }
  }

  @Option(
      names = "--inputs",
      paramLabel = "K",
      defaultValue = "2",
      description =
          "Number of inputs sent through each network together, at least 2, all of the same"
              + " correlation; figures are those of the first two (default: 2).")
  private int inputs;

  @Option(
      names = "--backward",
      description = "Also send gradients back: squared gradients of activations, weights, biases.")
  private boolean backward;

  @Option(
      names = "--singular-values",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Also the K largest singular values of the Jacobian of the output with respect to the"
              + " first input.")
  private int singularValues;

  @Option(
      names = "--dense",
      description = "Draw the weight matrices and multiply: slow, for comparison.")
  private boolean dense;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Number of threads, at least 1 (default: all cores).")
  private Integer threads;

  @Option(
      names = "--tolerance",
      paramLabel = "TOL",
      defaultValue = "0.1",
      converter = FiniteNumber.class,
      description =
          "Largest deviation of a single network with which theory holds, above 0 (default: 0.1).")
  private double tolerance;

  @Override
  Answer answer() {
    if (width != null && width < 1) {
      throw new IllegalArgumentException("--width is at least 1, got " + width);
    }
    if (networks < 2) {
      throw new IllegalArgumentException(
          "--networks is at least 2, as fewer have no spread; got " + networks);
    }
    if (threads != null && threads < 1) {
      throw new IllegalArgumentException("--threads is at least 1, got " + threads);
    }
    if (singularValues < 0) {
      throw new IllegalArgumentException("--singular-values is at least 0, got " + singularValues);
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("--tolerance is above 0, got " + tolerance);
    }
    InputPair asked = inputPair();
    Activation parsed = subject.activation();
    Network graph =
        width == null
            ? subject.network(parsed)
            : NetworkArgument.readWithWidth(subject.name(), parsed, width);
    SimulationSettings settings =
        new SimulationSettings(
            networks,
            seed,
            threads == null ? Runtime.getRuntime().availableProcessors() : threads,
            dense ? WeightSampling.DRAWN : WeightSampling.EXACT,
            backward ? Passes.FORWARD_AND_BACKWARD : Passes.FORWARD,
            singularValues);
    Simulation simulation = new Simulation(graph, inputs(asked), nodes(graph), settings);
    SimulationResult result = draw(networks, simulation::run);
    if (result.networks() < 2) {
      throw new IllegalArgumentException(
          "interrupted before 2 networks were done; a simulation needs at least 2");
    }
    TheoryComparison comparison = TheoryComparison.of(result, asked, tolerance);
    return new Answer(
        SimulateReport.of(subject.name(), parsed, asked, comparison),
        shortfall("figures", result.networks(), networks),
        ExitCode.OK);
  }

  private InputPair inputPair() {
    double second = q2 == null ? q1 : q2;
    if (!(q1 > 0)) {
      throw new IllegalArgumentException("--q1 is above 0, got " + q1);
    }
    if (!(second > 0)) {
      throw new IllegalArgumentException("--q2 is above 0, got " + second);
    }
    return new InputPair(q1, second, pair == null ? Correlation.ofGap(0.5) : pair.correlation());
  }

  private Inputs inputs(InputPair asked) {
    if (inputs < 2) {
      throw new IllegalArgumentException("--inputs is at least 2, got " + inputs);
    }
    if (inputs == 2) {
      return InputGram.of(asked);
    }
    if (asked.variance1() != asked.variance2()) {
      throw new IllegalArgumentException(
          "--inputs above 2 needs inputs of equal length; omit --q2");
    }
    return InputGram.ofCommonCorrelation(inputs, asked.variance1(), asked.correlation());
  }

  /** The states of the network with its input and output, thinned where there are very many. */
  private static List<Integer> nodes(Network graph) {
    List<Integer> nodes = new ArrayList<>(States.of(graph));
    int output = graph.size() - 1;
    if (nodes.isEmpty() || nodes.getFirst() != 0) {
      nodes.addFirst(0);
    }
    if (nodes.getLast() != output) {
      nodes.add(output);
    }
    return Thinning.evenly(nodes, MOST_LAYERS);
  }
}
