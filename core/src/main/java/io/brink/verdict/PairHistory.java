package io.brink.verdict;

import java.util.Optional;

/**
 * What became of the correlation of one pair of inputs, by gaps 1 − c.
 *
 * @param input gap of the inputs
 * @param middle gap in the middle layer
 * @param output gap at the output
 * @param lost the first layer whose gap is below {@link Thresholds#LOST}, if that of the inputs is
 *     not
 */
public record PairHistory(double input, double middle, double output, Optional<LayerState> lost) {}
