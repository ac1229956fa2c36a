package io.brink.reproduction;

/** Who watches a long computation. Methods are called from one thread at a time. */
public interface Progress {

  /** Nobody watches. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String task, long steps) {}

        @Override
        public void advance(long steps) {}
      };

  /** A task of so many equal steps begins; the one before it, if any, is done. */
  void begin(String task, long steps);

  /** That many more steps of the task are done. */
  void advance(long steps);
}
