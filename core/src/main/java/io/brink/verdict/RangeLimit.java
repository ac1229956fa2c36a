package io.brink.verdict;

/**
 * A layer at which the mean square leaves the range of a floating-point format.
 *
 * @param format float32 or float64
 * @param layer position of the layer, from 1
 * @param name name of its node
 */
public record RangeLimit(String format, int layer, String name) {}
