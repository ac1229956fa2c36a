package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.KernelQuantity;
import io.brink.finitewidth.WidthAdvice;
import io.brink.finitewidth.WidthGoal;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.propagation.InputPair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brink width}: the width from which on the theory of infinite width holds. */
@Command(
    name = "width",
    description = "How wide a network must be for the theory of infinite width to hold of it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Over random networks of N units a layer the kernel of two inputs, their mean squares q and"
          + " the",
      "correlation c, scatters about its value at infinite width. The scatter is predicted to first"
          + " order",
      "in 1/N, and from it the smallest N, the same in all layers, that keeps what --of names"
          + " within E",
      "at the output with probability P. At an affine output the scatter is that of the law of the"
          + " outputs,",
      "whose number does not count.",
      "",
      "--of kernel: q and the covariance, in units of q; length: q, in units of q; correlation: c;",
      "gap: 1 - c, in units of itself. Beside it stand widths that TAT proves to be enough.",
      "",
      "Examples:",
      "  brink width mlp:depth=50,weight_variance=2 --activation relu --error 0.1",
      "  brink width mlp:depth=50,weight_variance=1.3,bias_variance=0.04 --activation tanh"
          + " --error 0.05 \\",
      "    --of correlation --probability 0.99",
      "  brink width frn:depth=100 --activation tanh --error 0.1 --json",
    })
final class WidthCommand extends ReportingCommand {

  @Mixin private Subject subject;

  @Option(
      names = "--error",
      paramLabel = "E",
      required = true,
      converter = FiniteNumber.class,
      description = "Largest deviation from infinite width, above 0.")
  private double error;

  @Option(
      names = "--of",
      paramLabel = "WHAT",
      defaultValue = "kernel",
      description = "What is to be near: kernel, length, correlation or gap (default: kernel).")
  private String quantity;

  @Option(
      names = "--probability",
      paramLabel = "P",
      defaultValue = "0.95",
      converter = FiniteNumber.class,
      description = "With what probability, between 0 and 1 (default: 0.95).")
  private double probability;

  @Mixin private InputVariance inputVariance;

  @Option(
      names = "--c",
      paramLabel = "C",
      defaultValue = "0.5",
      converter = FiniteNumber.class,
      description = "Correlation of the two inputs, from -1 to 1 (default: 0.5).")
  private double correlation;

  @Override
  Answer answer() {
    KernelQuantity asked = Choice.of("--of", KernelQuantity.class, quantity);
    WidthGoal goal = new WidthGoal(asked, error, probability);
    InputPair pair =
        InputPair.ofEqualLengths(inputVariance.value(), Correlation.ofValue(correlation));
    Activation parsed = subject.activation();
    Network read = subject.network(parsed);
    WidthAdvice advice = WidthAdvice.of(FiniteWidth.of(read), pair);
    return Answer.of(WidthReport.of(subject.name(), parsed, advice, goal));
  }
}
