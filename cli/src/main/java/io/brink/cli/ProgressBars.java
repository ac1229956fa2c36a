package io.brink.cli;

import io.brink.reproduction.Progress;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress bars on standard error for tasks that take longer than a second, where standard error is
 * a terminal: with the time that remains where the steps of a task are known, else with the time
 * that has gone. A bar goes away with its task, before anything else is printed.
 *
 * <p>The launcher says in the property {@value #TERMINAL} whether standard error is a terminal,
 * where it stands between the two.
 */
final class ProgressBars implements Progress, AutoCloseable {

  /** The number of steps of a task that cannot tell them. */
  static final long UNKNOWN = -1;

  private static final String TERMINAL = "brink.stderr.terminal";
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int INTERVAL_MILLIS = 200;

  /** Fits the narrowest usual terminal; a longer line would wrap and stay. */
  private static final int MOST_COLUMNS = 79;

  private final boolean seen;
  private String task = "";
  private long steps;
  private long done;
  private Thread waiting;
  private ProgressBar bar;

  private ProgressBars(boolean seen) {
    this.seen = seen;
  }

  /** Bars where somebody can see them. */
  static ProgressBars onTerminal() {
    return new ProgressBars(errorIsTerminal());
  }

  @Override
  public synchronized void begin(String newTask, long newSteps) {
    close();
    task = newTask;
    steps = newSteps;
    done = 0;
    if (seen) {
      waiting = Thread.ofVirtual().start(this::showLater);
    }
  }

  private void showLater() {
    try {
      Thread.sleep(PATIENCE);
      show(Thread.currentThread());
    } catch (InterruptedException _) {
      // The task ended within its second.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void show(Thread asking) {
    if (asking != waiting) {
      return;
    }
    bar = Library.bar(task, steps, done);
  }

  /** Apart, so that the library is loaded with the first bar. */
  private static final class Library {

    private Library() {}

    static ProgressBar bar(String task, long steps, long done) {
      ProgressBarBuilder builder =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(steps)
              .startsFrom(done, PATIENCE)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(INTERVAL_MILLIS)
              .setSpeedUnit(ChronoUnit.SECONDS)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, MOST_COLUMNS))
              .continuousUpdate()
              .clearDisplayOnFinish();
      if (steps == UNKNOWN) {
        builder.setRenderer(
            (state, _) -> state.getTaskName() + "  " + state.getTotalElapsed().toSeconds() + " s");
      }
      return builder.build();
    }
  }

  @Override
  public synchronized void advance(long more) {
    reach(done + more);
  }

  /** So many steps are done; threads may say so in any order. */
  private synchronized void reach(long number) {
    done = Math.max(done, number);
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** The same bars for a simulation, which Ctrl-C ends. */
  io.brink.simulation.Progress of(Interruption interruption) {
    return new io.brink.simulation.Progress() {
      @Override
      public void done(int networks) {
        reach(networks);
      }

      @Override
      public boolean isCancelled() {
        return interruption.isRequested();
      }
    };
  }

  @Override
  public synchronized void close() {
    if (waiting != null) {
      waiting.interrupt();
      waiting = null;
    }
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** On Linux the descriptor says so; elsewhere the whole console has to be a terminal. */
  private static boolean errorIsTerminal() {
    String told = System.getProperty(TERMINAL);
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }
}
