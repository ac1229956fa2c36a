package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.internal.text.Words;
import io.brink.kernel.Kernel;
import io.brink.phase.FixedPhase;
import io.brink.phase.LengthRegime;
import io.brink.phase.Phase;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the correlation of two inputs tends to in deep layers, and how: the deviation |c_l − c*| as
 * a function of the layer l, to leading order as l → ∞.
 *
 * <p>Plain networks (LIN section 2; Schoenholz et al. 2017; Hayou et al. 2019): at the edge of
 * chaos 1 − c ~ κ/l with κ = 2/R″(1) where φ is smooth, and ~ (2/(U l))² where it has kinks, with
 * R(c) = c + U(1 − c)^{3/2} + …; elsewhere deviations fall as e^{−l/ξ_c}. Residual networks: RES,
 * see {@link ResidualLaw}.
 */
public sealed interface CorrelationLaw {

  /** U is this times σ_w² Σ Δ² e^{−k²/2q} over the jumps Δ of φ′ at k. */
  double CUSP = Math.sqrt(2) / (3 * Math.PI);

  /** Why linear layers have no law. */
  String LINEAR = "the layers are linear: correlations stay as they are, but for biases";

  /** Whether a law leaves its constant factor open, which then depends on the inputs. */
  enum Factor {
    /** The law is complete. */
    KNOWN,
    /** Any multiple of the law obeys it. */
    OPEN
  }

  /** 1 − c*; NaN does not occur: a law without a limit is {@link Unknown}, whose limit is 0. */
  double limitGap();

  /** ln |c_l − c*|, up to a constant where the factor is open. */
  double logDeviation(double layer);

  /** Whether {@link #logDeviation} is complete. */
  Factor factor();

  /** The law with its constants, in one line. */
  String statement();

  /** Where it holds. */
  String domain();

  /** Where it comes from. */
  String source();

  /**
   * e^{−l/ξ_c}.
   *
   * @param limitGap 1 − c*
   * @param depthScale ξ_c &gt; 0
   */
  record Exponential(double limitGap, double depthScale) implements CorrelationLaw {
    @Override
    public double logDeviation(double layer) {
      return -layer / depthScale;
    }

    @Override
    public Factor factor() {
      return Factor.OPEN;
    }

    @Override
    public String statement() {
      return "|c − c*| falls as e^(−l/ξ_c), ξ_c = " + Words.number(depthScale);
    }

    @Override
    public String domain() {
      return "plain networks off the edge of chaos, l large against ξ_c";
    }

    @Override
    public String source() {
      return "Schoenholz et al. 2017, section 3";
    }
  }

  /** The leading power in which a correlation map leaves its tangent at c = 1. */
  enum Contact {
    /** R = 1 − χ₁g + b g², g the gap: smooth activations. */
    SMOOTH,
    /** R = 1 − χ₁g + b g^{3/2}: activations with kinks. */
    KINK
  }

  /**
   * On the edge of chaos or next to it: the solution of dg/dl = ln χ₁·g − b g² (or b g^{3/2}) for
   * the gap g, started at g = ∞. On the edge itself it is 1/(b l), or (2/(b l))²; beside it, it
   * goes over into an exponential after about 1/|ln χ₁| layers.
   *
   * @param limitGap 1 − c*
   * @param logChi1 ln χ₁; 0 on the edge of chaos
   * @param coefficient b &gt; 0
   * @param contact smooth or kink
   */
  record Critical(double limitGap, double logChi1, double coefficient, Contact contact)
      implements CorrelationLaw {

    /** Far from the edge the factor depends on the inputs. */
    static final double WIDEST = 0.02;

    @Override
    public double logDeviation(double layer) {
      return switch (contact) {
        case SMOOTH -> -Math.log(coefficient) - logStretched(layer, Math.abs(logChi1));
        case KINK -> {
          double rate = Math.abs(logChi1) / 2;
          double root = -Math.log(coefficient / 2) - logStretched(layer, rate);
          // In the chaotic phase the limit is left out: (1/(1−x)² − 1) = x(2−x)/(1−x)².
          yield logChi1 > 0
              ? 2 * root + Math.log(2 - Math.exp(-rate * layer)) + rate * layer
              : 2 * root;
        }
      };
    }

    /** ln (e^{al} − 1)/a; (e^{al} − 1)/a layers on the edge itself do what l do beside it. */
    private static double logStretched(double layer, double rate) {
      double exponent = rate * layer;
      if (rate == 0) {
        return Math.log(layer);
      }
      return (exponent > 40 ? exponent : Math.log(Math.expm1(exponent))) - Math.log(rate);
    }

    /** κ of κ/l, or the factor of 1/l². */
    public double factorOnTheEdge() {
      return switch (contact) {
        case SMOOTH -> 1 / coefficient;
        case KINK -> 4 / (coefficient * coefficient);
      };
    }

    @Override
    public Factor factor() {
      return Factor.KNOWN;
    }

    @Override
    public String statement() {
      String power =
          switch (contact) {
            case SMOOTH -> "κ/l, κ = 2/R″(1) = ";
            case KINK -> "k/l², k = ";
          };
      String edge = "1 − c falls as " + power + Words.number(factorOnTheEdge());
      return logChi1 == 0
          ? edge
          : edge
              + ", and after about "
              + Words.number(1 / Math.abs(logChi1))
              + " layers as e^(−l/ξ_c)";
    }

    @Override
    public String domain() {
      return logChi1 == 0
          ? "plain networks at the edge of chaos, l large"
          : "plain networks next to the edge of chaos, l large";
    }

    @Override
    public String source() {
      return "Hayou, Doucet & Rousseau 2019";
    }
  }

