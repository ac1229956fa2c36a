package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
import io.brink.linearregion.RegionBounds;
import io.brink.network.Network;
import io.brink.propagation.Approximation;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.GlobalMap;
import io.brink.propagation.LengthOverflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Evaluates a solution anew: from the finished activation, with the adaptive quadrature of the
 * expectation engine in the place of the solver's fixed rules, and from the finished network, by
 * propagation through compiled or direct correlation maps in the place of the composition.
 */
final class Prover {

  private static final int INTERVALS = 20;

  private final Network network;
  private final Activation original;
  private final ShapingMethod method;
  private final Target target;
  private final LocalTargets targets;
  private final Composition composition;

  Prover(
      Network network,
      Activation original,
      ShapingMethod method,
      Target target,
      LocalTargets targets,
      Composition composition) {
    this.network = network;
    this.original = original;
    this.method = method;
    this.target = target;
    this.targets = targets;
    this.composition = composition;
  }

  /**
   * The local figures of an activation at a variance, with σ_w² and σ_b² of the layer before it.
   */
  private record Local(
      Estimate q1, Estimate qSlope1, Estimate c0, Estimate slope1, Estimate curvature1) {}

  /** The conditions of the method, evaluated anew. */
  List<Condition> conditions(ShapingSolution solution) {
    return conditions(solution, local(solution));
  }

  Proof proof(ShapingSolution solution, ShapedNetwork shaped) {
    Local local = local(solution);
    List<Condition> conditions = conditions(solution, local);
    List<Correlation> grid = new ArrayList<>();
    for (int i = 0; i <= INTERVALS; i++) {
      grid.add(Correlation.ofValue(gridPoint(i)));
    }
    ForwardPropagation propagation = ForwardPropagation.of(shaped.network());
    List<Composition.MapJet> after = map(solution, propagation, grid);
    Optional<double[]> before = before(grid);
    List<MapPoint> points = new ArrayList<>();
    double deviation = 0;
    double slopeDeviation = 0;
    for (int i = 0; i < grid.size(); i++) {
      Composition.MapJet jet = after.get(i);
      int index = i;
      OptionalDouble value =
          before.map(gaps -> OptionalDouble.of(1 - gaps[index])).orElse(OptionalDouble.empty());
      MapPoint point = new MapPoint(gridPoint(i), 1 - jet.gap(), jet.slope(), value);
      points.add(point);
      deviation = Math.max(deviation, point.deviation());
      slopeDeviation = Math.max(slopeDeviation, Math.abs(point.slope() - 1));
    }
    Achieved achieved = achieved(local, after);
    List<String> approximations = new ArrayList<>();
    for (Approximation approximation : propagation.approximations()) {
      approximations.add(approximation.name() + ": " + approximation.reason());
    }
    return new Proof(
        conditions,
        targets,
        achieved,
        points,
        guarantee(solution, after, deviation, slopeDeviation),
        approximations);
  }

  /** The gaps of the network as it was given. */
  private Optional<double[]> before(List<Correlation> grid) {
    try {
      return Optional.of(
          ForwardPropagation.of(network.withActivation(original)).globalGaps(1, grid));
    } catch (LengthOverflowException e) {
      return Optional.empty();
    }
  }

  /** Point i of the grid, as the double nearest to the decimal: a single rounding. */
  private static double gridPoint(int i) {
    return (2 * i - INTERVALS) / (double) INTERVALS;
  }

  /**
   * The map of the shaped network: at q = 1 the composition of one compiled map; at the edge of
   * chaos, which holds for networks that have no composition as well, by propagation.
   */
  private List<Composition.MapJet> map(
      ShapingSolution solution, ForwardPropagation propagation, List<Correlation> grid) {
    List<Composition.MapJet> jets = new ArrayList<>();
    if (method instanceof ShapingMethod.EdgeOfChaos
        || method instanceof ShapingMethod.LinearRegion) {
      GlobalMap map = propagation.globalMap(inputVariance(solution), grid);
      for (int i = 0; i < grid.size(); i++) {
        jets.add(new Composition.MapJet(map.gap(i), map.slope(i)));
      }
    } else {
      CorrelationMap local = CorrelationMap.compile(Kernel.of(solution.activation()), 1);
      for (Correlation correlation : grid) {
        jets.add(composition.map(correlation.gap(), local));
      }
    }
    return jets;
  }

