package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.network.Network;
import io.brink.verdict.Diagnosis;
import io.brink.verdict.Grade;
import io.brink.verdict.Prescriptions;
import io.brink.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code brink check}: whether a network trains, why, and what to change. */
@Command(
    name = "check",
    description = "Whether a network can train from its initialisation, why, and what to change.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The verdict is 'trains', 'slow' or 'will not train'. It rests on signals and gradients that"
          + " are",
      "propagated through the network at infinite width, and on limits which are rules of thumb,"
          + " each",
      "named with its source. What to change is checked by the same means: 'predicted' is the"
          + " verdict",
      "on the changed network.",
      "",
      "The layers are the states of the network: nodes through which all signal passes and that"
          + " feed an",
      "activation or begin or end a block. q is the mean square, c the correlation of two inputs"
          + " of",
      "correlation 0.5, gap is 1 - c, chi the mean squared gradient relative to the output's. With",
      "--json more than 1000 layers are thinned evenly to 1000, the first and the last among them.",
      "gradient_ratio compares the squared norm of the gradient in the first and in the last"
          + " layer.",
      "",
      "Examples:",
      "  brink check mlp:depth=100,weight_variance=1.2 --activation tanh",
      "  brink check resnet:depth=50,shortcut=0,weight_variance=2 --activation relu",
      "  brink check frn:depth=200,weight_variance=1.69,bias_variance=0.49,\\",
      "out_weight_variance=1.5,out_bias_variance=0.5 --activation tanh",
      "  brink check network.yaml --activation gelu --json --fail-on untrainable",
    })
final class CheckCommand extends ReportingCommand {

  @Mixin private Subject subject;

  @Mixin private InputVariance inputVariance;

  @Option(
      names = "--fail-on",
      paramLabel = "V",
      description = "Exit with 1 if the verdict is this one or worse: slow or untrainable.")
  private String failOn;

  private enum FailOn {
    SLOW,
    UNTRAINABLE
  }

  @Override
  Answer answer() {
    Grade worst =
        failOn == null
            ? null
            : switch (Choice.of("--fail-on", FailOn.class, failOn)) {
              case SLOW -> Grade.SLOW;
              case UNTRAINABLE -> Grade.UNTRAINABLE;
            };
    Activation parsed = subject.activation();
    Network asked = subject.network(parsed);
    progress().begin("networks", 1 + Prescriptions.MOST_TRIALS);
    Verdict verdict = Verdict.of(Diagnosis.of(asked, inputVariance.value()));
    progress().advance(1);
    Prescriptions changes = Prescriptions.of(verdict, () -> progress().advance(1));
    boolean failed = worst != null && verdict.grade().compareTo(worst) >= 0;
    return new Answer(
        CheckReport.of(subject.name(), parsed, verdict, changes),
        "",
        failed ? ExitCode.BAD_VERDICT : ExitCode.OK);
  }
}
