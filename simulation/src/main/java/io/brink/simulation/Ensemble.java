package io.brink.simulation;

import io.brink.simulation.sample.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Many independent pieces of work, one for each random network, over several threads. A piece is
 * named by its index alone, so that nothing depends on which thread does it.
 */
public final class Ensemble {

  /** One piece of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does piece {@code index}.
     *
     * @param workspace arrays of this thread
     */
    void run(int index, Workspace workspace);
  }

  private Ensemble() {}

  /**
   * Does pieces 0 to count − 1, in this order but side by side.
   *
   * @param threads number of threads, at least 1
   * @return for each piece, whether it was done: all, unless {@code progress} cancelled
   * @throws RuntimeException the first failure of a piece; the others are given up
   */
  public static boolean[] run(int count, int threads, Progress progress, Task task) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed, got " + threads);
    }
    boolean[] done = new boolean[count];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable worker =
        () -> {
          Workspace workspace = new Workspace();
          while (!stopped.get() && !progress.isCancelled()) {
            int index = next.getAndIncrement();
            if (index >= count) {
              return;
            }
            try {
              task.run(index, workspace);
              done[index] = true;
              progress.done(finished.incrementAndGet());
            } catch (RuntimeException | Error e) {
              failure.compareAndSet(null, e);
              stopped.set(true);
            }
          }
        };
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      others.add(Thread.ofPlatform().daemon().name("simulation-" + i).start(worker));
    }
    worker.run();
    join(others);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    return done;
  }

  private static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