  /**
   * l^{−exponent}.
   *
   * @param limitGap 1 − c*
   * @param exponent &gt; 0
   * @param coefficient the factor, where it is known
   * @param domain where it holds
   * @param source where it comes from
   */
  record Power(
      double limitGap, double exponent, OptionalDouble coefficient, String domain, String source)
      implements CorrelationLaw {
    @Override
    public double logDeviation(double layer) {
      return Math.log(coefficient.orElse(1)) - exponent * Math.log(layer);
    }

    @Override
    public Factor factor() {
      return coefficient.isPresent() ? Factor.KNOWN : Factor.OPEN;
    }

    @Override
    public String statement() {
      return (limitGap == 0 ? "1 − c" : "|c − c*|")
          + " falls as "
          + (coefficient.isPresent() ? Words.number(coefficient.getAsDouble()) + " " : "")
          + "l^(−"
          + Words.number(exponent)
          + ")";
    }
  }

  /**
   * No law is known, or correlations tend to no common limit.
   *
   * @param reason why, in one sentence
   */
  record Unknown(String reason) implements CorrelationLaw {
    @Override
    public double limitGap() {
      return 0;
    }

    @Override
    public double logDeviation(double layer) {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public Factor factor() {
      return Factor.OPEN;
    }

    @Override
    public String statement() {
      return reason;
    }

    @Override
    public String domain() {
      return "none";
    }

    @Override
    public String source() {
      return "none";
    }
  }

  /**
   * The law of a plain network.
   *
   * @param lastLogVariance ln q of a deep layer, which tells the fixed length that was reached
   */
  static CorrelationLaw of(PlainAnalysis analysis, double lastLogVariance) {
    PlainLayer layer = analysis.layer();
    OptionalDouble degree = layer.activation().homogeneityDegree();
    boolean sameMapForAllLengths = degree.isPresent() && layer.biasVariance() == 0;
    if (degree.isPresent() && degree.getAsDouble() == 1 && layer.weightVariance() > 0) {
      Optional<CorrelationLaw> growing = ofLinearGrowth(layer, analysis.lengths());
      if (growing.isPresent()) {
        return growing.get();
      }
    }
    Optional<FixedPhase> phase =
        sameMapForAllLengths && !analysis.phases().isEmpty()
            ? Optional.of(analysis.phases().getFirst())
            : analysis.reached(lastLogVariance);
    return phase
        .map(fixed -> of(layer, fixed))
        .orElseGet(
            () ->
                new Unknown(
                    "lengths tend to 0 or grow without limit: where correlations end depends on"
                        + " the inputs"));
  }

  /** The law at a fixed length. */
  static CorrelationLaw of(PlainLayer layer, FixedPhase phase) {
    double logChi1 = phase.phase() == Phase.CRITICAL ? 0 : Math.log(phase.chi1());
    if (Math.abs(logChi1) <= Critical.WIDEST) {
      double q = phase.length().preactivationVariance();
      Optional<CorrelationLaw> law = critical(layer, q, phase.correlationGap(), logChi1);
      if (law.isPresent()) {
        return law.get();
      }
    }
    if (phase.phase() == Phase.CRITICAL) {
      return new Unknown(
          "the network is critical, and its correlation map leaves its tangent at c = 1 as no"
              + " known law has it");
    }
    return new Exponential(phase.correlationGap(), phase.depthScales().correlation());
  }

