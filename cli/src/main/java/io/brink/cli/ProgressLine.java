package io.brink.cli;

import io.brink.simulation.Progress;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar with the time left on standard error, if that is a terminal, and Ctrl-C as the way to stop.
 * The launcher says in the property {@value #TERMINAL} whether it is one.
 */
final class ProgressLine implements Progress, AutoCloseable {

  private static final String TERMINAL = "brink.stderr.terminal";

  private final Interruption interruption;
  private final ProgressBar bar;

  ProgressLine(String task, int total, Interruption interruption) {
    this.interruption = interruption;
    bar =
        isTerminal()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setSpeedUnit(ChronoUnit.SECONDS)
                .setMaxRenderedLength(100)
                .clearDisplayOnFinish()
                .build()
            : null;
  }

  // Without a terminal there is no console on JDK 25, as before 22.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    String told = System.getProperty(TERMINAL);
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  @Override
  public void done(int networks) {
    if (bar != null) {
      bar.stepTo(Math.max(networks, bar.getCurrent()));
    }
  }

  @Override
  public boolean isCancelled() {
    return interruption.isRequested();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
