package io.brink.propagation;

import java.util.List;

/**
 * NNGP and neural tangent kernel of a batch: the result of {@link GramPropagation#propagate}.
 *
 * @param gaussianProcess n × n, E f(x_i)f(x_j) of one unit of the output over networks
 * @param tangent n × n, Σ over parameters of ∂f(x_i)∂f(x_j)
 * @param divergences moments of the derivative that are infinite; the tangent kernel's diagonal is
 *     then +∞
 * @param approximations where theory does not cover the network
 */
public record GramKernels(
    double[][] gaussianProcess,
    double[][] tangent,
    List<GradientDivergence> divergences,
    List<Approximation> approximations) {}
