package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.PairExpectation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
import java.util.Optional;

/** Closed forms where there are any, else quadrature. */
final class LibraryKernels implements KernelProvider {

  @Override
  public Kernel kernel(Activation activation) {
    return Kernel.of(activation);
  }

  @Override
  public CorrelationMap compile(Kernel kernel, double q) {
    return CorrelationMap.compile(kernel, q);
  }

  @Override
  public Optional<CorrelationMap> compileIfQuick(Kernel kernel, double q) {
    return CorrelationMap.compileIfQuick(kernel, q);
  }

  @Override
  public PairKernel pair(Activation phi, Activation psi) {
    GaussianExpectation first = GaussianExpectation.of(phi);
    GaussianExpectation second = phi.equals(psi) ? first : GaussianExpectation.of(psi);
    return new QuadraturePair(PairExpectation.of(first, second));
  }
}
