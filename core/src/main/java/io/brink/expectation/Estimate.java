package io.brink.expectation;

/**
 * A number and how wrong it can be.
 *
 * @param value the estimate
 * @param errorBound bound or conservative estimate of |value − exact|, absolute; 0 only where the
 *     value is exact
 */
public record Estimate(double value, double errorBound) {}
