package io.brink.cli;

import io.brink.simulation.Progress;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that draws random networks: Ctrl-C ends the drawing, and the answer is of those that
 * are done.
 */
abstract class SimulatingCommand extends ReportingCommand {

  @Spec private CommandSpec command;

  private Interruption interruption;

  /** Draws so many networks behind a progress bar, until Ctrl-C. */
  final <T> T draw(int networks, Function<Progress, T> work) {
    interruption = new Interruption();
    progress().begin("networks", networks);
    try {
      return work.apply(progress().of(interruption));
    } finally {
      interruption.close();
    }
  }

  /** What an answer of fewer networks than were asked for says; nothing if it has all. */
  static String shortfall(String figures, int done, int networks) {
    return done < networks
        ? "interrupted: the " + figures + " are those of " + done + " of " + networks + " networks"
        : "";
  }

  /** As any command, and then lets the JVM end that Ctrl-C wants to end. */
  @Override
  public Integer call() {
    try {
      return super.call();
    } catch (IllegalArgumentException e) {
      if (interruption == null || !interruption.isRequested()) {
        throw e;
      }
      command.commandLine().getErr().println(command.qualifiedName() + ": " + e.getMessage());
      return ExitCode.BAD_INPUT;
    } finally {
      command.commandLine().getOut().flush();
      command.commandLine().getErr().flush();
      if (interruption != null) {
        interruption.release();
      }
    }
  }
}
