package io.brink.simulation;

import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.Spread;
import io.brink.finitewidth.Widths;
import io.brink.internal.special.NormalDistribution;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.regime.States;
import io.brink.simulation.LayerComparison.Gradients;
import io.brink.simulation.LayerComparison.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Simulated networks of finite width against the theory of infinite width.
 *
 * <p><b>Scores.</b> z = (mean over networks − theory − 1/N bias)/error. The error is the standard
 * error of the mean; where the bias is not known, the square of the predicted relative deviation,
 * which is of its size, is added to it in quadrature (or, where that is not known either, of the
 * simulated one).
 *
 * <p><b>Whether theory holds.</b> At a layer it does if both scores are below the limit that all
 * scores of the network together exceed with a probability of 1 % at most, and if a single network
 * is off by less than the tolerance: by the root mean square, relative in q, absolute in c. Judged
 * are the network's states ({@link States}), not a read-out of a few units, over which q and c of
 * one network scatter however wide the network is.
 */
public final class TheoryComparison {

  /** Probability that a network to which theory applies is said to fail by its scores. */
  static final double FALSE_ALARMS = 0.01;

  private final SimulationResult result;
  private final ForwardTrace theory;
  private final FiniteWidthTrace finite;
  private final List<LayerComparison> layers;
  private final List<LayerComparison> judged;
  private final double tolerance;

  private TheoryComparison(
      SimulationResult result,
      ForwardTrace theory,
      FiniteWidthTrace finite,
      List<LayerComparison> layers,
      double tolerance) {
    this.result = result;
    this.theory = theory;
    this.finite = finite;
    this.layers = List.copyOf(layers);
    this.tolerance = tolerance;
    Set<Integer> states = Set.copyOf(States.of(result.network()));
    List<LayerComparison> found =
        this.layers.stream().filter(layer -> states.contains(layer.node())).toList();
    judged = found.isEmpty() ? this.layers : found;
  }

  /**
   * Compares.
   *
   * @param result a simulation of at least two networks, whose first two inputs are {@code pair}
   * @param tolerance largest deviation of a single network with which theory is said to hold, &gt;
   *     0
   * @throws IllegalArgumentException if there are fewer than two networks or inputs
   */
  public static TheoryComparison of(SimulationResult result, InputPair pair, double tolerance) {
    if (result.networks() < 2 || result.inputs() < 2) {
      throw new IllegalArgumentException(
          "theory is compared with at least 2 networks and 2 inputs, got "
              + result.networks()
              + " and "
              + result.inputs());
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("the tolerance is above 0, got " + tolerance);
    }
    ForwardPropagation forward = ForwardPropagation.of(result.network());
    ForwardTrace theory = forward.propagate(pair);
    FiniteWidthTrace finite = FiniteWidth.of(forward).predict(theory, new Widths.OfNetwork());
    Optional<BackwardTrace> backward =
        result.settings().passes() == SimulationSettings.Passes.FORWARD_AND_BACKWARD
            ? Optional.of(BackwardPropagation.of(forward).propagate(theory))
            : Optional.empty();
    List<LayerComparison> layers = new ArrayList<>();
    for (int node : result.nodes()) {
      layers.add(layer(result, node, theory, finite, backward));
    }
    return new TheoryComparison(result, theory, finite, layers, tolerance);
  }

  private static LayerComparison layer(
      SimulationResult result,
      int node,
      ForwardTrace theory,
      FiniteWidthTrace finite,
      Optional<BackwardTrace> backward) {
    double logVariance = theory.logVariance1(node);
    double gap = theory.gap(node);
    Summary variance = Summary.ofRatios(result.logVariances(node, 0), logVariance);
    Summary gaps = Summary.of(result.gaps(node, 0, 1));
    Optional<Spread> predicted = finite.measured(node);
    Optional<Spread.Bias> bias = predicted.flatMap(Spread::bias);
    double varianceStd =
        predicted.map(Spread::relativeVarianceStd1).orElse(variance.standardDeviation());
    double gapStd = predicted.map(Spread::relativeGapStd).orElse(gaps.standardDeviation() / gap);
    double varianceScore =
        score(
            variance.mean() - 1 - bias.map(Spread.Bias::relativeVariance1).orElse(0.0),
            variance.standardError(),
            bias.isPresent() ? 0 : varianceStd * varianceStd,
            1);
    double gapScore =
        score(
            gaps.mean() - gap - gap * bias.map(Spread.Bias::relativeGap).orElse(0.0),
            gaps.standardError(),
            bias.isPresent() ? 0 : gap * gapStd * gapStd,
            gap);
    double logDistance = logDistance(theory, node);
    return new LayerComparison(
        node,
        result.network().node(node).name(),
        logVariance,
        gap,
        predicted,
        variance,
        gaps,
        varianceScore,
        gapScore,
        logDistance == Double.NEGATIVE_INFINITY
            ? Optional.empty()
            : Optional.of(Summary.ofRatios(result.logDistances(node, 0, 1), logDistance)),
        backward.map(trace -> gradients(result, node, trace)));
  }

  /** A difference over its error; rounding of 10⁻¹³ of the figure is none. */
  private static double score(double difference, double error, double other, double scale) {
    double rounding = 1e-13 * scale;
    double total = Math.sqrt(error * error + other * other + rounding * rounding);
    return total == 0 || Double.isNaN(difference) ? 0 : difference / total;
  }

