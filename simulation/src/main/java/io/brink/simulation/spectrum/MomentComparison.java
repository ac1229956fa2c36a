package io.brink.simulation.spectrum;

import io.brink.simulation.Summary;
import io.brink.spectrum.SpectralMoments;
import java.util.Arrays;

/**
 * Moments of the squared singular values of random networks over those in closed form.
 *
 * @param mean for each network the mean of s², over theory's
 * @param second for each network the mean of s⁴, over theory's
 */
public record MomentComparison(Summary mean, Summary second) {

  /** Compares. */
  public static MomentComparison of(SampledSpectra spectra, SpectralMoments moments) {
    double logSecond = 2 * moments.logMean() + Math.log1p(moments.relativeVariance());
    return new MomentComparison(
        Summary.ofRatios(
            Arrays.stream(spectra.meanSquares()).map(Math::log).toArray(), moments.logMean()),
        Summary.ofRatios(
            Arrays.stream(spectra.meanFourthPowers()).map(Math::log).toArray(), logSecond));
  }
}
