package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.SpectralEquation.Group;
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
    Optional<String> beyond = beyondMethod(equation);
    if (beyond.isPresent()) {
      return new SpectrumOutcome.MomentsAlone(moments, beyond.get());
    }
    return FreeProductLaw.of(equation, moments, points);
  }

  /** Why the law of a product cannot be told; empty if it can. */
  private static Optional<String> beyondMethod(SpectralEquation equation) {
    Set<Activation> known = new HashSet<>();
    for (Group group : equation.groups()) {
      Activation activation = group.slopes().activation();
      if (!group.law().isWhole()) {
        return Optional.of(
            "the slope of "
                + activation.name()
                + " grows so fast that its fourth moment at preactivation variance "
                + (float) group.slopes().preactivationVariance()
                + " rests on units too rare for a density");
      }
      if (known.add(activation)
          && activation.breakpoints().stream()
              .anyMatch(b -> Double.isInfinite(b.derivativeJump()))) {
        return Optional.of(
            "the slope of "
                + activation.name()
                + " is infinite at a point, which the density of a product is not computed for");
      }
    }
    return Optional.empty();
  }
}
