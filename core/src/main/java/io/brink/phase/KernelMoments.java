package io.brink.phase;

import io.brink.kernel.Kernel;

/** Straight from the kernel, where that is quick. */
record KernelMoments(Kernel kernel) implements LengthMoments {

  @Override
  public void at(double q, double[] out) {
    out[VARIANCE] = kernel.variance(q).value();
    out[VARIANCE_DERIVATIVE] = kernel.varianceDerivative(q).value();
    out[DERIVATIVE_VARIANCE] = kernel.derivativeVariance(q).value();
  }
}
