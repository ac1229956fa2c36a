package io.brink.verdict;

import static io.brink.internal.text.Words.number;

import io.brink.activation.Activation;
import io.brink.activation.ShapedActivation;
import io.brink.asymptotics.RectifierLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.internal.text.Words;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.regime.Regime;
import io.brink.shaping.CriticalLine;
import io.brink.shaping.CriticalPoint;
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.ShapingSolution;
import io.brink.shaping.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Tries every change that suits a network and keeps those that help. */
final class Prescriber {

  /** η, τ and ζ that TAT and DKS recommend. */
  private static final double ETA = 0.9;

  private static final double TAU = 0.3;
  private static final double ZETA = 1.5;

  /** q* of the critical points that are tried: the first at which the network trains is taken. */
  private static final double[] CRITICAL_VARIANCES = {1, 0.2, 0.05, 0.01};

  /** A plain network is tried at each of these lengths and with two shapes; others less often. */
  static final int MOST_TRIALS = CRITICAL_VARIANCES.length + 2;

  /** Load from which a network counts as near a limit, when changes are ranked. */
  private static final double NEAR_A_LIMIT = 0.5;

  /**
   * Among equals: vanilla networks shaped by TAT or DKS train better than at the edge of chaos (TAT
   * table 5), and a network keeps its depth if it can.
   */
  private static final List<String> PREFERENCE =
      List.of("tat", "dks", "eoc", "bias_variance", "weight_variance", "depth");

  private final Verdict before;
  private final Runnable judged;
  private final Diagnosis diagnosis;
  private final Network network;
  private final Alteration alteration;
  private final List<Prescription> found = new ArrayList<>();
  private final List<Prescriptions.Dropped> dropped = new ArrayList<>();

  Prescriber(Verdict before, Runnable judged) {
    this.before = before;
    this.judged = judged;
    diagnosis = before.diagnosis();
    network = diagnosis.network();
    alteration = new Alteration(network);
  }

  Prescriptions prescribe() {
    switch (diagnosis.regime()) {
      case Regime.Plain plain -> edgeOfChaos(plain);
      case Regime.Normalised normalised -> criticalBias(normalised);
      case Regime.Residual residual -> residual(residual);
      case Regime.Rescaled _, Regime.General _ -> {}
    }
    shape();
    found.sort(
        Comparator.comparing((Prescription p) -> p.predicted().grade())
            .thenComparing(p -> p.predicted().load() > NEAR_A_LIMIT)
            .thenComparingInt(p -> PREFERENCE.indexOf(p.method())));
    return new Prescriptions(found, dropped);
  }

  private Verdict judge(Network changed) {
    Verdict verdict = Verdict.of(Diagnosis.of(changed, diagnosis.inputVariance()));
    judged.run();
    return verdict;
  }

  /** Keeps a change if the grade improves, or the load within the same grade. */
  private void consider(
      String method, String advice, Map<String, Double> parameters, Verdict after) {
    boolean better =
        after.grade() != before.grade()
            ? after.grade().compareTo(before.grade()) < 0
            : after.load() < 0.99 * before.load();
    if (better) {
      found.add(
          new Prescription(
              method, advice, parameters, after.diagnosis().network(), Prediction.of(after)));
    } else {
      drop(method, "the network would not be better: " + after.reasons().getFirst().sentence());
    }
  }

  private void drop(String method, String reason) {
    dropped.add(new Prescriptions.Dropped(method, reason));
  }

  private void edgeOfChaos(Regime.Plain plain) {
    Activation activation = plain.analysis().layer().activation();
    CriticalLine line = CriticalLine.of(activation);
    CriticalLine.Point best = null;
    Verdict bestVerdict = null;
    String reason = "";
    for (double q : CRITICAL_VARIANCES) {
      switch (line.at(new CriticalPoint.AtPreactivationVariance(q))) {
        case CriticalLine.Outcome.Found(List<CriticalLine.Point> points) -> {
          CriticalLine.Point point = points.getFirst();
          if (point.lengthSlope() > 1 + 1e-9) {
            reason = "its critical lengths are unstable: no network stays at them";
            continue;
          }
          Verdict verdict =
              judge(
                  alteration.withVariances(
                      _ -> true,
                      OptionalDouble.of(point.weightVariance()),
                      OptionalDouble.of(point.biasVariance())));
          if (bestVerdict == null
              || verdict.grade().compareTo(bestVerdict.grade()) < 0
              || (verdict.grade() == bestVerdict.grade()
                  && verdict.load() < 0.99 * bestVerdict.load())) {
            best = point;
            bestVerdict = verdict;
          }
        }
        case CriticalLine.Outcome.Missing(String why, _) -> reason = why;
      }
      boolean single = activation.homogeneityDegree().orElse(0) == 1;
      if (single || (bestVerdict != null && bestVerdict.grade() == Grade.TRAINS)) {
        break;
      }
    }
    if (best == null) {
      drop("eoc", reason);
      return;
    }
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("weight_variance", best.weightVariance());
    parameters.put("bias_variance", best.biasVariance());
    parameters.put("q", best.preactivationVariance());
    consider(
        "eoc",
        "move to the edge of chaos: weight_variance="
            + Words.digits(best.weightVariance())
            + ", bias_variance="
            + Words.digits(best.biasVariance()),
        parameters,
        bestVerdict);
  }

