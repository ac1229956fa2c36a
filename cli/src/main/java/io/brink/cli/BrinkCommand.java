package io.brink.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code brink} itself, which only holds the others. */
@Command(
    name = "brink",
    description = "Mean-field theory for deep networks: kernels, shaping, the edge of chaos.",
    subcommands = {
      CheckCommand.class,
      ShapeCommand.class,
      BoundCommand.class,
      SpectrumCommand.class,
      KernelCommand.class,
      EocCommand.class,
      PhaseCommand.class,
      TrajectoryCommand.class,
      WidthCommand.class,
      SimulateCommand.class,
      ActivationsCommand.class,
      NetworksCommand.class,
      ReproduceCommand.class,
      HelpCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  brink check mlp:depth=100,weight_variance=1.2 --activation tanh",
      "  brink shape resnet:depth=50,shortcut=0 --activation leaky_relu --method tat --eta 0.9",
      "  brink kernel tanh --q1 1 --c 0.5",
      "  brink eoc tanh --q 0.2",
      "  brink phase erf --weight-variance 0.5:3:100 --bias-variance 0:0.25:50",
      "  brink trajectory mlp:depth=1000,weight_variance=2 --activation relu",
      "  brink width mlp:depth=50,weight_variance=2 --activation relu --error 0.1",
      "  brink simulate mlp:depth=50,weight_variance=1.7 --activation tanh --width 1000",
      "  brink reproduce res:2b --csv differences.csv",
      "  brink help shape",
      "",
      "Exit codes:",
      "   0  answered, whatever the answer",
      "   1  the answer is one that --fail-on names",
      "   2  bad input; one line on standard error says what, where, and what is allowed",
      "  70  a defect of Brink; repeat with --stacktrace and report it",
      "  74  the answer could not be written",
    })
final class BrinkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "After an internal error, print where it happened.")
  private boolean stacktrace;

  boolean stacktrace() {
    return stacktrace;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
