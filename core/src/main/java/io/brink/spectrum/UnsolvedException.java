package io.brink.spectrum;

/** The spectral equation was not solved at a place where it has to be. */
final class UnsolvedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says what was not found.
   *
   * @param message one sentence
   */
  UnsolvedException(String message) {
    super(message, null, false, false);
  }

  /** There is no certified solution at ln s² = u. */
  static UnsolvedException at(double u) {
    return new UnsolvedException(
        "the equation of the density has no certified solution at ln s² = " + (float) u);
  }
}
