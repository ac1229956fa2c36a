package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import io.brink.shaping.CriticalPoint;
import io.brink.shaping.ShapingMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** The options of {@code brink shape} that set the goal; at most one of them may be given. */
final class ShapeGoalOptions {

  @Option(
      names = "--eta",
      paramLabel = "ETA",
      converter = FiniteNumber.class,
      description = "tat with leaky_relu or relu: C_f(0), in (0, 1) (default: 0.9).")
  private Double eta;

  @Option(
      names = "--tau",
      paramLabel = "TAU",
      converter = FiniteNumber.class,
      description = "tat with a smooth activation: C_f''(1), above 0 (default: 0.3).")
  private Double tau;

  @Option(
      names = "--zeta",
      paramLabel = "ZETA",
      converter = FiniteNumber.class,
      description = "dks: C_f'(1), above 1 (default: 1.5).")
  private Double zeta;

  @Option(
      names = "--q",
      paramLabel = "Q",
      converter = FiniteNumber.class,
      description =
          "eoc: the fixed preactivation variance, above 0 (default: 1, unless the network's layers"
              + " have a bias variance).")
  private Double q;

  @Option(
      names = "--bias-variance",
      paramLabel = "B",
      converter = FiniteNumber.class,
      description =
          "eoc: the bias variance, at least 0, in place of q. linear-region: the bias variance,"
              + " above 0. Default: that of the network's layers if it is above 0; else eoc takes"
              + " q, linear-region 0.05.")
  private Double biasVariance;

  /** The goal of TAT for leaky ReLU. */
  ShapeGoal eta(Activation activation) {
    allowOnly(
        "tat with " + activation.name() + " takes --eta, the target of C_f(0), usually 0.9",
        "--eta");
    double value = Objects.requireNonNullElse(eta, 0.9);
    return ShapeGoal.of(
        "eta", value, "C_f(0) = " + Numerals.exact(value), new ShapingMethod.TatLeakyRelu(value));
  }

  /** The goal of TAT for every other activation. */
  ShapeGoal tau(Activation activation) {
    allowOnly(
        "tat with "
            + activation.name()
            + " takes --tau, the target of C_f''(1), usually 0.3; --eta is for leaky_relu and relu",
        "--tau");
    double value = Objects.requireNonNullElse(tau, 0.3);
    return ShapeGoal.of(
        "tau", value, "C_f″(1) = " + Numerals.exact(value), new ShapingMethod.TatSmooth(value));
  }

  /** The goal of DKS. */
  ShapeGoal zeta(boolean solvesForSlope) {
    allowOnly("dks takes --zeta, the target of C_f'(1), usually 1.5", "--zeta");
    double value = Objects.requireNonNullElse(zeta, 1.5);
    return ShapeGoal.of(
        "zeta",
        value,
        "C_f′(1) = " + Numerals.exact(value),
        solvesForSlope ? new ShapingMethod.DksLeakyRelu(value) : new ShapingMethod.Dks(value));
  }

  /**
   * The point of the edge of chaos.
   *
   * @param own the bias variance that the network has of its own
   */
  ShapeGoal criticalPoint(OptionalDouble own) {
    allowOnly("eoc takes --q or --bias-variance", "--q", "--bias-variance");
    if (biasVariance != null || q == null && own.isPresent()) {
      double bias = biasVariance != null ? biasVariance : own.getAsDouble();
      return ShapeGoal.of(
          "bias_variance",
          bias,
          "χ₁ = 1 with bias variance " + Numerals.exact(bias),
          new ShapingMethod.EdgeOfChaos(new CriticalPoint.AtBiasVariance(bias)));
    }
    double value = Objects.requireNonNullElse(q, 1.0);
    return ShapeGoal.of(
        "q",
        value,
        "χ₁ = 1 at q = " + Numerals.exact(value),
        new ShapingMethod.EdgeOfChaos(new CriticalPoint.AtPreactivationVariance(value)));
  }

  /**
   * A linear region for the tolerances of the other options.
   *
   * @param own the bias variance that the network has of its own
   */
  ShapeGoal linearRegion(RegionOptions options, OptionalDouble own) {
    allowOnly(
        "linear-region takes --bias-variance, --correlation-tolerance and --spread-tolerance",
        "--bias-variance");
    double bias = biasVariance != null ? biasVariance : own.orElse(0.05);
    double correlation = options.correlationTolerance();
    double spread = options.spreadTolerance();
    return new ShapeGoal(
        List.of(
            Fact.of("bias_variance", "", Value.exact(bias)),
            Fact.of("correlation_tolerance", "", Value.exact(correlation)),
            Fact.of("spread_tolerance", "", Value.exact(spread))),
        "R_L(0) ≤ "
            + Numerals.exact(correlation)
            + " and L(μ₂/μ₁² − 1) ≤ "
            + Numerals.exact(spread)
            + " with bias variance "
            + Numerals.exact(bias),
        new ShapingMethod.LinearRegion(bias, correlation, spread));
  }

  /** At most one option is given; says so if it is none of the allowed ones. */
  private void allowOnly(String rule, String... allowed) {
    Map<String, Double> given = new LinkedHashMap<>();
    given.put("--eta", eta);
    given.put("--tau", tau);
    given.put("--zeta", zeta);
    given.put("--q", q);
    given.put("--bias-variance", biasVariance);
    given.forEach(
        (option, value) -> {
          if (value != null && !List.of(allowed).contains(option)) {
            throw new IllegalArgumentException(option + " does not fit: " + rule);
          }
        });
  }
}