  private static Optional<CorrelationLaw> critical(
      PlainLayer layer, double q, double limitGap, double logChi1) {
    double weight = layer.weightVariance();
    double kinks = kinks(layer.activation(), q);
    if (kinks > 0) {
      double cusp = CUSP * weight * kinks;
      return cusp < Double.POSITIVE_INFINITY
          ? Optional.of(new Critical(limitGap, logChi1, cusp, Contact.KINK))
          : Optional.empty();
    }
    double curvature =
        weight * q * Kernel.of(layer.activation()).secondDerivativeVariance(q).value();
    if (curvature == 0) {
      return Optional.of(new Unknown(LINEAR));
    }
    return curvature < Double.POSITIVE_INFINITY
        ? Optional.of(new Critical(limitGap, logChi1, curvature / 2, Contact.SMOOTH))
        : Optional.empty();
  }

  /**
   * Σ Δ² e^{−k²/2q} over the jumps Δ of φ′ at k. Near c = 1 the correlation of φ′ falls as E φ′φ′ =
   * E φ′² − √(1 − c)/(√2 π) of it, since x and y lie on different sides of k with probability √(1 −
   * c) e^{−k²/2q} √2/π.
   */
  private static double kinks(Activation activation, double q) {
    double sum = 0;
    for (Breakpoint b : activation.breakpoints()) {
      if (b.valueJump() != 0) {
        return Double.POSITIVE_INFINITY;
      }
      if (b.derivativeJump() != 0) {
        double k = b.location();
        sum += b.derivativeJump() * b.derivativeJump() * Math.exp(-k * k / (2 * q));
      }
    }
    return sum;
  }

  /**
   * Homogeneous activations of degree 1 where no length is fixed. Without a bias, or once lengths
   * have outgrown it, the map is that of lengths without one: (2/(U l))². Where they grow by the
   * bias alone, q ~ σ_b² l, each layer also shrinks the gap by 1 − 1/l, and g = k/l² in dg/dl =
   * −g/l − U g^{3/2} gives k = 1/U².
   */
  private static Optional<CorrelationLaw> ofLinearGrowth(PlainLayer layer, LengthRegime lengths) {
    if (lengths instanceof LengthRegime.FixedLengths && layer.biasVariance() > 0) {
      return Optional.empty();
    }
    double v = Kernel.of(layer.activation()).variance(1).value();
    double cusp = CUSP / v * kinks(layer.activation(), 1);
    if (cusp == 0) {
      return Optional.of(new Unknown(LINEAR));
    }
    boolean growsByBias =
        lengths instanceof LengthRegime.Growing(LengthRegime.Growth growth)
            && growth instanceof LengthRegime.Growth.Linear;
    return Optional.of(
        growsByBias
            ? new Power(
                0,
                2,
                OptionalDouble.of(1 / (cusp * cusp)),
                "plain networks of homogeneous activations whose lengths grow by their biases"
                    + " alone, l large",
                "the recurrence dg/dl = −g/l − U g^(3/2)")
            : new Critical(0, 0, cusp, Contact.KINK));
  }

  /**
   * The law of a residual network.
   *
   * @param initialLength p₀
   * @param initialGap 1 − e₀
   */
  static CorrelationLaw of(ResidualLaw law, double initialLength, double initialGap) {
    return switch (law) {
      case SaturatingLaw saturating ->
          new Power(
              1 - saturating.fixedPoint(),
              saturating.convergenceExponent(),
              OptionalDouble.empty(),
              saturating.domain(),
              saturating.source());
      case PowerLaw power ->
          new Power(
              1 - power.fixedPoint(),
              power.convergenceExponent(),
              OptionalDouble.empty(),
              power.domain(),
              power.source());
      case RectifierLaw rectifier ->
          rectifier.gapRate() > 0
              ? new Power(
                  0, 2, OptionalDouble.of(rectifier.gap(1)), rectifier.domain(), rectifier.source())
              : new Unknown(
                  "the activation is linear: where correlations end depends on the inputs");
      case FrozenLaw frozen ->
          frozen.lengthGrowth().value() > 0
              ? new Power(
                  0,
                  1,
                  OptionalDouble.of(initialGap * initialLength / frozen.lengthGrowth().value()),
                  frozen.domain(),
                  frozen.source())
              : new Unknown("nothing is added to the states: correlations stay as they are");
      case UnknownLaw unknown -> new Unknown(unknown.reason());
    };
  }
}
