package io.brink.activation;

import java.util.OptionalDouble;

/**
 * The monomial xⁿ; n = 2 is called square.
 *
 * @param degree n, a whole number from 0 to 200
 */
public record Monomial(int degree) implements Activation {

  /** Checks the domain of the parameters. */
  public Monomial {
    ParameterDomain.DEGREE.check("monomial", "n", degree);
  }

  @Override
  public String name() {
    return degree == 2 ? "square" : CanonicalName.of("monomial", degree);
  }

  @Override
  public double value(double x) {
    return Math.pow(x, degree);
  }

  @Override
  public double derivative(double x) {
    return degree == 0 ? 0 : degree * Math.pow(x, degree - 1);
  }

  @Override
  public double secondDerivative(double x) {
    return degree < 2 ? 0 : degree * (degree - 1.0) * Math.pow(x, degree - 2);
  }

  @Override
  public Parity parity() {
    return degree % 2 == 0 ? Parity.EVEN : Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(degree);
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    return OptionalDouble.of(degree);
  }
}
