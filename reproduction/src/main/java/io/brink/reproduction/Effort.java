package io.brink.reproduction;

/** How much work a reproduction may take. */
public enum Effort {
  /** Smaller samples or shallower networks: seconds at most, for a first look and for tests. */
  SKETCH,
  /** The paper's own sizes. */
  RECORD
}
