package io.brink.propagation;

/**
 * The normalised second moment κ = E[a b]/√(E a² E b²) of two tensors, or of one tensor for one
 * input and another for the other.
 *
 * @param value κ
 * @param drop for inputs of equal length, κ at equal inputs minus κ, without cancellation; else
 *     unused
 * @param slope dκ/dc₀
 * @param curvature d²κ/dc₀²
 * @param errorBound bound of the absolute error of {@code drop}, or of κ where drop is unused
 */
record CrossMoment(double value, double drop, double slope, double curvature, double errorBound) {

  static final CrossMoment ZERO = new CrossMoment(0, 0, 0, 0, 0);

  /** The moment of a multiple. */
  CrossMoment times(double factor) {
    return new CrossMoment(
        factor * value,
        factor * drop,
        Jet.product(factor, slope),
        Jet.product(factor, curvature),
        Math.abs(factor) * errorBound);
  }

  CrossMoment plus(CrossMoment other) {
    return new CrossMoment(
        value + other.value,
        drop + other.drop,
        Jet.sum(slope, other.slope),
        Jet.sum(curvature, other.curvature),
        errorBound + other.errorBound);
  }
}
