package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.ShapedActivation;
import io.brink.internal.solve.Bracket;
import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.linearregion.RegionDesign;
import io.brink.shaping.LocalOutcome.Solved;
import io.brink.shaping.LocalOutcome.Undecided;
import io.brink.shaping.LocalOutcome.Unsolvable;
import io.brink.shaping.ShapingOutcome.BudgetExhausted;
import io.brink.shaping.ShapingOutcome.Infeasible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Translates the condition on a network into conditions on its activation and solves these. */
final class LocalSolver {

  private static final double LARGE_ARGUMENT = 1e9;
  private static final double SLOPE_TOLERANCE = 1e-6;
  private static final double CLOSE = 1e-3;
  private static final double SAME_KERNEL = 1e-8;
  private static final double EQUAL_ERROR = 0.01;

  private final Composition composition;
  private final Activation activation;
  private final Target target;

  LocalSolver(Composition composition, Activation activation, Target target) {
    this.composition = composition;
    this.activation = activation;
    this.target = target;
  }

  LocalOutcome solve(ShapingMethod method) {
    return switch (method) {
      case ShapingMethod.TatLeakyRelu(double eta) -> tailoredRectifier(eta);
      case ShapingMethod.TatSmooth(double tau) -> tailored(tau);
      case ShapingMethod.Dks(double zeta) ->
          Rectifier.of(activation)
              .map(rectifier -> deepKernelFixed(rectifier, zeta))
              .orElseGet(() -> deepKernel(zeta));
      case ShapingMethod.DksLeakyRelu(double zeta) -> deepKernelRectifier(zeta);
      case ShapingMethod.EdgeOfChaos(CriticalPoint point) -> critical(point);
      case ShapingMethod.LinearRegion region -> linearRegion(region);
    };
  }

  private LocalOutcome tailoredRectifier(double eta) {
    if (Rectifier.of(activation).isEmpty()) {
      throw new IllegalArgumentException(
          "eta shapes relu and leaky_relu by their negative slope; for "
              + activation.name()
              + " give tau");
    }
    double largest = 1 - rectifierGap(0);
    if (eta > largest) {
      return infeasible(
          format(
              "C_f(0) = %s is out of reach: with negative slope 0, which is ReLU, it is %.6g in"
                  + " this network, and it falls as the slope rises",
              Double.toString(eta), largest),
          new NearestTarget("eta", largest, "reached by ReLU, negative slope 0"));
    }
    double slope = Bracket.root(a -> 1 - rectifierGap(a) - eta, 0, 1);
    double scale = Math.sqrt(2 / (1 + slope * slope));
    LocalTargets targets =
        new LocalTargets(
            OptionalDouble.of(1),
            OptionalDouble.of(Double.POSITIVE_INFINITY),
            OptionalDouble.of(new LeakyMap(slope).atOrthogonal()));
    ActivationParameters parameters =
        new ActivationParameters(1, 0, scale, 0, OptionalDouble.of(slope));
    double residual = Math.abs(1 - rectifierGap(slope) - eta);
    return new Solved(targets, List.of(solution(parameters, residual)));
  }

  private double rectifierGap(double negativeSlope) {
    double k = new LeakyMap(negativeSlope).atOrthogonal();
    return composition.over(
        target, new MapQuantity.Gap(1, gap -> LeakyMap.gap(gap, k)), Composition.Extreme.SMALLEST);
  }

