package io.brink.shaping;

import java.util.OptionalDouble;

/**
 * The conditions on one activation that follow from the condition on the network. A quantity that
 * the method leaves free is empty.
 *
 * @param slope1 C′(1)
 * @param curvature1 C″(1); +∞ for leaky ReLU
 * @param c0 C(0)
 */
public record LocalTargets(OptionalDouble slope1, OptionalDouble curvature1, OptionalDouble c0) {}
