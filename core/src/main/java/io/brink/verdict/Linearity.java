package io.brink.verdict;

/**
 * How far the network's correlation map C_f is from the identity, which is that of a linear
 * network.
 *
 * @param largestDeviation max |C_f(c) − c| over c = −1, 0, ½ and 1
 * @param slope1 C_f′(1)
 * @param curvature1 C_f″(1); +∞ where an activation has a kink
 */
public record Linearity(double largestDeviation, double slope1, double curvature1) {}
