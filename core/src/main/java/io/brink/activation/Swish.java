package io.brink.activation;

import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.Logistic;

/**
 * The swish x·s(βx), s the logistic function; β = 1 is also called SiLU.
 *
 * @param beta sharpness β, finite; 0 gives x/2
 */
public record Swish(double beta) implements Activation {

  /** Checks the domain of the parameters. */
  public Swish {
    ParameterDomain.FINITE.check("swish", "beta", beta);
  }

  @Override
  public String name() {
    return CanonicalName.of("swish", beta, 1);
  }

  @Override
  public double value(double x) {
    return x * Logistic.sigmoid(beta * x);
  }

  @Override
  public double derivative(double x) {
    return Logistic.sigmoid(beta * x) + beta * x * Logistic.sigmoidDerivative(beta * x);
  }

  @Override
  public double secondDerivative(double x) {
    double t = beta * x;
    return beta * Logistic.sigmoidDerivative(t) * (2 - t * Math.tanh(0.5 * t));
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    if (derivative == null && secondDerivative == null) {
      if (value != null) {
        values(n, x, value);
      }
      return;
    }
    double[] argument = scaled(n, x, new double[n]);
    double[] s = new double[n];
    double[] slope = new double[n];
    VectorMath.preferred().sigmoid(n, argument, s, slope, null);
    if (value != null) {
      for (int i = 0; i < n; i++) {
        value[i] = x[i] * s[i];
      }
    }
    if (derivative != null) {
      for (int i = 0; i < n; i++) {
        derivative[i] = s[i] + argument[i] * slope[i];
      }
    }
    if (secondDerivative != null) {
      for (int i = 0; i < n; i++) {
        // 2s - 1 = tanh(t/2); its absolute accuracy is enough beside the 2.
        secondDerivative[i] = beta * slope[i] * (2 - argument[i] * (2 * s[i] - 1));
      }
    }
  }

  private void values(int n, double[] x, double[] value) {
    VectorMath.preferred().sigmoid(n, scaled(n, x, value), value, null, null);
    for (int i = 0; i < n; i++) {
      value[i] *= x[i];
    }
  }

  /** βx, in {@code room} if it is not x itself. */
  private double[] scaled(int n, double[] x, double[] room) {
    if (beta == 1) {
      return x;
    }
    for (int i = 0; i < n; i++) {
      room[i] = beta * x[i];
    }
    return room;
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
