package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.LeakyRelu;
import io.brink.activation.ShapedActivation;

/** Builds the activation that a set of parameters describes. */
final class ShapedActivations {

  private ShapedActivations() {}

  static Activation of(Activation inner, ActivationParameters parameters) {
    Activation base =
        parameters.negativeSlope().isPresent()
            ? new LeakyRelu(parameters.negativeSlope().getAsDouble())
            : inner;
    return new ShapedActivation(
        base,
        parameters.inputScale(),
        parameters.inputShift(),
        parameters.outputScale(),
        parameters.outputShift());
  }
}
