package io.brink.shaping;

/**
 * The nearest target that can be reached where the one asked for cannot.
 *
 * @param parameter name of the method's parameter: {@code eta}, {@code tau}, {@code zeta}, {@code
 *     q} or {@code bias_variance}
 * @param value the nearest feasible value; where the set of feasible values is open, its end
 * @param statement one sentence that says how the value is reached or approached
 */
public record NearestTarget(String parameter, double value, String statement) {}