  private void criticalBias(Regime.Normalised normalised) {
    double bias = normalised.criticalBiasVariance();
    if (!(bias >= 0 && bias < Double.POSITIVE_INFINITY)) {
      drop(
          "bias_variance",
          bias < 0
              ? "no bias variance makes the normalised layers critical: P′(1) < 1 without biases"
              : "E φ′² is infinite");
      return;
    }
    if (Math.abs(normalised.slope() - 1) <= 1e-9) {
      drop("bias_variance", "the normalised layers are critical as they are");
      return;
    }
    consider(
        "bias_variance",
        "make the normalised layers critical: bias_variance=" + Words.digits(bias),
        Map.of("bias_variance", bias),
        judge(
            alteration.withVariances(_ -> true, OptionalDouble.empty(), OptionalDouble.of(bias))));
  }

  private void residual(Regime.Residual residual) {
    switch (residual.law()) {
      case SaturatingLaw law -> saturating(residual, law);
      case RectifierLaw law -> rectifier(residual, law);
      case ResidualLaw _ ->
          drop("weight_variance", "no law says which weight variance suits this activation");
    }
  }

  /** A is proportional to σ_w, so A√L has its level at a known σ_w. */
  private void saturating(Regime.Residual residual, SaturatingLaw law) {
    double explosion = law.gradientSquareRoot() * Math.sqrt(residual.blocks());
    double share = Rules.level(residual.end()) / explosion;
    if (share >= 1) {
      drop("weight_variance", "gradient explosion is within the level of the best networks");
      return;
    }
    double weightVariance = residual.variances().weightVariance() * share * share;
    consider(
        "weight_variance",
        "lower the weight variance before the activation with the depth: weight_variance="
            + Words.digits(weightVariance)
            + ", the largest with A√L = "
            + number(Rules.level(residual.end())),
        Map.of("weight_variance", weightVariance),
        judge(
            alteration.withVariances(
                alteration::feedsActivation,
                OptionalDouble.of(weightVariance),
                OptionalDouble.empty())));
    depth(residual, (int) Math.floor(residual.blocks() * share * share), "A√L at its level");
  }

  private void rectifier(Regime.Residual residual, RectifierLaw law) {
    double limit = Thresholds.FLOAT32_LOG_RANGE;
    double initial = diagnosis.evidence().layers().get(diagnosis.evidence().first()).variance();
    if (diagnosis.evidence().overflow("float32").isEmpty()) {
      return;
    }
    if (!(initial > 0 && initial < Double.POSITIVE_INFINITY)
        || !(law.logLength(0, initial) < limit)) {
      drop("weight_variance", "lengths overflow before the first block");
      return;
    }
    int low = 0;
    int high = residual.blocks();
    while (high - low > 1) {
      int mid = (low + high) >>> 1;
      if (law.logLength(mid, initial) <= limit) {
        low = mid;
      } else {
        high = mid;
      }
    }
    depth(residual, low, "the most before float32 overflows, and the largest expressivity");
    DoubleUnaryOperator length =
        variance -> {
          ResidualVariances v = residual.variances();
          ResidualVariances changed =
              new ResidualVariances(
                  variance, v.biasVariance(), v.outWeightVariance(), v.outBiasVariance());
          return ((RectifierLaw) ResidualLaw.of(residual.activation(), changed))
              .logLength(residual.blocks(), initial);
        };
    double weightVariance = largest(length, residual.variances().weightVariance(), limit);
    if (weightVariance == 0) {
      drop("weight_variance", "biases alone overflow float32 at this depth");
      return;
    }
    consider(
        "weight_variance",
        "lower the weight variance before the activation to "
            + Words.digits(weightVariance)
            + ", the largest before float32 overflows",
        Map.of("weight_variance", weightVariance),
        judge(
            alteration.withVariances(
                alteration::feedsActivation,
                OptionalDouble.of(weightVariance),
                OptionalDouble.empty())));
  }

