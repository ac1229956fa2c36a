package io.brink.cli;

import io.brink.shaping.ShapingMethod;

/**
 * The figure that a shaping method aims at.
 *
 * @param key eta, tau, zeta, q or bias_variance
 * @param value its value
 * @param condition the goal as an equation, {@code C_f(0) = 0.9}
 * @param method the method with this goal
 */
record ShapeGoal(String key, double value, String condition, ShapingMethod method) {

  /** The equation in ASCII, for source code. */
  String plainCondition() {
    return condition.replace("″", "''").replace("′", "'").replace("χ₁", "chi1");
  }
}
