package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.kernel.Kernel;
import io.brink.spectrum.JacobianFactor.Slopes;
import java.util.HashMap;
import java.util.Map;

/** The first two moments of squared slopes, remembered for each activation and variance. */
final class SlopeMoments {

  private static final double ROUNDING = 0x1p-52;

  private final Map<Activation, Kernel> kernels = new HashMap<>();
  private final Map<Slopes, SpectralMoments> known = new HashMap<>();

  /**
   * Moments of t, the squares of the entries of a diagonal factor.
   *
   * @throws IllegalArgumentException if E φ′⁴ is infinite
   */
  SpectralMoments of(Slopes slopes) {
    return known.computeIfAbsent(slopes, this::moments);
  }

  private SpectralMoments moments(Slopes slopes) {
    Kernel kernel = kernels.computeIfAbsent(slopes.activation(), Kernel::of);
    double q = slopes.preactivationVariance();
    Estimate second = kernel.derivativeVariance(q);
    Estimate fourth = kernel.derivativeFourthMoment(q);
    if (!(fourth.value() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the mean fourth power of the slope of "
              + slopes.activation().name()
              + " is infinite, so the squared singular values have no variance");
    }
    if (second.value() == 0) {
      return new SpectralMoments(Double.NEGATIVE_INFINITY, 0, 0, 0);
    }
    // kept units are divided by keep: E t = E φ′²/keep, E t² = E φ′⁴/keep³
    double ratio = fourth.value() / (second.value() * second.value());
    double error =
        ratio
            * (fourth.errorBound() / fourth.value()
                + 2 * second.errorBound() / second.value()
                + 2 * ROUNDING);
    double keep = slopes.keep();
    return new SpectralMoments(
        Math.log(second.value() / keep),
        second.errorBound() / second.value() + ROUNDING,
        Math.max(0, ratio / keep - 1),
        error / keep);
  }
}