  private static double inputVariance(ShapingSolution solution) {
    return (solution.preactivationVariance() - solution.biasVariance()) / solution.weightVariance();
  }

  private Achieved achieved(Local local, List<Composition.MapJet> map) {
    double c0 = 1 - map.get(INTERVALS / 2).gap();
    double slope = local.slope1().value();
    double curvature = local.curvature1().value();
    return switch (method) {
      case ShapingMethod.EdgeOfChaos _, ShapingMethod.LinearRegion _ ->
          achieved(
              local,
              c0,
              map.get(INTERVALS).slope(),
              composition.curvature(Target.NETWORK, slope, curvature));
      case ShapingMethod.TatLeakyRelu _ ->
          achieved(local, rectifierC0(local), 1, Double.POSITIVE_INFINITY);
      case ShapingMethod.TatSmooth _, ShapingMethod.Dks _, ShapingMethod.DksLeakyRelu _ ->
          achieved(
              local,
              c0,
              Math.exp(networkLogSlope(slope)),
              composition.curvature(target, slope, curvature));
    };
  }

  private static Achieved achieved(Local local, double c0, double slope1, double curvature1) {
    return new Achieved(
        local.q1().value(),
        local.qSlope1().value(),
        local.c0().value(),
        local.slope1().value(),
        local.curvature1().value(),
        c0,
        slope1,
        curvature1);
  }

  private double networkLogSlope(double slope) {
    return composition.over(
        target, new MapQuantity.LogSlope(Math.log(slope)), Composition.Extreme.LARGEST);
  }

  /** C_f(0) over the target, with the local map recovered from the local C(0) that was measured. */
  private double rectifierC0(Local local) {
    return 1
        - composition.over(
            target,
            new MapQuantity.Gap(1, gap -> LeakyMap.gap(gap, local.c0().value())),
            Composition.Extreme.SMALLEST);
  }

  private List<Condition> conditions(ShapingSolution solution, Local local) {
    List<Condition> conditions = new ArrayList<>();
    switch (method) {
      case ShapingMethod.TatLeakyRelu(double eta) -> {
        conditions.add(condition("Q(1)", 1, local.q1()));
        conditions.add(condition("Q'(1)", 1, local.qSlope1()));
        conditions.add(condition("C'(1)", 1, local.slope1()));
        conditions.add(new Condition("C_f(0)", eta, rectifierC0(local), local.c0().errorBound()));
      }
      case ShapingMethod.TatSmooth(double tau) -> {
        conditions.add(condition("Q(1)", 1, local.q1()));
        conditions.add(condition("Q'(1)", 1, local.qSlope1()));
        conditions.add(condition("C'(1)", 1, local.slope1()));
        conditions.add(condition("C''(1)", targets.curvature1().orElseThrow(), local.curvature1()));
        double depth =
            composition.over(target, new MapQuantity.NonlinearDepth(), Composition.Extreme.LARGEST);
        conditions.add(
            new Condition(
                "C_f''(1)",
                tau,
                depth * local.curvature1().value(),
                depth * local.curvature1().errorBound()));
      }
      case ShapingMethod.Dks(double zeta) -> {
        conditions.add(condition("Q(1)", 1, local.q1()));
        if (Rectifier.of(original).isEmpty()) {
          conditions.add(condition("Q'(1)", 1, local.qSlope1()));
        }
        deepKernel(conditions, zeta, local);
      }
      case ShapingMethod.DksLeakyRelu(double zeta) -> {
        conditions.add(condition("Q(1)", 1, local.q1()));
        conditions.add(condition("Q'(1)", 1, local.qSlope1()));
        deepKernel(conditions, zeta, local);
      }
      case ShapingMethod.EdgeOfChaos _ -> {
        double q = solution.preactivationVariance();
        conditions.add(condition("chi1", 1, local.slope1()));
        conditions.add(condition("q'/q", 1, local.q1()));
        switch (((ShapingMethod.EdgeOfChaos) method).point()) {
          case CriticalPoint.AtPreactivationVariance(double asked) ->
              conditions.add(new Condition("q/q*", 1, q / asked, 0));
          case CriticalPoint.AtBiasVariance(double asked) ->
              conditions.add(
                  new Condition("bias_variance/q", asked / q, solution.biasVariance() / q, 0));
        }
      }
      case ShapingMethod.LinearRegion region ->
          regionConditions(conditions, region, solution, local);
    }
    return conditions;
  }

