package io.brink.verdict;

import static io.brink.internal.text.Words.exponential;
import static io.brink.internal.text.Words.nearOne;
import static io.brink.internal.text.Words.number;

import io.brink.asymptotics.FrozenLaw;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.RectifierLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.asymptotics.UnknownLaw;
import io.brink.phase.FixedPhase;
import io.brink.phase.LengthFixedPoint;
import io.brink.phase.LengthRegime;
import io.brink.phase.Stability;
import io.brink.propagation.GradientDivergence;
import io.brink.regime.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of the package essay, each a method that adds what it finds. */
final class Rules {

  private static final String SCHOENHOLZ = "rule of thumb, Schoenholz et al. 2017, section 6";
  private static final String TAT = "rule of thumb after Zhang, Botev & Martens 2022, section 4.1";
  private static final String RESIDUAL = "Yang & Schoenholz 2017, section 5";
  private static final String HE = "rule of thumb after He et al. 2015, figure 3";

  private final Diagnosis diagnosis;
  private final Evidence evidence;
  private final List<Finding> findings = new ArrayList<>();

  private Rules(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
    this.evidence = diagnosis.evidence();
  }

  static List<Finding> apply(Diagnosis diagnosis) {
    Rules rules = new Rules(diagnosis);
    rules.divergences();
    switch (diagnosis.regime()) {
      case Regime.Plain plain -> {
        rules.plain(plain);
        rules.correlations();
        rules.gradients(rules.evidence.logGradientRatio());
      }
      case Regime.Normalised normalised -> {
        rules.normalised(normalised);
        rules.correlations();
        rules.gradients(rules.evidence.logGradientRatio());
      }
      case Regime.Residual residual -> rules.residual(residual);
      case Regime.Rescaled _, Regime.General _ -> {
        rules.correlations();
        rules.gradients(rules.evidence.logGradientRatio());
      }
    }
    rules.lengths();
    rules.linearity();
    return rules.findings;
  }

  private void add(Grade grade, double load, String sentence, String basis) {
    findings.add(new Finding(grade, load, sentence, basis));
  }

  private void note(String sentence, String basis) {
    add(Grade.TRAINS, 0, sentence, basis);
  }

  private void divergences() {
    for (GradientDivergence divergence : evidence.divergences()) {
      switch (divergence.moment()) {
        case MEAN_SQUARE ->
            add(
                Grade.UNTRAINABLE,
                Double.POSITIVE_INFINITY,
                "the mean squared gradient is infinite: E φ′² does not exist for "
                    + divergence.activation().name(),
                RESIDUAL);
        case VARIANCE ->
            add(
                Grade.SLOW,
                0.5,
                "the variance of the squared gradient is infinite, E φ′⁴ does not exist for "
                    + divergence.activation().name()
                    + ": networks of finite width scatter around the mean without limit",
                RESIDUAL);
      }
    }
  }

  private void plain(Regime.Plain plain) {
    Optional<FixedPhase> phase = diagnosis.phase();
    if (phase.isPresent()) {
      phase(plain, phase.get());
      return;
    }
    switch (plain.analysis().lengths()) {
      case LengthRegime.FixedLengths(List<LengthFixedPoint> points) -> note(drift(points), "");
      case LengthRegime.EveryLength _ -> {}
      case LengthRegime.Growing(LengthRegime.Growth growth) ->
          note(
              switch (growth) {
                case LengthRegime.Growth.Geometric(double factor) ->
                    "lengths have no fixed point: they grow by a factor "
                        + number(factor)
                        + " in each layer";
                case LengthRegime.Growth.Linear(double increment) ->
                    "lengths have no fixed point: they grow by "
                        + number(increment)
                        + " in each layer";
                case LengthRegime.Growth.Unbounded _ ->
                    "lengths have no fixed point: they grow without bound";
              },
              "");
    }
  }

