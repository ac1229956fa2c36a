package io.brink.kernel;

import io.brink.expectation.Estimate;

/** The derivatives of a correlation map C at any angle, to be compiled. */
interface MapSource {

  /** dC/dc. */
  Estimate slope(double angle);

  /** d²C/dc². */
  Estimate curvature(double angle);

  /** A source that samples the kernel. */
  static MapSource of(Kernel kernel, double q, double outputVariance) {
    if (kernel instanceof ExponentialKernel) {
      return new ExponentialSource(q);
    }
    return new MapSource() {
      @Override
      public Estimate slope(double angle) {
        return scaled(
            kernel.derivativeCovariance(q, q, new Correlation(angle)), q / outputVariance);
      }

      @Override
      public Estimate curvature(double angle) {
        return scaled(
            kernel.secondDerivativeCovariance(q, q, new Correlation(angle)),
            q * (q / outputVariance));
      }
    };
  }

  private static Estimate scaled(Estimate e, double factor) {
    return new Estimate(e.value() * factor, e.errorBound() * factor);
  }

  /** C = e^{−q(1−c)}, where the variances themselves overflow. */
  record ExponentialSource(double q) implements MapSource {
    @Override
    public Estimate slope(double angle) {
      double value = q * Math.exp(-q * new Correlation(angle).gap());
      return new Estimate(value, 1e-15 * value);
    }

    @Override
    public Estimate curvature(double angle) {
      double value = q * q * Math.exp(-q * new Correlation(angle).gap());
      return new Estimate(value, 1e-15 * value);
    }
  }
}
