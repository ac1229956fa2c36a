package io.brink.trajectory;

import io.brink.asymptotics.CorrelationLaw;
import io.brink.asymptotics.LawComparison;
import io.brink.asymptotics.LineFit;
import io.brink.asymptotics.ResidualMeasurement;
import io.brink.internal.text.Words;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.regime.Regime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** The layers of one pair of inputs, and how well they obey a law. */
final class LayersOfPair {

  /** Fewest layers that are worth a fit, and layers through which a line is fitted. */
  private static final int FEWEST = 16;

  private static final int POINTS = 64;

  /** Below it a slope dc/dc₀ is near the end of the range of a double. */
  private static final double SMALLEST_SLOPE = 1e-290;

  /** Differences of gaps down to this part of them have six digits. */
  private static final double RESOLVED = 1e-9;

  private final ForwardTrace trace;
  private final int[] states;
  private final CorrelationLaw law;

  LayersOfPair(ForwardTrace trace, int[] states, CorrelationLaw law) {
    this.trace = trace;
    this.states = states;
    this.law = law;
  }

  private double gap(int layer) {
    return trace.gap(states[layer]);
  }

  private double deviation(int layer) {
    return Math.abs(gap(layer) - law.limitGap());
  }

  List<TrajectoryLayer> layers() {
    boolean known = !(law instanceof CorrelationLaw.Unknown);
    double logFactor = known ? logFactor() : Double.NaN;
    List<TrajectoryLayer> layers = new ArrayList<>(states.length);
    for (int l = 0; l < states.length; l++) {
      int node = states[l];
      double predicted = known && l > 0 ? Math.exp(logFactor + law.logDeviation(l)) : Double.NaN;
      layers.add(
          new TrajectoryLayer(
              l,
              node,
              trace.network().node(node).name(),
              trace.variance1(node),
              trace.logVariance1(node),
              trace.variance2(node),
              trace.logVariance2(node),
              // Exact next to c = 0, where the cosine of an angle is not.
              1 - trace.gap(node),
              trace.gap(node),
              trace.errorBound(node),
              trace.slope(node),
              known ? OptionalDouble.of(deviation(l)) : OptionalDouble.empty(),
              Double.isNaN(predicted) ? OptionalDouble.empty() : OptionalDouble.of(predicted)));
    }
    return layers;
  }

  /** An open factor is taken from the deepest layer whose deviation has its digits. */
  private double logFactor() {
    return switch (law.factor()) {
      case KNOWN -> 0;
      case OPEN -> {
        for (int l = states.length - 1; l > 0; l--) {
          double noise = RESOLVED * law.limitGap() + 10 * trace.errorBound(states[l]);
          if (deviation(l) > noise) {
            yield Math.log(deviation(l)) - law.logDeviation(l);
          }
        }
        yield Double.NaN;
      }
    };
  }

  List<LawComparison> comparisons(Regime regime) {
    int last = CorrelationTrajectory.lastState(regime, states);
    return switch (law) {
      case CorrelationLaw.Exponential exponential ->
          fit(
              "decay rate 1/ξ_c",
              "−slope of ln dc_l/dc_0 against l",
              1 / exponential.depthScale(),
              last(last, l -> trace.slope(states[l]) > SMALLEST_SLOPE),
              l -> l,
              l -> -Math.log(trace.slope(states[l])));
      case CorrelationLaw.Critical critical -> comparisons(critical, last);
      case CorrelationLaw.Power power ->
          regime instanceof Regime.Residual residual
              ? measured(residual)
              : power.coefficient().isPresent()
                  ? fit(
                      "root of the coefficient of l^(−" + Words.number(power.exponent()) + ")",
                      "slope of (1 − c)^(−1/" + Words.number(power.exponent()) + ") against l",
                      Math.pow(power.coefficient().getAsDouble(), -1 / power.exponent()),
                      last,
                      l -> l,
                      l -> Math.pow(gap(l), -1 / power.exponent()))
                  : List.of();
      case CorrelationLaw.Unknown _ -> List.of();
    };
  }

  private List<LawComparison> comparisons(CorrelationLaw.Critical critical, int deepest) {
    int last = last(deepest, l -> gap(l) > 0);
    if (critical.logChi1() > 0) {
      // Beside the edge in the chaotic phase, gaps stop at a limit that the law knows to first
      // order only; slopes at the limit do not.
      return List.of();
    }
    double rate = -critical.logChi1();
    return switch (critical.contact()) {
      case SMOOTH ->
          fit(
              "1/κ = R″(1)/2",
              rate == 0
                  ? "slope of 1/(1 − c) against l"
                  : "slope of 1/(1 − c) against (χ₁^(−l) − 1)/ln(1/χ₁)",
              critical.coefficient(),
              last,
              l -> stretched(l, rate),
              l -> 1 / gap(l));
      case KINK ->
          fit(
              "1/√k",
              rate == 0
                  ? "slope of (1 − c)^(−1/2) against l"
                  : "slope of (1 − c)^(−1/2) against 2(χ₁^(−l/2) − 1)/ln(1/χ₁)",
              critical.coefficient() / 2,
              last,
              l -> stretched(l, rate / 2),
              l -> 1 / Math.sqrt(gap(l)));
    };
  }

  private static double stretched(double layer, double rate) {
    return rate == 0 ? layer : Math.expm1(rate * layer) / rate;
  }

  /** The constants of the law of a residual network, measured on its blocks. */
  private List<LawComparison> measured(Regime.Residual residual) {
    int node = states[0];
    double q1 = trace.variance1(node);
    double q2 = trace.variance2(node);
    if (residual.blocks() < ResidualMeasurement.SMALLEST_DEPTH
        || !(q1 > 0 && q2 > 0 && Math.max(q1, q2) < Double.POSITIVE_INFINITY)) {
      return List.of();
    }
    return ResidualMeasurement.of(
            residual.activation(),
            residual.variances(),
            residual.blocks(),
            new InputPair(q1, q2, trace.correlation(node)))
        .comparisons();
  }

  private interface LayerTest {
    boolean holds(int layer);
  }

  private static int last(int deepest, LayerTest test) {
    int l = deepest;
    while (l > 0 && !test.holds(l)) {
      l--;
    }
    return l;
  }

  /**
   * A line through layers spaced evenly in ln l over the deepest 15/16 of the first {@code last}.
   */
  private static List<LawComparison> fit(
      String quantity,
      String meaning,
      double law,
      int last,
      DoubleUnaryOperator x,
      IntToDoubleFunction y) {
    if (last < FEWEST) {
      return List.of();
    }
    int[] chosen = new int[POINTS];
    for (int k = 0; k < POINTS; k++) {
      chosen[k] = (int) Math.rint(last * Math.pow(16, (double) (k + 1 - POINTS) / (POINTS - 1)));
    }
    int[] layers = Arrays.stream(chosen).filter(l -> l > 0).distinct().toArray();
    double[] abscissas = Arrays.stream(layers).mapToDouble(l -> x.applyAsDouble(l)).toArray();
    double[] ordinates = Arrays.stream(layers).mapToDouble(y).toArray();
    return List.of(new LawComparison(quantity, meaning, law, LineFit.of(abscissas, ordinates)));
  }
}
