package io.brink.report.drawing;

/** The background of a picture. */
public enum Theme {
  /** Dark on white. */
  LIGHT,
  /** Light on near-black. */
  DARK
}
