package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.expectation.AngleSampler;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.PairExpectation;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;

/** Where the Gaussian moments of an activation come from. */
interface KernelProvider {

  /** The kernels of this library. */
  KernelProvider STANDARD = new Standard();

  Kernel kernel(Activation activation);

  /** The compiled correlation map of {@code kernel} at preactivation variance q. */
  CorrelationMap compile(Kernel kernel, double q);

  /** E φ(x)ψ(y) of two activations. */
  PairKernel pair(Activation phi, Activation psi);

  /** Closed forms where there are any, else quadrature. */
  final class Standard implements KernelProvider {

    @Override
    public Kernel kernel(Activation activation) {
      return Kernel.of(activation);
    }

    @Override
    public CorrelationMap compile(Kernel kernel, double q) {
      return CorrelationMap.compile(kernel, q);
    }

    @Override
    public PairKernel pair(Activation phi, Activation psi) {
      GaussianExpectation first = GaussianExpectation.of(phi);
      GaussianExpectation second = phi.equals(psi) ? first : GaussianExpectation.of(psi);
      return new QuadraturePair(PairExpectation.of(first, second));
    }
  }

  /** By quadrature; the samplers of the last pair of variances are kept. */
  final class QuadraturePair implements PairKernel {

    private record Prepared(double q1, double q2, AngleSampler sampler) {}

    private final PairExpectation expectation;
    private volatile Prepared last;

    QuadraturePair(PairExpectation expectation) {
      this.expectation = expectation;
    }

    @Override
    public Estimate covariance(double q1, double q2, Correlation correlation) {
      return moment(DerivativeOrder.VALUE, q1, q2, correlation);
    }

    @Override
    public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
      return moment(DerivativeOrder.FIRST, q1, q2, correlation);
    }

    @Override
    public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
      return moment(DerivativeOrder.SECOND, q1, q2, correlation);
    }

    private Estimate moment(DerivativeOrder order, double q1, double q2, Correlation correlation) {
      Prepared prepared = last;
      if (prepared == null || prepared.q1 != q1 || prepared.q2 != q2) {
        prepared = new Prepared(q1, q2, expectation.sampler(q1, q2));
        last = prepared;
      }
      return prepared.sampler.covariance(order, correlation.angle());
    }
  }
}
