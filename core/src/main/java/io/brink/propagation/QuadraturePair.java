package io.brink.propagation;

import io.brink.expectation.AngleSampler;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.PairExpectation;
import io.brink.kernel.Correlation;

/** The moments of a pair by quadrature; what was prepared for the last variances is kept. */
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