  /** What lengths do that tend to no positive fixed one. */
  private String drift(List<LengthFixedPoint> points) {
    double reached = evidence.layers().get(evidence.last()).logVariance();
    LengthFixedPoint below = points.getFirst();
    for (LengthFixedPoint point : points) {
      if (Math.log(point.preactivationVariance()) <= reached) {
        below = point;
      }
    }
    if (below.stability() == Stability.REPELLING) {
      return below.preactivationVariance() == 0
          ? "lengths have no fixed point but 0, from which they grow by a factor "
              + number(below.slope())
              + " in each layer"
          : "lengths grow without bound: they are above the unstable fixed length q = "
              + number(below.preactivationVariance());
    }
    return "lengths tend to 0"
        + (below.stability() == Stability.MARGINAL
            ? ", slower than exponentially"
            : ", by a factor " + number(below.slope()) + " in each layer");
  }

  private void phase(Regime.Plain plain, FixedPhase phase) {
    String where =
        switch (phase.phase()) {
          case ORDERED ->
              "the network is in its ordered phase, χ₁ = " + nearOne(phase.chi1()) + " < 1";
          case CRITICAL -> "the network is at its edge of chaos, χ₁ = 1";
          case CHAOTIC ->
              "the network is in its chaotic phase, χ₁ = " + nearOne(phase.chi1()) + " > 1";
        };
    double scale = phase.depthScales().correlation();
    if (Double.isInfinite(scale)) {
      note(where + ": correlations and gradients change no faster than a power of the depth", "");
      return;
    }
    double scales = plain.depth() / scale;
    if (scales <= 1) {
      add(
          Grade.TRAINS,
          scales / Thresholds.DEPTH_SCALES,
          where
              + ", near the edge of chaos: its depth scale, ξ_c = "
              + number(scale)
              + " layers, is beyond its "
              + plain.depth()
              + " layers",
          "");
      return;
    }
    String fate =
        switch (phase.phase()) {
          case ORDERED, CRITICAL -> ": all inputs become equal";
          case CHAOTIC -> ": all pairs of inputs end at correlation " + number(phase.correlation());
        };
    String sentence =
        where
            + fate
            + " with depth scale ξ_c = "
            + number(scale)
            + " layers, and "
            + plain.depth()
            + " layers are "
            + (scales > Thresholds.SLOW_DEPTH_SCALES ? "more than " : "at most ")
            + number(
                scales > Thresholds.DEPTH_SCALES
                    ? Thresholds.DEPTH_SCALES
                    : Thresholds.SLOW_DEPTH_SCALES)
            + " of them";
    Grade grade =
        scales > Thresholds.DEPTH_SCALES
            ? Grade.UNTRAINABLE
            : scales > Thresholds.SLOW_DEPTH_SCALES ? Grade.SLOW : Grade.TRAINS;
    add(grade, scales / Thresholds.DEPTH_SCALES, sentence, SCHOENHOLZ);
  }

  private void normalised(Regime.Normalised normalised) {
    double slope = normalised.slope();
    String basis = "equation 2.1 of the analysis of layer normalisation";
    if (Math.abs(slope - 1) <= 1e-9) {
      note("the normalised layers are critical, P′(1) = 1", basis);
    } else if (slope < 1) {
      note("P′(1) = " + number(slope) + " < 1: correlations tend to 1 exponentially", basis);
    } else {
      note(
          "P′(1) = "
              + number(slope)
              + " > 1: layer normalisation keeps lengths, and its price is that gradients explode"
              + " exponentially",
          basis);
    }
  }