  private LocalOutcome tailored(double tau) {
    for (Breakpoint place : activation.breakpoints()) {
      if (place.derivativeJump() != 0 || place.valueJump() != 0) {
        String advice =
            Rectifier.of(activation).isPresent() ? "give eta instead" : "use dks instead";
        return infeasible(
            format(
                "C''(1) is infinite for %s, because its %s jumps at %s, so that C_f''(1) = tau"
                    + " cannot hold; %s",
                activation.name(),
                place.valueJump() != 0 ? "value" : "derivative",
                Double.toString(place.location()),
                advice));
      }
    }
    double depth = depth();
    double curvature = tau / depth;
    LocalTargets targets =
        new LocalTargets(
            OptionalDouble.of(1), OptionalDouble.of(curvature), OptionalDouble.empty());
    double logarithm = Math.log(curvature);
    List<PlaneConditions> branches =
        List.of(
            new PlaneConditions.Tailored(logarithm, 1),
            new PlaneConditions.Tailored(logarithm, -1));
    return plane(
        branches,
        targets,
        curvature,
        value ->
            new NearestTarget(
                "tau",
                Math.exp(value) * depth,
                format("C''(1) can be about %.6g in each layer", Math.exp(value))),
        OptionalDouble.empty());
  }

  private double depth() {
    return composition.over(target, new MapQuantity.NonlinearDepth(), Composition.Extreme.LARGEST);
  }

  private LocalOutcome deepKernel(double zeta) {
    Optional<LocalOutcome> jump = infiniteSlope();
    if (jump.isPresent()) {
      return jump.get();
    }
    double excess = Math.expm1(localLogSlope(zeta));
    LocalTargets targets = deepKernelTargets(excess);
    return plane(
        List.of(new PlaneConditions.DeepKernel(Math.log(excess))),
        targets,
        excess,
        value ->
            new NearestTarget(
                "zeta",
                networkSlope(Math.exp(value)),
                format("C'(1) can be about %.9g in each layer", 1 + Math.exp(value))),
        saturatedExcess());
  }

  private static LocalTargets deepKernelTargets(double excess) {
    return new LocalTargets(
        OptionalDouble.of(1 + excess), OptionalDouble.empty(), OptionalDouble.of(0));
  }

  private Optional<LocalOutcome> infiniteSlope() {
    for (Breakpoint place : activation.breakpoints()) {
      if (place.valueJump() != 0) {
        return Optional.of(
            infeasible(
                format(
                    "C'(1) is infinite for %s, because it jumps at %s",
                    activation.name(), Double.toString(place.location()))));
      }
    }
    return Optional.empty();
  }

  /** ln ξ, where the network's slope is ζ when each nonlinearity has slope ξ. */
  private double localLogSlope(double zeta) {
    double goal = Math.log(zeta);
    return Bracket.root(x -> networkLogSlope(x) - goal, 0, upperLogSlope(goal));
  }

  private double upperLogSlope(double goal) {
    double upper = goal;
    while (networkLogSlope(upper) < goal) {
      upper *= 2;
    }
    return upper;
  }

  private double networkLogSlope(double local) {
    return composition.over(target, new MapQuantity.LogSlope(local), Composition.Extreme.LARGEST);
  }

  private double networkSlope(double excess) {
    return Math.exp(networkLogSlope(Math.log1p(excess)));
  }

