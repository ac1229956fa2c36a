package io.brink.cli;

import io.brink.cli.report.JsonRenderer;
import io.brink.cli.report.Renderer;
import io.brink.cli.report.Report;
import io.brink.cli.report.TextRenderer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that answers with one report, as a table or as JSON. */
abstract class ReportingCommand implements Callable<Integer> {

  /**
   * What a command has to say.
   *
   * @param report the answer, for standard output
   * @param warning one line for standard error; may be empty
   * @param exitCode see {@link ExitCode}
   */
  record Answer(Report report, String warning, int exitCode) {

    /** An answer with nothing to warn of. */
    static Answer of(Report report) {
      return new Answer(report, "", ExitCode.OK);
    }
  }

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object in place of tables.")
  private boolean json;

  /** Computes the answer. */
  abstract Answer answer();

  @Override
  public Integer call() {
    Answer answer = answer();
    Renderer renderer = json ? new JsonRenderer() : new TextRenderer();
    renderer.render(answer.report(), spec.commandLine().getOut());
    if (!answer.warning().isEmpty()) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + answer.warning());
    }
    return answer.exitCode();
  }
}