  /**
   * Correlations do not predict the training of networks with plain sums (RES), so none is judged.
   */
  private void residual(Regime.Residual residual) {
    ResidualLaw law = residual.law();
    switch (law) {
      case SaturatingLaw saturating -> saturating(residual, saturating);
      case RectifierLaw rectifier -> {
        note(
            "gradients of states grow by a factor "
                + number(rectifier.growth())
                + " in each block going back, those of the weights keep their size",
            "Yang & Schoenholz 2017, theorems B.20 and B.21");
        note(
            "the metric expressivity s = (1 − c)q is "
                + exponential(evidence.expressivity())
                + " at the output: the larger the better, short of overflow",
            "rule of thumb, Yang & Schoenholz 2017, section 5");
        weightGradients(evidence.logWeightGradientRatio());
      }
      case PowerLaw power -> {
        note(
            "lengths grow as the power "
                + number(power.lengthExponent())
                + " of the depth, correlations tend to "
                + number(power.fixedPoint()),
            power.source());
        weightGradients(evidence.logWeightGradientRatio());
      }
      case FrozenLaw frozen -> {
        note(
            "the weights before the activation are 0: every layer adds a constant",
            frozen.source());
        add(
            Grade.UNTRAINABLE,
            Double.POSITIVE_INFINITY,
            "the branches ignore their input, so that the network is linear in it",
            "weight variance 0");
      }
      case UnknownLaw unknown -> {
        note(unknown.reason(), "");
        weightGradients(evidence.logWeightGradientRatio());
      }
    }
  }

  private void saturating(Regime.Residual residual, SaturatingLaw law) {
    double explosion = law.gradientSquareRoot() * Math.sqrt(residual.blocks());
    double level = level(residual.end());
    String source =
        switch (residual.end()) {
          case FULL ->
              "rule of thumb: σ_w²L = 145 on MNIST at σ_v² = 1, σ_a² = ½, Yang & Schoenholz 2017,"
                  + " figure 3b";
          case REDUCED -> "rule of thumb: σ_w²L = 170 on MNIST, Yang & Schoenholz 2017, figure 3a";
        };
    boolean beyond = explosion > level * (1 + 1e-9);
    add(
        beyond ? Grade.SLOW : Grade.TRAINS,
        explosion / Thresholds.LOST_GRADIENT,
        "gradients explode as exp(A√L + B ln L) with A√L = "
            + number(explosion)
            + (beyond ? ", above the level " : ", within the level ")
            + number(level)
            + " of the best networks",
        source);
    if (Math.abs(evidence.logGradientRatio()) >= Thresholds.LOST_GRADIENT) {
      gradients(evidence.logGradientRatio());
    }
  }

  /** The largest A√L of the best networks. */
  static double level(Regime.BranchEnd end) {
    return switch (end) {
      case FULL -> Thresholds.FULL_RESIDUAL_LEVEL;
      case REDUCED -> Thresholds.REDUCED_RESIDUAL_LEVEL;
    };
  }

  private void correlations() {
    PairHistory orthogonal = evidence.orthogonal();
    double gap = orthogonal.output();
    double load = Math.log(Math.min(1, gap)) / Math.log(Thresholds.LOST);
    if (gap < Thresholds.SLOW_GAP) {
      boolean lost = gap < Thresholds.LOST;
      String place =
          orthogonal
              .lost()
              .map(layer -> ", and was lost (1 − c < e⁻⁶) at '" + layer.name() + "'")
              .orElse("");
      add(
          lost ? Grade.UNTRAINABLE : Grade.SLOW,
          load,
          "inputs become alike: two orthogonal ones leave the network with 1 − c = "
              + number(gap)
              + place,
          lost ? SCHOENHOLZ : TAT);
      return;
    }
    double resolution = evidence.resolution();
    if (gap < Thresholds.ALIKE
        && resolution < Thresholds.SLOW_RESOLUTION
        && resolution >= Thresholds.SLOW_GAP) {
      add(
          Grade.SLOW,
          Math.log(resolution) / Math.log(Thresholds.LOST),
          "inputs become alike, whether they were or not: two orthogonal ones leave the network"
              + " with 1 − c = "
              + number(gap)
              + ", two of correlation ½ with "
              + number(evidence.half().output()),
          "rule of thumb after Zhang, Botev & Martens 2022, tables 2 and 5");
      return;
    }
    load = Math.log(Math.min(1, resolution)) / Math.log(Thresholds.LOST);
    if (resolution < Thresholds.SLOW_GAP) {
      boolean lost = resolution < Thresholds.LOST;
      add(
          lost ? Grade.UNTRAINABLE : Grade.SLOW,
          load,
          "the network forgets how alike inputs are: pairs of correlation 0 and ½ leave it with"
              + " correlations that differ by "
              + number(orthogonal.output() - evidence.half().output()),
          lost ? SCHOENHOLZ : TAT);
    } else {
      add(
          Grade.TRAINS,
          Math.max(load, Math.log(Math.min(1, gap)) / Math.log(Thresholds.LOST)),
          "inputs stay distinct: two orthogonal ones leave the network with 1 − c = " + number(gap),
          "");
    }
  }