  /**
   * R_L(0) by a map that is compiled from the quadrature, also where the design has a closed form,
   * and the spread by moments over the whole line. Both are limits from above: what counts is the
   * excess.
   */
  private void regionConditions(
      List<Condition> conditions,
      ShapingMethod.LinearRegion region,
      ShapingSolution solution,
      Local local) {
    double q = solution.preactivationVariance();
    int depth = composition.nonlinearities();
    conditions.add(condition("chi1", 1, local.slope1()));
    conditions.add(condition("q'/q", 1, local.q1()));
    conditions.add(
        new Condition(
            "bias_variance/q", region.biasVariance() / q, solution.biasVariance() / q, 0));
    CorrelationMap map = CorrelationMap.compile(Kernel.quadrature(solution.activation()), q);
    double factor = solution.weightVariance() * map.outputVariance() / q;
    double gap = 1;
    for (int l = 0; l < depth; l++) {
      gap = factor * map.gap(Correlation.ofGap(Math.min(gap, 2)).angle());
    }
    conditions.add(
        new Condition(
            "R_L(0) - tolerance, if above 0",
            0,
            Math.max(0, 1 - gap - region.correlationTolerance()),
            depth * (map.errorBound() + 1e-15)));
    GaussianExpectation expectation = GaussianExpectation.of(solution.activation());
    Estimate second = expectation.moment(DerivativeOrder.FIRST, 2, Math.sqrt(q), 0);
    Estimate fourth = expectation.moment(DerivativeOrder.FIRST, 4, Math.sqrt(q), 0);
    double ratio = fourth.value() / (second.value() * second.value());
    conditions.add(
        new Condition(
            "L(mu2/mu1^2 - 1) - tolerance, if above 0",
            0,
            Math.max(0, depth * (ratio - 1) - region.spreadTolerance()),
            depth * (fourth.errorBound() + 2 * ratio * second.errorBound() + 1e-15)));
  }

  private void deepKernel(List<Condition> conditions, double zeta, Local local) {
    conditions.add(condition("C(0)", 0, local.c0()));
    conditions.add(condition("C'(1)", targets.slope1().orElseThrow(), local.slope1()));
    // In units of the target: a slope of 1000 is not known better than its own rounding.
    conditions.add(
        new Condition(
            "C_f'(1)/zeta",
            1,
            Math.exp(networkLogSlope(local.slope1().value())) / zeta,
            composition.nonlinearities() * local.slope1().errorBound()));
  }

  private static Condition condition(String name, double target, Estimate achieved) {
    return new Condition(name, target, achieved.value(), achieved.errorBound());
  }

