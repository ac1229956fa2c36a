package io.brink.verdict;

/**
 * The moments of one layer's state.
 *
 * @param node index of the node
 * @param name its name
 * @param variance q, mean square of the state; +∞ beyond the range of a double
 * @param logVariance ln q
 * @param correlation c of the pair of inputs with correlation ½
 * @param gap 1 − c, without cancellation
 * @param gradient χ, mean squared gradient per unit relative to that at the output
 * @param logGradient ln χ
 */
public record LayerState(
    int node,
    String name,
    double variance,
    double logVariance,
    double correlation,
    double gap,
    double gradient,
    double logGradient) {}
