package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;

/** Where the Gaussian moments of an activation come from. */
interface KernelProvider {

  Kernel kernel(Activation activation);

  /** The compiled correlation map of {@code kernel} at preactivation variance q. */
  CorrelationMap compile(Kernel kernel, double q);

  /** E φ(x)ψ(y) of two activations. */
  PairKernel pair(Activation phi, Activation psi);
}
