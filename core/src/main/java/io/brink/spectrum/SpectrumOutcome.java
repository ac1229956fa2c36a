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
   * The first two moments, and why the density was not found: the equation has no certified
   * solution at some place of the support, or the density does not integrate to what is known
   * within 10⁻⁶.
   *
   * @param reason one sentence
   */
  record Unsolved(SpectralMoments moments, String reason) implements SpectrumOutcome {}
}
