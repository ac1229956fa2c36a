package io.brink.linearregion;

import io.brink.internal.solve.Bracket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The smallest linear region that meets a goal.
 *
 * <p>R_L(0) and the spread fall as a grows. The search starts from the a that meets the goal for
 * every scaled-bounded activation, goes down in steps of 15 % to the first one that does not, and
 * finds the place between: all larger a of these steps meet the goal.
 *
 * @param family the activations
 * @param goal what is asked
 * @param region the network with the smallest a
 * @param binding what would fail with a smaller a
 * @param certainHalfWidth the a that theorem 2.1, in root form, certifies for every scaled-bounded
 *     activation
 * @param theoremHalfWidth the a that theorem 2.1 certifies as it stands
 */
public record RegionDesign(
    LinearRegionFamily family,
    RegionGoal goal,
    DeepRegion region,
    Binding binding,
    double certainHalfWidth,
    double theoremHalfWidth) {

  /** What holds a up. */
  public enum Binding {
    /** R_L(0) is at its tolerance. */
    CORRELATION,
    /** L(μ₂/μ₁² − 1) is at its tolerance. */
    SPREAD,
    /** Neither: the family has no smaller a. */
    FAMILY
  }

  private static final double STEP = 1.15;

  /**
   * What is known of a half-width that was designed before, without another search. What is held up
   * by neither tolerance, by a part in 10⁹, is held up by the family.
   */
  public static RegionDesign of(LinearRegionFamily family, RegionGoal goal, double halfWidth) {
    DeepRegion region =
        DeepRegion.of(CriticalRegion.of(family, halfWidth, goal.biasVariance()), goal.depth());
    Binding binding = goal.load(region) < 1 - 1e-9 ? Binding.FAMILY : binding(goal, region);
    return new RegionDesign(family, goal, region, binding, certain(goal), loose(goal));
  }

  /** Designs. */
  public static RegionDesign of(LinearRegionFamily family, RegionGoal goal) {
    return new Search(family, goal).run();
  }

  /** The work of one design, which remembers the networks that it has composed. */
  private static final class Search {
    private final LinearRegionFamily family;
    private final RegionGoal goal;
    private final Map<Double, DeepRegion> known = new HashMap<>();

    Search(LinearRegionFamily family, RegionGoal goal) {
      this.family = family;
      this.goal = goal;
    }

    RegionDesign run() {
      double certain = certain(goal);
      double smallest = Math.max(family.smallestHalfWidth(), 1e-3 * Math.sqrt(goal.biasVariance()));
      double meets = Math.max(certain, smallest);
      double fails = Double.NaN;
      while (meets > smallest) {
        double next = Math.max(meets / STEP, smallest);
        if (goal.load(region(next)) > 1) {
          fails = next;
          break;
        }
        meets = next;
      }
      if (!(fails > 0)) {
        return new RegionDesign(family, goal, region(meets), Binding.FAMILY, certain, loose(goal));
      }
      double low = fails;
      double high = meets;
      // The ends are taken from memory, so that both have to be the very same doubles.
      double part =
          Bracket.root(t -> Math.log(goal.load(region(between(low, high, t)))), 0, 1, residual());
      DeepRegion region = region(between(low, high, part));
      return new RegionDesign(family, goal, region, binding(goal, region), certain, loose(goal));
    }

    private static double between(double low, double high, double part) {
      return part == 0 ? low : part == 1 ? high : low * Math.pow(high / low, part);
    }

    private DeepRegion region(double halfWidth) {
      return known.computeIfAbsent(
          halfWidth,
          a -> DeepRegion.of(CriticalRegion.of(family, a, goal.biasVariance()), goal.depth()));
    }

    /** What the roundings of L layers leave of R_L(0) relative to its tolerance, and 10⁻¹³. */
    private double residual() {
      return Math.max(1e-13, 1e-15 * goal.depth() / goal.correlationTolerance());
    }
  }

  private static Binding binding(RegionGoal goal, DeepRegion region) {
    return region.correlationShift() / goal.correlationTolerance()
            >= region.spread() / goal.spreadTolerance()
        ? Binding.CORRELATION
        : Binding.SPREAD;
  }

  private static double certain(RegionGoal goal) {
    return largest(
        goal,
        y -> {
          RegionBounds bounds = RegionBounds.of(y);
          return Math.max(
              goal.depth() * bounds.correlationBound() / goal.correlationTolerance(),
              goal.depth() * bounds.spreadBound() / goal.spreadTolerance());
        });
  }

  private static double loose(RegionGoal goal) {
    return largest(
        goal,
        y -> {
          RegionBounds bounds = RegionBounds.of(y);
          return Math.max(
              goal.depth() * Math.cbrt(8 / Math.PI * y) / goal.correlationTolerance(),
              goal.depth() * bounds.looseSpreadBound() / goal.spreadTolerance());
        });
  }

  /** a at the largest y = σ_b²/a² whose load is at most 1; the load rises with y. */
  private static double largest(RegionGoal goal, DoubleUnaryOperator load) {
    double high = 0;
    while (load.applyAsDouble(Math.exp(high)) < 1 && high < 500) {
      high += 5;
    }
    double low = high - 5;
    while (load.applyAsDouble(Math.exp(low)) > 1) {
      low -= 5;
    }
    double y = Math.exp(Bracket.root(t -> Math.log(load.applyAsDouble(Math.exp(t))), low, high));
    return Math.sqrt(goal.biasVariance() / y);
  }
}
