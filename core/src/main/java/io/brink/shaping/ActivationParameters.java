package io.brink.shaping;

import java.util.OptionalDouble;

/**
 * The parameters of a shaped activation φ̂(x) = outputScale·(φ(inputScale·x + inputShift) +
 * outputShift), under the names that users of DKS and TAT know.
 *
 * @param inputScale α &gt; 0; a negative α gives the same kernel, because z and −z have the same
 *     law
 * @param inputShift β
 * @param outputScale γ &gt; 0
 * @param outputShift δ
 * @param negativeSlope the slope of leaky ReLU on the negative axis, where the method chooses it
 */
public record ActivationParameters(
    double inputScale,
    double inputShift,
    double outputScale,
    double outputShift,
    OptionalDouble negativeSlope) {

  /** φ itself. */
  public static final ActivationParameters IDENTITY =
      new ActivationParameters(1, 0, 1, 0, OptionalDouble.empty());
}
