package io.brink.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;

/** Entry point of {@code brink}. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    StandardStream out = new StandardStream(new FileOutputStream(FileDescriptor.out), "stdout");
    StandardStream err = new StandardStream(new FileOutputStream(FileDescriptor.err), "stderr");
    int exitCode = run(args, new PrintWriter(out), new PrintWriter(err));
    err.flush();
    System.exit(out.finish(err) ? exitCode : ExitCode.OUTPUT_ERROR);
  }

  /**
   * Runs one command line.
   *
   * @param args the command and its arguments
   * @param out receives results
   * @param err receives everything else
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine brink = new CommandLine(new BrinkCommand());
    ErrorLines errorLines = new ErrorLines(err);
    brink.setOut(out);
    brink.setErr(err);
    brink.setParameterExceptionHandler(errorLines);
    brink.setExecutionExceptionHandler(errorLines);
    brink.setUsageHelpWidth(100);
    brink.setUsageHelpLongOptionsMaxWidth(34);
    try {
      return brink.execute(args);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return errorLines.exhausted(e);
    } finally {
      out.flush();
      err.flush();
    }
  }
}
