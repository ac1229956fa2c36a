package io.brink.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a request to stop and print what is there: the JVM's end waits until the command has
 * printed, for a few seconds at most.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch printed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");
  private volatile boolean requested;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    requested = true;
    try {
      printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the user has asked for the end. */
  boolean isRequested() {
    return requested;
  }

  /** The work is over. Where it was cut short, {@link #release} has still to follow. */
  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // The end began just now: the hook is running and waits for the release.
        requested = true;
      }
    }
  }

  /** Everything is printed; the JVM may end. */
  void release() {
    printed.countDown();
  }
}
