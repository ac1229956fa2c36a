package io.brink.asymptotics;

import io.brink.activation.Activation;
import io.brink.activation.Growth;
import io.brink.activation.Parity;
import java.util.OptionalDouble;

/**
 * How the moments of a mean-field residual network behave as its depth l → ∞ (Yang &amp; Schoenholz
 * 2017, theorems B.2–B.21). Notation: p = E x² the length, q = E h², e the correlation of two
 * inputs' x, s = (1 − e)p half their squared distance, χ the mean squared gradient with respect to
 * x.
 *
 * <p>Each case is a record with the constants of its theorems. A law leaves out an additive O(1) in
 * ln p or ln χ unless it says otherwise.
 */
public sealed interface ResidualLaw
    permits FrozenLaw, SaturatingLaw, PowerLaw, RectifierLaw, UnknownLaw {

  /** For which networks the law is proved, in one sentence. */
  String domain();

  /** Where the law comes from. */
  String source();

  /**
   * The law of a network of the given activation.
   *
   * @return {@link UnknownLaw} with the reason where no theorem covers the network
   */
  static ResidualLaw of(Activation activation, ResidualVariances variances) {
    if (variances.weightVariance() == 0) {
      return FrozenLaw.of(activation, variances);
    }
    OptionalDouble degree = activation.homogeneityDegree();
    if (degree.isPresent() && degree.getAsDouble() == 1) {
      return RectifierLaw.of(activation, variances);
    }
    if (degree.isPresent() && degree.getAsDouble() > 0 && degree.getAsDouble() < 1) {
      return PowerLaw.of(activation, degree.getAsDouble(), variances);
    }
    if (activation.parity() == Parity.ODD && activation.growth() instanceof Growth.Bounded) {
      return SaturatingLaw.of(activation, variances);
    }
    return new UnknownLaw(
        "no asymptotic law is proved for "
            + activation.name()
            + ": they cover odd saturating activations such as tanh, and homogeneous ones of degree"
            + " in (0, 1]");
  }
}
