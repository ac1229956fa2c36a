package io.brink.spectrum;

/**
 * Whether a Jacobian keeps lengths: how many of its singular values lie within a factor of two of
 * 1.
 *
 * <p>Dynamical isometry means that all singular values concentrate around 1 (Saxe, McClelland &amp;
 * Ganguli 2014; PSG 2017). Where to draw the line is a rule of thumb of Brink.
 */
public enum Isometry {
  /** At least 95 % of the singular values. */
  HOLDS,
  /** At least half of them. */
  PARTIAL,
  /** Fewer. */
  FAILS;

  /** The factor within which a singular value counts as near 1. */
  public static final double FACTOR = 2;

  private static final double NEARLY_ALL = 0.95;
  private static final double HALF = 0.5;

  /** The verdict on a spectrum. */
  public static Isometry of(JacobianSpectrum spectrum) {
    double share = spectrum.share(1 / FACTOR, FACTOR);
    return share >= NEARLY_ALL ? HOLDS : share >= HALF ? PARTIAL : FAILS;
  }
}
