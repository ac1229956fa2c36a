package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.Target;

/**
 * What {@code brink shape} was asked, in words and as the core takes it.
 *
 * @param network the network as it was named
 * @param activation the activation to be shaped
 * @param methodName tat, dks or eoc
 * @param goal the method with its goal
 * @param target the part of the network that the goal is for
 */
record ShapeRequest(
    String network, Activation activation, String methodName, ShapeGoal goal, Target target) {

  /** The method with its goal, as the core takes it. */
  ShapingMethod method() {
    return goal.method();
  }
}
