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

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object in place of tables.")
  private boolean json;

  /** Computes the answer. */
  abstract Report report();

  @Override
  public Integer call() {
    print(report());
    return ExitCode.OK;
  }

  final void print(Report report) {
    Renderer renderer = json ? new JsonRenderer() : new TextRenderer();
    renderer.render(report, spec.commandLine().getOut());
  }
}