  /** Q, Q′, C(0), C′, C″ in units of q. */
  private static Local local(ShapingSolution solution) {
    Activation phi = solution.activation();
    GaussianExpectation expectation = GaussianExpectation.of(phi);
    double q = solution.preactivationVariance();
    double scale = Math.sqrt(q);
    double sw = solution.weightVariance();
    double sb = solution.biasVariance();
    Estimate mean = expectation.moment(DerivativeOrder.VALUE, 1, scale, 0);
    Estimate square = expectation.moment(DerivativeOrder.VALUE, 2, scale, 0);
    Estimate slopes = expectation.moment(DerivativeOrder.FIRST, 2, scale, 0);
    Estimate curvatures = expectation.moment(DerivativeOrder.SECOND, 2, scale, 0);
    Estimate lengths =
        expectation.product(DerivativeOrder.VALUE, DerivativeOrder.FIRST, 1, scale, 0);
    boolean kinked = false;
    for (Breakpoint place : phi.breakpoints()) {
      kinked |= place.derivativeJump() != 0 || place.valueJump() != 0;
    }
    double c0 = (sw * mean.value() * mean.value() + sb) / q;
    double c0Error = sw * (2 * Math.abs(mean.value()) + mean.errorBound()) * mean.errorBound() / q;
    return new Local(
        new Estimate((sw * square.value() + sb) / q, sw * square.errorBound() / q),
        scaled(lengths, sw / scale),
        new Estimate(c0, c0Error),
        scaled(slopes, sw),
        kinked ? new Estimate(Double.POSITIVE_INFINITY, 0) : scaled(curvatures, sw * q));
  }

  private static Estimate scaled(Estimate estimate, double factor) {
    return new Estimate(factor * estimate.value(), factor * estimate.errorBound());
  }

  /**
   * On [−1, 1], and with the first weights, whose biases add R(0)(1 − c): each of L + 1 steps adds
   * at most 2R(0), and slopes lie between R′(0) and 1.
   */
  private Guarantee regionGuarantee(
      ShapingSolution solution, double deviation, double slopeDeviation) {
    double halfWidth = halfWidth(solution.activation());
    RegionBounds bounds = RegionBounds.of(solution.biasVariance() / halfWidth / halfWidth);
    int depth = composition.nonlinearities();
    double shift = bounds.correlationBound();
    double smallestSlope = (1 - shift) * Math.pow(bounds.smallestSlope(), depth);
    return new Guarantee(
        "LIN Theorem 2.1, root form",
        Math.min(2, 2 * (depth + 1) * shift),
        deviation,
        1 - smallestSlope,
        slopeDeviation);
  }

  /** Where the linear region of a shaped activation ends: at its smallest positive breakpoint. */
  private static double halfWidth(Activation activation) {
    return activation.breakpoints().stream()
        .mapToDouble(Breakpoint::location)
        .filter(x -> x > 0)
        .min()
        .orElseThrow();
  }

  private Optional<Guarantee> guarantee(
      ShapingSolution solution,
      List<Composition.MapJet> map,
      double deviation,
      double slopeDeviation) {
    return switch (method) {
      case ShapingMethod.TatLeakyRelu _ -> {
        double c0 = 1 - map.get(INTERVALS / 2).gap();
        yield Optional.of(
            new Guarantee(
                "TAT Theorem 1",
                Math.min(4 * c0, 1 + c0),
                deviation,
                Math.min(4 * c0, 1),
                slopeDeviation));
      }
      case ShapingMethod.TatSmooth _ -> {
        double curvature = targets.curvature1().orElseThrow();
        double bound = 2 * composition.network(new MapQuantity.NonlinearDepth()) * curvature;
        yield Optional.of(new Guarantee("TAT Theorem 2", bound, deviation, bound, slopeDeviation));
      }
      case ShapingMethod.Dks _, ShapingMethod.DksLeakyRelu _ -> {
        double excess = map.get(INTERVALS).slope() - 1;
        yield Optional.of(
            new Guarantee(
                "power series of C_f (package description, DKS)",
                2 * excess,
                deviation,
                3 * excess,
                slopeDeviation));
      }
      case ShapingMethod.EdgeOfChaos _ -> Optional.empty();
      case ShapingMethod.LinearRegion _ ->
          Optional.of(regionGuarantee(solution, deviation, slopeDeviation));
    };
  }
}