  private void gradients(double logarithm) {
    gradients("squared gradients", logarithm);
  }

  private void weightGradients(double logarithm) {
    gradients("squared gradients of the weights", logarithm);
  }

  private void gradients(String subject, double logarithm) {
    double size = Math.abs(logarithm);
    boolean lost = size >= Thresholds.LOST_GRADIENT * (1 - 1e-9);
    boolean slow = size > Thresholds.SLOW_GRADIENT;
    String trend =
        size <= 1e-9
            ? subject + " are equal in the first and the last layer"
            : subject
                + " "
                + (logarithm > 0 ? (slow ? "explode" : "grow") : (slow ? "vanish" : "shrink"))
                + " by a factor "
                + exponential(size)
                + " from the last layer to the first";
    add(
        lost ? Grade.UNTRAINABLE : slow ? Grade.SLOW : Grade.TRAINS,
        size / Thresholds.LOST_GRADIENT,
        trend,
        lost ? HE : slow ? "rule of thumb after Yang & Schoenholz 2017, figure 3a" : "");
  }

  private void lengths() {
    LayerState output = evidence.output();
    if (output.logVariance() == Double.NEGATIVE_INFINITY) {
      add(
          Grade.UNTRAINABLE,
          Double.POSITIVE_INFINITY,
          "the output is 0 for every input",
          "exact in the limit of infinite width");
      return;
    }
    double growth = Math.max(0, evidence.largestLogVariance()) / Thresholds.FLOAT32_LOG_RANGE;
    evidence
        .overflow("float32")
        .ifPresent(
            limit ->
                add(
                    Grade.UNTRAINABLE,
                    growth,
                    "mean squares overflow float32 at '"
                        + limit.name()
                        + "' (layer "
                        + limit.layer()
                        + ")"
                        + evidence
                            .overflow("float64")
                            .map(wide -> " and float64 at '" + wide.name() + "'")
                            .orElse("")
                        + (diagnosis.isCutOff()
                            ? "; only the layers before could be followed"
                            : "; at the output ln q = " + number(output.logVariance())),
                    RESIDUAL));
    evidence
        .underflow()
        .ifPresent(
            limit ->
                add(
                    Grade.UNTRAINABLE,
                    -output.logVariance() / Thresholds.FLOAT32_LOG_RANGE,
                    "mean squares underflow float32 at '"
                        + limit.name()
                        + "' (layer "
                        + limit.layer()
                        + "); at the output ln q = "
                        + number(output.logVariance()),
                    "the range of float32"));
    if (evidence.overflow("float32").isEmpty() && growth > 0.1) {
      add(
          Grade.TRAINS,
          growth,
          "mean squares grow to " + exponential(evidence.largestLogVariance()) + ", within float32",
          "");
    }
  }

  private void linearity() {
    double deviation = evidence.linearity().largestDeviation();
    if (deviation < Thresholds.LINEAR) {
      note(
          "the network is nearly linear: its correlation map deviates from the identity by at most "
              + number(deviation),
          "Zhang, Botev & Martens 2022 warn of such networks; the limit 0.01 is Brink's choice");
    }
  }
}
