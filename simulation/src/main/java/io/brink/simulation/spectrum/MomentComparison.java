package io.brink.simulation.spectrum;

import io.brink.simulation.Summary;
import io.brink.spectrum.SpectralMoments;

/**
 * Moments of the squared singular values of random networks over those in closed form.
 *
 * @param mean for each network the mean of s², over theory's
 * @param second for each network the mean of s⁴, over theory's
 */
public record MomentComparison(Summary mean, Summary second) {

  /** Compares all singular values. */
  public static MomentComparison of(SampledSpectra spectra, SpectralMoments moments) {
    return of(spectra.logMeanSquares(), spectra.logMeanFourthPowers(), moments);
  }

  /** Compares what random directions say. */
  public static MomentComparison of(SampledMoments sampled, SpectralMoments moments) {
    return of(sampled.logMeanSquares(), sampled.logMeanFourthPowers(), moments);
  }

  private static MomentComparison of(
      double[] logMeanSquares, double[] logMeanFourthPowers, SpectralMoments moments) {
    double logSecond = 2 * moments.logMean() + Math.log1p(moments.relativeVariance());
    return new MomentComparison(
        Summary.ofRatios(logMeanSquares, moments.logMean()),
        Summary.ofRatios(logMeanFourthPowers, logSecond));
  }
}
