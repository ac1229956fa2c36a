package io.brink.cli;

import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.shaping.ShapingMethod;
import java.util.List;

/**
 * The figures that a shaping method aims at.
 *
 * @param figures by name: eta, tau, zeta, q or bias_variance, or several of a linear region
 * @param condition the goal as an equation, {@code C_f(0) = 0.9}
 * @param method the method with this goal
 */
record ShapeGoal(List<Fact> figures, String condition, ShapingMethod method) {

  /** Copies the list. */
  ShapeGoal {
    figures = List.copyOf(figures);
  }

  /** A goal of one figure. */
  static ShapeGoal of(String key, double value, String condition, ShapingMethod method) {
    return new ShapeGoal(List.of(Fact.of(key, "", Value.exact(value))), condition, method);
  }

  /** The equation in ASCII, for source code. */
  String plainCondition() {
    return condition
        .replace("″", "''")
        .replace("′", "'")
        .replace("χ₁", "chi1")
        .replace("μ₂", "mu2")
        .replace("μ₁²", "mu1^2")
        .replace("≤", "<=")
        .replace("−", "-");
  }
}
