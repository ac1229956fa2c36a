package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.Logistic;

/** The softplus ln(1 + eˣ). */
public record Softplus() implements Activation {

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public double value(double x) {
    return Logistic.softplus(x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public double secondDerivative(double x) {
    return Logistic.sigmoidDerivative(x);
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    if (value != null) {
      VectorMath.preferred().softplus(n, x, value);
    }
    if (derivative != null || secondDerivative != null) {
      VectorMath.preferred().sigmoid(n, x, derivative, secondDerivative, null);
    }
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