  /**
   * C′(1) − 1 in the limit of a large input scale, if φ then becomes a leaky ReLU: a supremum for
   * softplus and its like.
   */
  private OptionalDouble saturatedExcess() {
    double right = activation.derivative(LARGE_ARGUMENT);
    double left = activation.derivative(-LARGE_ARGUMENT);
    boolean settled =
        Math.abs(right - activation.derivative(LARGE_ARGUMENT / 1000)) < SLOPE_TOLERANCE
            && Math.abs(left - activation.derivative(-LARGE_ARGUMENT / 1000)) < SLOPE_TOLERANCE;
    if (!settled || Math.abs(right - left) < SLOPE_TOLERANCE) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        new Rectifier((right + left) / 2, (right - left) / 2).unshiftedExcess());
  }

  /** A nearest feasible target from the logarithm of a local one. */
  private interface Translation {
    NearestTarget of(double logTarget);
  }

  private LocalOutcome plane(
      List<PlaneConditions> branches,
      LocalTargets targets,
      double size,
      Translation translation,
      OptionalDouble saturated) {
    PlaneSearch search = new PlaneSearch(activation, size);
    List<ShapingSolution> solutions = solutions(search, branches, 1);
    boolean linear = search.isLinear();
    if (solutions.isEmpty()) {
      // an activation that bends elsewhere is the same but for its scale
      for (double scale : InputScales.of(activation)) {
        PlaneSearch elsewhere =
            new PlaneSearch(new ShapedActivation(activation, scale, 0, 1, 0), size);
        solutions.addAll(solutions(elsewhere, branches, scale));
        linear &= elsewhere.isLinear();
        if (!solutions.isEmpty()) {
          break;
        }
      }
    }
    if (!solutions.isEmpty()) {
      rank(solutions);
      return new Solved(targets, solutions);
    }
    return linear
        ? infeasible(activation.name() + " is linear, and no transformation makes it curved")
        : withoutRoots(search, branches, size, translation, saturated);
  }

  private List<ShapingSolution> solutions(
      PlaneSearch search, List<PlaneConditions> branches, double scale) {
    List<ShapingSolution> solutions = new ArrayList<>();
    if (search.isLinear()) {
      return solutions;
    }
    for (PlaneConditions branch : branches) {
      for (PlaneSearch.Root root : search.roots(branch)) {
        ActivationParameters parameters =
            new ActivationParameters(
                scale * root.alpha(),
                scale * root.beta(),
                branch.outputScale(root.moments()),
                branch.offset(root.moments()) - root.moments().mean(),
                OptionalDouble.empty());
        ShapingSolution solution =
            solution(
                parameters,
                kernelError(
                    root.moments(), branch.offset(root.moments()), parameters.outputScale()),
                root.residual());
        add(solutions, solution);
      }
    }
    return solutions;
  }

  private LocalOutcome withoutRoots(
      PlaneSearch search,
      List<PlaneConditions> branches,
      double size,
      Translation translation,
      OptionalDouble saturated) {
    if (saturated.isPresent() && size >= saturated.getAsDouble()) {
      return beyondSaturation(size, saturated.getAsDouble(), translation);
    }
    double goal = Math.log(size);
    double nearest = Double.NaN;
    double imbalance = Double.POSITIVE_INFINITY;
    for (PlaneConditions branch : branches) {
      OptionalDouble found = search.nearestLogTarget(branch);
      if (found.isPresent()
          && !(Math.abs(found.getAsDouble() - goal) >= Math.abs(nearest - goal))) {
        nearest = found.getAsDouble();
      }
      imbalance = Math.min(imbalance, search.leastImbalance(branch));
    }
    if (saturated.isPresent() && nearest < goal) {
      // Between what the box holds and the limit of a large input scale: feasible, but not found.
      return new Undecided(new BudgetExhausted(imbalance, search.evaluations()));
    }
    if (Double.isNaN(nearest) && Double.isInfinite(imbalance)) {
      return infeasible(
          format("no input scale and shift of %s meet the other conditions", activation.name()));
    }
    if (Double.isNaN(nearest)) {
      return infeasible(
          format(
              "no input scale and shift of %s give Q'(1) = 1 beside the other conditions; where"
                  + " those hold, |Q'(1) - 1| is at least about %.3g",
              activation.name(), imbalance));
    }
    if (Math.abs(nearest - goal) < CLOSE) {
      return new Undecided(new BudgetExhausted(imbalance, search.evaluations()));
    }
    return infeasible(
        activation.name()
            + (activation.homogeneityDegree().isPresent()
                ? " is homogeneous, so that its input scale acts as an output scale: three"
                    + " parameters for four conditions"
                : " meets the other conditions only at other targets"),
        translation.of(nearest));
  }

  private LocalOutcome beyondSaturation(double size, double supremum, Translation translation) {
    NearestTarget translated = translation.of(Math.log(supremum));
    return infeasible(
        format(
            "C'(1) = %.10g per layer is out of reach: %s approaches a leaky ReLU as its input scale"
                + " grows, and with it %.12g, but does not exceed it",
            1 + size, activation.name(), 1 + supremum),
        new NearestTarget(
            translated.parameter(),
            translated.value(),
            format(
                "the supremum, approached as the input scale grows: C'(1) below %.12g per layer",
                1 + supremum)));
  }

  private void add(List<ShapingSolution> solutions, ShapingSolution candidate) {
    for (int i = 0; i < solutions.size(); i++) {
      ShapingSolution other = solutions.get(i);
      if (sameKernel(other, candidate)) {
        if (preferred(candidate.parameters(), other.parameters())) {
          solutions.set(i, candidate);
        }
        return;
      }
    }
    solutions.add(candidate);
  }

  /**
   * Of two mirror images or periods, the one with the smaller shift, then the one with a positive
   * shift.
   */
  private static boolean preferred(ActivationParameters a, ActivationParameters b) {
    double difference = Math.abs(a.inputShift()) - Math.abs(b.inputShift());
    return Math.abs(difference) < 1e-6 ? a.inputShift() > b.inputShift() : difference < 0;
  }

  private static boolean sameKernel(ShapingSolution a, ShapingSolution b) {
    return close(a.parameters().inputScale(), b.parameters().inputScale())
        && close(a.parameters().outputScale(), b.parameters().outputScale())
        && close(a.kernelError().fourthMoment(), b.kernelError().fourthMoment())
        && Math.abs(curvature(a) - curvature(b)) < SAME_KERNEL;
  }

  private static double curvature(ShapingSolution solution) {
    return solution.kernelError().varianceCurvature().value();
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= SAME_KERNEL * Math.abs(a);
  }

  /**
   * Best first: by predicted kernel error, in steps of 1 % of the least; within a step by |γδ|, the
   * constant that the output cancels and with which its rounding errors grow.
   */
  private static void rank(List<ShapingSolution> solutions) {
    double least =
        solutions.stream().mapToDouble(s -> s.kernelError().relativeError()).min().orElse(1);
    solutions.sort(
        Comparator.comparingLong(
                (ShapingSolution s) ->
                    Math.round((s.kernelError().relativeError() / least - 1) / EQUAL_ERROR))
            .thenComparingDouble(
                s -> Math.abs(s.parameters().outputScale() * s.parameters().outputShift())));
  }

  private LocalOutcome deepKernelFixed(Rectifier rectifier, double zeta) {
    double excess = Math.expm1(localLogSlope(zeta));
    List<ShapingSolution> solutions = new ArrayList<>();
    for (double shift : rectifier.shifts(excess)) {
      double scale = 1 / Math.sqrt(rectifier.variance(shift));
      ActivationParameters parameters =
          new ActivationParameters(1, shift, scale, -rectifier.mean(shift), OptionalDouble.empty());
      double residual = Math.abs(rectifier.excessSlope(shift) - excess);
      solutions.add(solution(parameters, residual));
    }
    if (solutions.isEmpty()) {
      double largest = rectifier.largestExcess();
      return infeasible(
          format(
              "C'(1) = %.10g per layer is out of reach of %s, whose largest is about %.6g",
              1 + excess, activation.name(), 1 + largest),
          new NearestTarget(
              "zeta",
              networkSlope(largest),
              format("reached with C'(1) about %.6g per layer", 1 + largest)));
    }
    rank(solutions);
    return new Solved(deepKernelTargets(excess), solutions);
  }

  private LocalOutcome deepKernelRectifier(double zeta) {
    if (Rectifier.of(activation).isEmpty()) {
      throw new IllegalArgumentException(
          "the leaky-ReLU variant of dks shapes relu and leaky_relu, got " + activation.name());
    }
    double excess = Math.expm1(localLogSlope(zeta));
    List<ShapingSolution> solutions = new ArrayList<>();
    for (Rectifier.Shifted shifted : Rectifier.balanced(excess)) {
      Rectifier rectifier = Rectifier.leaky(shifted.negativeSlope());
      double b = shifted.shift();
      ActivationParameters parameters =
          new ActivationParameters(
              1,
              b,
              1 / Math.sqrt(rectifier.variance(b)),
              -rectifier.mean(b),
              OptionalDouble.of(shifted.negativeSlope()));
      solutions.add(solution(parameters, Math.abs(rectifier.excessSlope(b) - excess)));
    }
    if (solutions.isEmpty()) {
      double largest = Rectifier.largestBalancedExcess();
      return infeasible(
          format(
              "C'(1) = %.10g per layer is out of reach of leaky ReLU, whose supremum is about %.6g",
              1 + excess, 1 + largest),
          new NearestTarget(
              "zeta",
              networkSlope(largest),
              format("approached with C'(1) below %.6g per layer", 1 + largest)));
    }
    rank(solutions);
    return new Solved(deepKernelTargets(excess), solutions);
  }

  private LocalOutcome critical(CriticalPoint asked) {
    return switch (CriticalLine.of(activation).at(asked)) {
      case CriticalLine.Outcome.Missing(String reason, Optional<NearestTarget> nearest) ->
          new Unsolvable(new Infeasible(reason, nearest));
      case CriticalLine.Outcome.Found(List<CriticalLine.Point> points) ->
          new Solved(
              new LocalTargets(
                  OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.empty()),
              points.stream().map(this::criticalSolution).toList());
    };
  }

  private LocalOutcome linearRegion(ShapingMethod.LinearRegion method) {
    RegionDesign design =
        RegionDesign.of(
            LinearRegionFamily.of(activation), method.goal(composition.nonlinearities()));
    CriticalRegion region = design.region().region();
    double q = region.preactivationVariance();
    Remainder m = new RemainderMoments(region.activation()).accurate(Math.sqrt(q), 0);
    ShapingSolution solution =
        new ShapingSolution(
            ActivationParameters.IDENTITY,
            region.activation(),
            region.weightVariance(),
            region.biasVariance(),
            q,
            kernelError(m, m.mean(), 1 / Math.sqrt(m.variance())),
            0);
    return new Solved(
        new LocalTargets(
            OptionalDouble.of(1),
            OptionalDouble.empty(),
            OptionalDouble.of(region.correlationShift())),
        List.of(solution));
  }

  private ShapingSolution criticalSolution(CriticalLine.Point point) {
    double q = point.preactivationVariance();
    Remainder m = new RemainderMoments(activation).accurate(Math.sqrt(q), 0);
    double variance = m.variance() + m.mean() * m.mean();
    return new ShapingSolution(
        ActivationParameters.IDENTITY,
        activation,
        point.weightVariance(),
        point.biasVariance(),
        q,
        kernelError(m, m.mean(), 1 / Math.sqrt(variance)),
        0);
  }

  private ShapingSolution solution(ActivationParameters parameters, double residual) {
    Activation shaped = ShapedActivations.of(activation, parameters);
    Remainder m = new RemainderMoments(shaped).accurate(1, 0);
    return solution(parameters, kernelError(m, m.mean(), 1), residual);
  }

  private ShapingSolution solution(
      ActivationParameters parameters, KernelError kernelError, double residual) {
    return new ShapingSolution(
        parameters, ShapedActivations.of(activation, parameters), 1, 0, 1, kernelError, residual);
  }

  /** The predicted error for γ(ψ − E ψ + e). */
  private KernelError kernelError(Remainder m, double e, double gamma) {
    double square = gamma * gamma;
    double fourth =
        square
            * square
            * (m.fourthMoment()
                + 4 * e * m.thirdMoment()
                + 6 * e * e * m.variance()
                + e * e * e * e);
    double curvature = square * (m.hermite4() + 2 * e * m.hermite4Linear()) / 4;
    return KernelError.predict(
        fourth,
        curvature,
        composition.network(new MapQuantity.NonlinearDepth()),
        composition.width());
  }

  private static LocalOutcome infeasible(String reason) {
    return new Unsolvable(new Infeasible(reason, Optional.empty()));
  }

  private static LocalOutcome infeasible(String reason, NearestTarget nearest) {
    return new Unsolvable(new Infeasible(reason, Optional.of(nearest)));
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
