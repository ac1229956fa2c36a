package io.brink.activation;

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
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
