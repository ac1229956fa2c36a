package io.brink.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code brink help shape} is {@code brink shape --help}. */
@Command(name = "help", description = "Explain a command.", helpCommand = true)
final class HelpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
  private String name;

  @Override
  public Integer call() {
    CommandLine brink = spec.commandLine().getParent();
    CommandLine explained = name == null ? brink : brink.getSubcommands().get(name);
    if (explained == null) {
      throw new UnmatchedArgumentException(brink, List.of(name));
    }
    explained.usage(spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
