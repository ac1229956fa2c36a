package io.brink.kernel;

import io.brink.activation.Activation;
import java.util.Optional;

/** Which activations have a closed-form kernel. */
final class ClosedForms {

  private ClosedForms() {}

  /** The closed form of {@code activation}, if there is one. */
  static Optional<ClosedFormKernel> find(Activation activation) {
    return activation.homogeneityDegree().isPresent()
        ? Optional.of(new HomogeneousKernel(activation))
        : Optional.empty();
  }
}