  /** ln of E(x − x′)² = (√q₁ − √q₂)² + 2√(q₁q₂)(1 − c). */
  private static double logDistance(ForwardTrace theory, int node) {
    double log1 = theory.logVariance1(node);
    double log2 = theory.logVariance2(node);
    double ratio = 2 * Math.sinh((log1 - log2) / 4);
    return (log1 + log2) / 2 + Math.log(ratio * ratio + 2 * theory.gap(node));
  }

  private static Gradients gradients(SimulationResult result, int node, BackwardTrace trace) {
    Optional<Parameters> weights = Optional.empty();
    Optional<Parameters> biases = Optional.empty();
    if (trace.isParameterised(node)) {
      double weight = trace.logWeightGradient1(node);
      double bias = trace.logBiasGradient1(node);
      weights =
          Optional.of(
              new Parameters(weight, Summary.ofRatios(result.logWeightGradients(node, 0), weight)));
      biases =
          Optional.of(
              new Parameters(bias, Summary.ofRatios(result.logBiasGradients(node, 0), bias)));
    }
    double gradient = trace.logGradient1(node);
    return new Gradients(
        gradient, Summary.ofRatios(result.logGradients(node, 0), gradient), weights, biases);
  }

  /** The simulation. */
  public SimulationResult result() {
    return result;
  }

  /** The theory of infinite width. */
  public ForwardTrace theory() {
    return theory;
  }

  /** The theory of first order in 1/N. */
  public FiniteWidthTrace finiteWidth() {
    return finite;
  }

  /** The nodes in order. */
  public List<LayerComparison> layers() {
    return layers;
  }

  /** The layers that are judged, in order. */
  public List<LayerComparison> judged() {
    return judged;
  }

  /** The limit of scores, see the class. */
  public double scoreLimit() {
    return normalQuantile(1 - FALSE_ALARMS / (4.0 * judged.size()));
  }

  /** Whether theory holds at a layer. */
  public boolean holds(LayerComparison layer) {
    return meansAgree(layer)
        && layer.varianceDeviation() <= tolerance
        && layer.correlationDeviation() <= tolerance;
  }

  private boolean meansAgree(LayerComparison layer) {
    return Math.abs(layer.score()) <= scoreLimit();
  }

  /** The first layer at which theory does not hold. */
  public Optional<LayerComparison> firstFailure() {
    return judged.stream().filter(layer -> !holds(layer)).findFirst();
  }

  /** Whether theory holds at this width, in a sentence. */
  public String sentence() {
    return firstFailure().map(this::failure).orElseGet(this::success);
  }

  private String success() {
    LayerComparison extreme = judged.getFirst();
    double variance = 0;
    double correlation = 0;
    for (LayerComparison layer : judged) {
      extreme = Math.abs(layer.score()) > Math.abs(extreme.score()) ? layer : extreme;
      variance = Math.max(variance, layer.varianceDeviation());
      correlation = Math.max(correlation, layer.correlationDeviation());
    }
    return String.format(
        Locale.ROOT,
        "Theory holds at %s: means over %d networks agree with it at every layer (largest |z| %.1f"
            + " at %s, limit %.1f), and a single network is off by at most %.2g %% of q and %.2g in"
            + " c (root mean square).",
        width(),
        result.networks(),
        Math.abs(extreme.score()),
        extreme.name(),
        scoreLimit(),
        100 * variance,
        correlation);
  }

  private String failure(LayerComparison layer) {
    String where =
        layer == judged.getFirst()
            ? "at any layer"
            : "from "
                + layer.name()
                + " on, layer "
                + (judged.indexOf(layer) + 1)
                + " of "
                + judged.size();
    String why;
    if (!meansAgree(layer)) {
      boolean variance = Math.abs(layer.varianceScore()) > scoreLimit();
      why =
          String.format(
              Locale.ROOT,
              "the mean of %s over %d networks is off by %.1f standard errors (limit %.1f)",
              variance ? "q" : "c",
              result.networks(),
              Math.abs(layer.score()),
              scoreLimit());
    } else if (layer.varianceDeviation() > tolerance) {
      why =
          String.format(
              Locale.ROOT,
              "q of a single network is off by %.2g %% (root mean square, tolerance %.2g %%)",
              100 * layer.varianceDeviation(),
              100 * tolerance);
    } else {
      why =
          String.format(
              Locale.ROOT,
              "c of a single network is off by %.2g (root mean square, tolerance %.2g)",
              layer.correlationDeviation(),
              tolerance);
    }
    return "Theory does not hold at " + width() + " " + where + ": " + why + ".";
  }

  private String width() {
    int narrowest = Integer.MAX_VALUE;
    int widest = 0;
    for (LayerComparison layer : judged) {
      int width = result.network().node(layer.node()).shape().width();
      narrowest = Math.min(narrowest, width);
      widest = Math.max(widest, width);
    }
    return narrowest == widest ? "width " + widest : "widths of " + narrowest + " to " + widest;
  }

  /** Φ⁻¹(p) for p ≥ ½, by bisection. */
  private static double normalQuantile(double p) {
    double low = 0;
    double high = 40;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (NormalDistribution.cdf(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
