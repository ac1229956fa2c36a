package io.brink.trajectory;

import java.util.OptionalDouble;

/**
 * One layer of a trajectory.
 *
 * @param layer l, from 0, the input
 * @param node index of its node
 * @param name name of that node
 * @param variance1 q of the first input; +∞ beyond the range of a double
 * @param logVariance1 ln q
 * @param variance2 q of the second input
 * @param logVariance2 its logarithm
 * @param correlation c
 * @param gap 1 − c, without cancellation
 * @param gapErrorBound bound of the error of the gap, absolute
 * @param slope dc/dc₀
 * @param deviation |c − c*|, as the difference of gaps; empty where no law has a limit
 * @param law what the law says of it; empty where there is none, and at the input
 */
public record TrajectoryLayer(
    int layer,
    int node,
    String name,
    double variance1,
    double logVariance1,
    double variance2,
    double logVariance2,
    double correlation,
    double gap,
    double gapErrorBound,
    double slope,
    OptionalDouble deviation,
    OptionalDouble law) {}
