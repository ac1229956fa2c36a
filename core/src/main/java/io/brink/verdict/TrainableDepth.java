package io.brink.verdict;

import io.brink.asymptotics.CorrelationLaw;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.RectifierLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.phase.FixedPhase;
import io.brink.phase.LengthFixedPoint;
import io.brink.phase.LengthRegime;
import io.brink.phase.PlainLayer;
import io.brink.regime.Regime;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The depth up to which networks of the same layers or blocks train, by the rules of the package
 * essay and the asymptotic laws: an estimate, where the verdict itself follows the exact figures.
 *
 * @param layers number of nonlinear layers or of blocks; +∞ where no law sets an end
 * @param basis what ends it
 */
public record TrainableDepth(double layers, String basis) {

  private static final double DEEPEST = 1e15;

  static Optional<TrainableDepth> of(Diagnosis diagnosis) {
    Optional<FixedPhase> phase = diagnosis.phase();
    return switch (diagnosis.regime()) {
      case Regime.Plain plain ->
          phase.isPresent()
              ? Optional.of(of(plain.analysis().layer(), phase.get()))
              : earlier(
                  drift(plain.analysis().lengths()),
                  critical(CorrelationLaw.of(plain.analysis(), Double.NaN)));
      case Regime.Normalised normalised -> phase.map(fixed -> of(normalised.layer(), fixed));
      case Regime.Residual residual -> residual(residual, diagnosis);
      case Regime.Rescaled _, Regime.General _ -> Optional.empty();
    };
  }

  private static TrainableDepth of(PlainLayer layer, FixedPhase phase) {
    TrainableDepth correlations =
        critical(CorrelationLaw.of(layer, phase))
            .orElseGet(
                () ->
                    new TrainableDepth(
                        phase.depthScales().trainableDepth(),
                        "6 ξ_c, a rule of thumb (Schoenholz et al. 2017)"));
    return earlier(factor(phase.chi1()), Optional.of(correlations)).orElseThrow();
  }

  /** Where a law at the edge of chaos, or next to it in the ordered phase, loses correlations. */
  private static Optional<TrainableDepth> critical(CorrelationLaw law) {
    return law instanceof CorrelationLaw.Critical critical && critical.logChi1() <= 0
        ? Optional.of(
            new TrainableDepth(
                last(l -> -critical.logDeviation(l), Thresholds.DEPTH_SCALES),
                "1 − c falls to e⁻⁶: " + critical.statement()))
        : Optional.empty();
  }

  private static Optional<TrainableDepth> earlier(
      Optional<TrainableDepth> a, Optional<TrainableDepth> b) {
    return a.isEmpty() || (b.isPresent() && b.get().layers < a.get().layers) ? b : a;
  }

  /** Lengths that vanish or grow take gradients with them. */
  private static Optional<TrainableDepth> drift(LengthRegime lengths) {
    return switch (lengths) {
      case LengthRegime.FixedLengths fixed -> {
        LengthFixedPoint zero = fixed.points().getFirst();
        yield zero.preactivationVariance() == 0 ? factor(zero.slope()) : Optional.empty();
      }
      case LengthRegime.Growing(LengthRegime.Growth growth) ->
          growth instanceof LengthRegime.Growth.Geometric(double factor)
              ? factor(factor)
              : Optional.empty();
      case LengthRegime.EveryLength _ -> Optional.empty();
    };
  }

  private static Optional<TrainableDepth> factor(double factor) {
    double rate = Math.abs(Math.log(factor));
    return rate > 0 && rate < Double.POSITIVE_INFINITY
        ? Optional.of(
            new TrainableDepth(
                Thresholds.LOST_GRADIENT / rate, "squared gradients change by a factor 2²⁹"))
        : Optional.empty();
  }

  private static Optional<TrainableDepth> residual(Regime.Residual residual, Diagnosis diagnosis) {
    ResidualLaw law = residual.law();
    if (law instanceof SaturatingLaw saturating) {
      double root = Rules.level(residual.end()) / saturating.gradientSquareRoot();
      return Optional.of(
          new TrainableDepth(root * root, "A√L at the level of the best networks (RES, figure 3)"));
    }
    double limit = Thresholds.FLOAT32_LOG_RANGE;
    if (law instanceof RectifierLaw rectifier) {
      Evidence evidence = diagnosis.evidence();
      double initial = evidence.layers().get(evidence.first()).variance();
      return initial > 0 && initial < Double.POSITIVE_INFINITY
          ? Optional.of(
              new TrainableDepth(
                  Math.floor(last(l -> rectifier.logLength((long) l, initial), limit)),
                  "mean squares overflow float32"))
          : Optional.empty();
    }
    if (law instanceof PowerLaw power) {
      return Optional.of(
          new TrainableDepth(
              Math.floor(last(power::logLength, limit)), "mean squares overflow float32"));
    }
    return Optional.empty();
  }

  /** The last layer at which an increasing function is within a limit. */
  private static double last(DoubleUnaryOperator increasing, double limit) {
    double low = 0;
    double high = Math.log(DEEPEST);
    if (increasing.applyAsDouble(DEEPEST) <= limit) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < 100; i++) {
      double mid = 0.5 * (low + high);
      if (increasing.applyAsDouble(Math.exp(mid)) <= limit) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return Math.exp(low);
  }
}
