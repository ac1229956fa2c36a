package io.brink.trajectory;

import java.util.OptionalDouble;

/**
 * The moments of one residual block x_l = x_{l−1} + v φ(h_l) + a, h_l = w x_{l−1} + b, for two
 * inputs of equal length (Yang &amp; Schoenholz 2017, table 1), as logarithms, which no depth
 * overflows. Gradients are mean squares relative to 1 at the network's output.
 *
 * @param block l, from 1
 * @param logLength ln p_l, p = E x²
 * @param gap 1 − e_l, e = γ/p the correlation of the two x; γ = p(1 − gap)
 * @param logExpressivity ln s_l, s = p − γ
 * @param logPreactivationLength ln q_l, q = E h²
 * @param preactivationGap 1 − c_l, c = λ/q the correlation of the two h; λ = q(1 − gap)
 * @param logGradient ln χ_l, with respect to x_l
 * @param logWeightGradient ln χ_w, with respect to one of the weights w of the block
 * @param logBiasGradient ln χ_b
 * @param logOutWeightGradient ln χ_v; empty in a reduced network, which has no v and a
 * @param logOutBiasGradient ln χ_a
 */
public record ResidualLayer(
    int block,
    double logLength,
    double gap,
    double logExpressivity,
    double logPreactivationLength,
    double preactivationGap,
    double logGradient,
    double logWeightGradient,
    double logBiasGradient,
    OptionalDouble logOutWeightGradient,
    OptionalDouble logOutBiasGradient) {}
