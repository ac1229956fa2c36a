package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.Logistic;

/** The logistic function s(x) = 1/(1 + e^{−x}); φ′ = s(x)s(−x), φ″ = −φ′ tanh(x/2). */
public record Sigmoid() implements Activation {

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public double value(double x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sigmoidDerivative(x);
  }

  @Override
  public double secondDerivative(double x) {
    return -Math.tanh(0.5 * x) * Logistic.sigmoidDerivative(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    VectorMath.preferred().sigmoid(n, x, value, derivative, secondDerivative);
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
