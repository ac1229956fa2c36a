package io.brink.cli;

import io.brink.network.Network;
import io.brink.simulation.spectrum.MomentComparison;
import io.brink.simulation.spectrum.SampledSpectra;
import io.brink.simulation.spectrum.SpectrumComparison;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.NetworkJacobian;
import io.brink.spectrum.SpectralMoments;
import io.brink.spectrum.SpectrumOutcome;
import java.util.Optional;

/**
 * Random networks beside a spectrum.
 *
 * @param spectra their singular values
 * @param moments against the closed forms
 * @param law against the law, where there is one
 */
record SpectrumSimulation(
    SampledSpectra spectra, MomentComparison moments, Optional<SpectrumComparison> law) {

  static SpectrumSimulation of(
      SampledSpectra spectra,
      SpectrumOutcome outcome,
      Network network,
      double inputVariance,
      JacobianScope scope) {
    return switch (outcome) {
      case SpectrumOutcome.Computed(JacobianSpectrum spectrum) ->
          new SpectrumSimulation(
              spectra,
              MomentComparison.of(spectra, spectrum.moments()),
              Optional.of(
                  SpectrumComparison.of(
                      spectra,
                      spectrum,
                      NetworkJacobian.scatter(network, inputVariance, scope, spectrum))));
      case SpectrumOutcome.MomentsAlone(SpectralMoments moments, String ignored) ->
          new SpectrumSimulation(spectra, MomentComparison.of(spectra, moments), Optional.empty());
      case SpectrumOutcome.Unsolved(SpectralMoments moments, String ignored) ->
          new SpectrumSimulation(spectra, MomentComparison.of(spectra, moments), Optional.empty());
      case SpectrumOutcome.Infeasible(String reason) -> throw new IllegalArgumentException(reason);
    };
  }
}
