package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.DepthLimit;
import io.brink.bounds.Shrinkage;
import io.brink.bounds.Skimming;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brink bound}: what depth costs a network, exactly and by theorem. */
@Command(
    name = "bound",
    description =
        "What depth costs: how far a network squeezes correlations or blows up gradients.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "For chains of weights, layer normalisation and activations, and for residual blocks with an",
      "identity shortcut and a branch that ends in weights. Every tensor is taken relative to its"
          + " root",
      "mean square, and infinitely wide. 1 - rho is the gap of two inputs' correlation, gain the",
      "root-mean-square gain of the Jacobian, which bounds its operator norm from below.",
      "",
      "'exact' is the value at infinite width. 'theorem' is the bound of representation shrinkage",
      "(theorems 1 and 2 of the paper on layer-normalised networks), 'sharper' the same with the"
          + " excess",
      "convexity of each layer itself; 'slack' is exact over theorem.",
      "",
      "The depth limit is the largest depth at which no pair of inputs with a correlation of at"
          + " most",
      "--input-correlation has one above --output-correlation, and the gain is at most --gain. A"
          + " chain of",
      "equal layers is followed beyond its own depth.",
      "",
      "A block of layers can be replaced by one linear map with a relative error of at most --skim:"
          + " the",
      "root mean square of what is not linear on inputs of the smallest attainable correlation,"
          + " relative",
      "to their differences.",
      "",
      "Examples:",
      "  brink bound lnmlp:depth=100,bias_variance=0.1 --activation tanh",
      "  brink bound lnmlp:depth=256 --activation 'leaky_relu(0.5)' --output-correlation 0.99"
          + " --json",
      "  brink bound network.yaml --activation gelu --gain 1.5 --output-correlation 0.5",
    })
final class BoundCommand extends ReportingCommand {

  @Mixin private Subject subject;

  @Mixin private InputVariance inputVariance;

  @Option(
      names = "--input-correlation",
      paramLabel = "R",
      defaultValue = "0",
      converter = FiniteNumber.class,
      description = "Largest correlation of the inputs, in [-1, 1) (default: 0).")
  private double inputCorrelation;

  @Option(
      names = "--output-correlation",
      paramLabel = "R",
      defaultValue = "0.95",
      converter = FiniteNumber.class,
      description =
          "Largest acceptable correlation, between that of the inputs and 1" + " (default: 0.95).")
  private double outputCorrelation;

  @Option(
      names = "--gain",
      paramLabel = "J",
      defaultValue = "10",
      converter = FiniteNumber.class,
      description = "Largest acceptable gain of the Jacobian, at least 1 (default: 10).")
  private double gain;

  @Option(
      names = "--skim",
      paramLabel = "E",
      defaultValue = "0.1",
      converter = FiniteNumber.class,
      description = "Largest relative error of replaced layers, above 0 (default: 0.1).")
  private double skim;

  @Option(
      names = "--fail-on",
      paramLabel = "V",
      description = "Exit with 1 if the network is deeper than its limit: too-deep.")
  private String failOn;

  private enum FailOn {
    TOO_DEEP
  }

  @Override
  Answer answer() {
    boolean failing =
        failOn != null && Choice.of("--fail-on", FailOn.class, failOn) == FailOn.TOO_DEEP;
    DepthLimit.Demand demand = new DepthLimit.Demand(inputCorrelation, outputCorrelation, gain);
    Activation parsed = subject.activation();
    CorrelationChain chain = CorrelationChain.of(subject.network(parsed), inputVariance.value());
    Shrinkage shrinkage = Shrinkage.of(chain);
    DepthLimit limit = DepthLimit.of(chain, demand);
    Optional<Skimming> block = Skimming.longest(shrinkage, skim);
    boolean tooDeep =
        limit instanceof DepthLimit.Limited limited && limited.depth() < chain.depth();
    return new Answer(
        new BoundReport(subject.name(), parsed, shrinkage, demand, limit, block, skim).build(),
        "",
        failing && tooDeep ? ExitCode.BAD_VERDICT : ExitCode.OK);
  }
}
