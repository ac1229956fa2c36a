package io.brink.spectrum;

/** What became of a request for a spectrum. */
public sealed interface SpectrumOutcome {

  /** The whole law. */
  record Computed(JacobianSpectrum spectrum) implements SpectrumOutcome {}

  /**
   * The first two moments, and why there is no density.
   *
   * @param reason one sentence
   */
  record MomentsAlone(SpectralMoments moments, String reason) implements SpectrumOutcome {}

  /**
   * Not even moments.
   *
   * @param reason one sentence
   */
  record Infeasible(String reason) implements SpectrumOutcome {}

  /**
   * The equation was not solved at some place of the support.
   *
   * @param logSquare ln s² there
   * @param reason one sentence
   */
  record Unsolved(SpectralMoments moments, double logSquare, String reason)
      implements SpectrumOutcome {}
}
