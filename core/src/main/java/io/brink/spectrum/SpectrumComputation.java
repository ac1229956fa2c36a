package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.spectrum.JacobianFactor.Slopes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what of a spectrum can be computed, and computes it. */
final class SpectrumComputation {

  private SpectrumComputation() {}

  static SpectrumOutcome of(List<JacobianFactor> factors, int points) {
    for (JacobianFactor factor : factors) {
      if (factor instanceof Slopes(Activation activation, double q, double ignored)) {
        for (Breakpoint breakpoint : activation.breakpoints()) {
          if (breakpoint.valueJump() != 0) {
            return new SpectrumOutcome.Infeasible(
                activation.name() + " jumps, so the Jacobian does not exist");
          }
        }
      }
    }
    SpectralMoments moments;
    try {
      moments = SpectralMoments.of(factors);
    } catch (IllegalArgumentException e) {
      return new SpectrumOutcome.Infeasible(e.getMessage());
    }
    if (moments.logMean() == Double.NEGATIVE_INFINITY) {
      return new SpectrumOutcome.Infeasible("the Jacobian is 0: the slopes of a layer are all 0");
    }
    SpectralEquation equation = SpectralEquation.of(factors);
    if (equation.isOneLayer()) {
      return SingleLayerLaw.of(equation, moments, points);
    }
    Optional<String> unbounded = unbounded(factors);
    if (unbounded.isPresent()) {
      return new SpectrumOutcome.MomentsAlone(moments, unbounded.get());
    }
    return FreeProductLaw.of(equation, moments, points);
  }

  private static Optional<String> unbounded(List<JacobianFactor> factors) {
    Set<Activation> activations = new HashSet<>();
    for (JacobianFactor factor : factors) {
      if (factor instanceof Slopes(Activation activation, double q, double ignored)
          && q > 0
          && activations.add(activation)
          && isSteep(activation)) {
        return Optional.of(
            "the slope of "
                + activation.name()
                + " is unbounded, so there is no largest singular value");
      }
    }
    return Optional.empty();
  }

  private static boolean isSteep(Activation activation) {
    boolean singular =
        activation.breakpoints().stream().anyMatch(b -> Double.isInfinite(b.derivativeJump()));
    return singular
        || SlopeTail.of(activation, -1).most() == Double.POSITIVE_INFINITY
        || SlopeTail.of(activation, 1).most() == Double.POSITIVE_INFINITY;
  }
}
