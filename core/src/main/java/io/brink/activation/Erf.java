package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.ErrorFunction;

/** The error function 2/√π ∫₀ˣ e^{−t²} dt. */
public record Erf() implements Activation {

  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

  @Override
  public String name() {
    return "erf";
  }

  @Override
  public double value(double x) {
    return ErrorFunction.erf(x);
  }

  @Override
  public double derivative(double x) {
    return TWO_OVER_ROOT_PI * ErrorFunction.gaussian(x);
  }

  @Override
  public double secondDerivative(double x) {
    return -2 * TWO_OVER_ROOT_PI * x * ErrorFunction.gaussian(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] gaussian = derivative != null ? derivative : secondDerivative;
    VectorMath.preferred().erf(n, x, value, gaussian);
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        secondDerivative[i] = -2 * TWO_OVER_ROOT_PI * x[i] * gaussian[i];
      }
    }
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] *= TWO_OVER_ROOT_PI;
      }
    }
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
