package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.propagation.InputPair;
import io.brink.trajectory.CorrelationTrajectory;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brink trajectory}: a pair of inputs from layer to layer. */
@Command(
    name = "trajectory",
    description = "Lengths and correlations of pairs of inputs layer by layer, and their law.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The layers are the states of the network, the input being layer 0: preactivations of a"
          + " plain",
      "network, sums of a residual one. q is the mean square of the first input there, c the",
      "correlation of the two, gap is 1 − c, which keeps its digits down to 1e-300. The law is"
          + " what",
      "theory says of deep layers: kappa/l or k/l^2 at the edge of chaos, e^(-l/xi_c) elsewhere,"
          + " powers",
      "of the depth in residual networks. deviation is |c − c*|, law what the law makes of it;"
          + " where the",
      "law leaves a factor open, that is taken from the last layer. The law's constants are"
          + " compared",
      "with slopes fitted to the deep layers.",
      "",
      "Examples:",
      "  brink trajectory mlp:depth=1000,weight_variance=2 --activation relu",
      "  brink trajectory mlp:depth=50,weight_variance=1.5,bias_variance=0.05 --activation tanh"
          + " --c 0,0.9",
      "  brink trajectory frn:depth=10000 --activation 'alpha_relu(0.9)' --c 0.99 --json",
      "  brink trajectory network.yaml --activation gelu --gap 1e-30",
    })
final class TrajectoryCommand extends ReportingCommand {

  @Mixin private Subject subject;

  @ArgGroup(exclusive = true)
  private Pairs pairs;

  private static final class Pairs {
    @Option(
        names = "--c",
        paramLabel = "C",
        split = ",",
        converter = FiniteNumber.class,
        description = "Correlations of the inputs, in [-1, 1], with commas (default: 0).")
    private List<Double> correlations;

    @Option(
        names = "--gap",
        paramLabel = "GAP",
        split = ",",
        converter = FiniteNumber.class,
        description = "1 − c in place of c, in [0, 2]; for nearly equal inputs.")
    private List<Double> gaps;

    private List<Correlation> list() {
      return correlations != null
          ? correlations.stream().map(Correlation::ofValue).toList()
          : gaps.stream().map(Correlation::ofGap).toList();
    }
  }

  @Mixin private InputVariance inputVariance;

  @Option(
      names = "--second-variance",
      paramLabel = "Q",
      converter = FiniteNumber.class,
      description = "Mean square of the second input, above 0 (default: that of the first).")
  private Double secondVariance;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "At most so many layers for programs, evenly spaced, at least 2 (default: 1000).")
  private int mostLayers;

  @Override
  Answer answer() {
    double first = inputVariance.value();
    double second = secondVariance == null ? first : secondVariance;
    positive("--second-variance", second);
    if (mostLayers < 2) {
      throw new IllegalArgumentException("--layers is at least 2, got " + mostLayers);
    }
    List<Correlation> correlations = pairs == null ? List.of(Correlation.ORTHOGONAL) : pairs.list();
    List<InputPair> inputs = new ArrayList<>();
    for (Correlation correlation : correlations) {
      inputs.add(new InputPair(first, second, correlation));
    }
    Activation parsed = subject.activation();
    Network asked = subject.network(parsed);
    return Answer.of(
        TrajectoryReport.of(
            subject.name(), parsed, CorrelationTrajectory.of(asked, inputs), mostLayers));
  }

  private static void positive(String option, double variance) {
    if (!(variance > 0)) {
      throw new IllegalArgumentException(option + " is above 0, got " + variance);
    }
  }
}
