package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
import java.util.Optional;

/** Where the Gaussian moments of an activation come from. */
interface KernelProvider {

  Kernel kernel(Activation activation);

  /** The compiled correlation map of {@code kernel} at preactivation variance q. */
  CorrelationMap compile(Kernel kernel, double q);

  /** The compiled map, if that costs no more than a few evaluations of the kernel. */
  default Optional<CorrelationMap> compileIfQuick(Kernel kernel, double q) {
    return Optional.empty();
  }

  /** E φ(x)ψ(y) of two activations. */
  PairKernel pair(Activation phi, Activation psi);
}