  /** The largest variance below {@code from} at which an increasing function is within a limit. */
  private static double largest(DoubleUnaryOperator length, double from, double limit) {
    double low = Math.log(from) - 30;
    double high = Math.log(from);
    if (length.applyAsDouble(Math.exp(low)) > limit) {
      return 0;
    }
    for (int i = 0; i < 60; i++) {
      double mid = (low + high) / 2;
      if (length.applyAsDouble(Math.exp(mid)) <= limit) {
        low = mid;
      } else {
        high = mid;
      }
    }
    // A little below, so that the network computed node by node agrees.
    return Math.exp(low) * (1 - 1e-6);
  }

  private void depth(Regime.Residual residual, int blocks, String why) {
    if (blocks < 1) {
      drop("depth", "not even one block is within the limit");
      return;
    }
    consider(
        "depth",
        "use " + blocks + " in place of " + residual.blocks() + " blocks: " + why,
        Map.of("depth", (double) blocks),
        judge(alteration.withBlocks(blocks)));
  }

  private void shape() {
    Set<Activation> activations = new LinkedHashSet<>();
    for (var node : network.nodes()) {
      if (node.operation() instanceof Operation.Nonlinearity(Activation activation)) {
        activations.add(activation);
      }
    }
    if (activations.size() != 1) {
      String reason =
          activations.isEmpty()
              ? "the network has no activation"
              : "the network has several activations, and one is shaped at a time";
      drop("tat", reason);
      drop("dks", reason);
      return;
    }
    Activation activation = activations.iterator().next();
    boolean rectifier = isRectifier(activation);
    shape(
        "tat",
        activation,
        rectifier ? new ShapingMethod.TatLeakyRelu(ETA) : new ShapingMethod.TatSmooth(TAU),
        rectifier ? Map.of("eta", ETA) : Map.of("tau", TAU));
    shape("dks", activation, new ShapingMethod.Dks(ZETA), Map.of("zeta", ZETA));
  }

  /** Two rays with their kink at 0. */
  private static boolean isRectifier(Activation activation) {
    return activation.homogeneityDegree().orElse(0) == 1
        && activation.breakpoints().size() == 1
        && activation.derivative(1) == 1
        && !(activation instanceof ShapedActivation);
  }

  private static String shapeAdvice(Activation activation, ShapingSolution solution) {
    var p = solution.parameters();
    String inner =
        p.negativeSlope().isPresent()
            ? "leaky_relu(" + number(p.negativeSlope().getAsDouble()) + ")"
            : activation.name();
    return "shape the activation: γ(φ(αx + β) + δ) with φ = "
        + inner
        + ", α = "
        + number(p.inputScale())
        + ", β = "
        + number(p.inputShift())
        + ", δ = "
        + number(p.outputShift())
        + ", γ = "
        + number(p.outputScale())
        + ", and weight variance "
        + number(solution.weightVariance())
        + ", bias variance "
        + number(solution.biasVariance())
        + " ('brink shape' prints it in full)";
  }

  private void shape(
      String method, Activation activation, ShapingMethod asked, Map<String, Double> goal) {
    switch (Shaping.shape(network, activation, asked, Target.SUBNETWORKS)) {
      case ShapingOutcome.Converged converged -> {
        ShapingSolution solution = converged.best();
        Map<String, Double> parameters = new LinkedHashMap<>(goal);
        parameters.put("input_scale", solution.parameters().inputScale());
        parameters.put("input_shift", solution.parameters().inputShift());
        parameters.put("output_scale", solution.parameters().outputScale());
        parameters.put("output_shift", solution.parameters().outputShift());
        solution
            .parameters()
            .negativeSlope()
            .ifPresent(slope -> parameters.put("negative_slope", slope));
        parameters.put("weight_variance", solution.weightVariance());
        parameters.put("bias_variance", solution.biasVariance());
        consider(
            method,
            shapeAdvice(activation, solution),
            parameters,
            judge(converged.network().network()));
      }
      case ShapingOutcome.Infeasible(String reason, _) -> drop(method, reason);
      case ShapingOutcome.BudgetExhausted _ -> drop(method, "the search found no solution");
    }
  }
}
