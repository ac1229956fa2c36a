package io.brink.simulation;

/** Watches work on many random networks and can end it early. Called from several threads. */
public interface Progress {

  /** Nobody watches. */
  Progress NONE =
      new Progress() {
        @Override
        public void done(int networks) {}

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  /** So many networks are done by now. */
  void done(int networks);

  /** Whether no further network shall be begun. */
  boolean isCancelled();
}
