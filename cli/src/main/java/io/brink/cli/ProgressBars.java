package io.brink.cli;

import io.brink.reproduction.Progress;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress bars with the remaining time, on standard error: for tasks that take longer than a
 * second, and only where standard error is a terminal.
 */
final class ProgressBars implements Progress, AutoCloseable {

  private static final long PATIENCE = 1_000_000_000L;

  private String task = "";
  private long steps;
  private long done;
  private long started;
  private ProgressBar bar;

  private ProgressBars() {}

  /** Bars where somebody can see them. */
  static ProgressBars onTerminal() {
    return new ProgressBars();
  }

  @Override
  public void begin(String newTask, long newSteps) {
    close();
    task = newTask;
    steps = newSteps;
    done = 0;
    started = System.nanoTime();
  }

  @Override
  public void advance(long more) {
    done += more;
    if (bar == null
        && done < steps
        && System.nanoTime() - started > PATIENCE
        && errorIsTerminal()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .clearDisplayOnFinish()
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** On Linux the descriptor says so; elsewhere the whole console has to be a terminal. */
  private static boolean errorIsTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }
}
