package io.brink.cli;

import io.brink.report.JsonRenderer;
import io.brink.report.Renderer;
import io.brink.report.Report;
import io.brink.report.TextRenderer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that answers with one report, as a table or as JSON, and in files of other forms. */
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

  @Mixin private OutputFiles files;

  private ProgressBars progress;

  /** Computes the answer. */
  abstract Answer answer();

  /** Bars for whoever waits for the answer; a command that knows its steps begins a task. */
  final ProgressBars progress() {
    return progress;
  }

  @Override
  public Integer call() {
    files.check(json);
    Answer answer;
    try (ProgressBars bars = ProgressBars.onTerminal()) {
      progress = bars;
      bars.begin(spec.name(), ProgressBars.UNKNOWN);
      answer = answer();
    }
    print(answer.report());
    if (!answer.warning().isEmpty()) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + answer.warning());
    }
    return writeFiles(answer.report()) ? answer.exitCode() : ExitCode.OUTPUT_ERROR;
  }

  private void print(Report report) {
    if (files.print(report, spec.qualifiedName(), commandLine(), spec.commandLine().getOut())) {
      return;
    }
    Renderer renderer = json ? new JsonRenderer() : new TextRenderer();
    renderer.render(report, spec.commandLine().getOut());
  }

  private String commandLine() {
    return spec.root().name()
        + " "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  /** Standard output has the answer already, so that nothing is lost if a file fails. */
  private boolean writeFiles(Report report) {
    List<String> written;
    try (ProgressBars bars = ProgressBars.onTerminal()) {
      bars.begin("files", ProgressBars.UNKNOWN);
      written = files.write(report, spec.qualifiedName(), commandLine());
    } catch (IOException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": cannot write a file: " + e);
      return false;
    }
    if (!written.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(spec.qualifiedName() + ": wrote " + String.join(", ", written));
    }
    return true;
  }
}
