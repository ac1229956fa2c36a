package io.brink.activation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The leaky rectifier: x for x ≥ 0, slope·x for x &lt; 0. The slopes 0, 1 and −1 have names of
 * their own: relu, identity and abs.
 *
 * @param slope slope on the negative half-line, finite
 */
public record LeakyRelu(double slope) implements Activation {

  /** Checks the domain of the parameters. */
  public LeakyRelu {
    ParameterDomain.FINITE.check("leaky_relu", "slope", slope);
    slope = slope == 0 ? 0 : slope;
  }

  @Override
  public String name() {
    if (slope == 0) {
      return "relu";
    }
    if (slope == 1) {
      return "identity";
    }
    if (slope == -1) {
      return "abs";
    }
    return CanonicalName.of("leaky_relu", slope, 0.01);
  }

  @Override
  public double value(double x) {
    return x >= 0 ? x : slope * x;
  }

  @Override
  public double derivative(double x) {
    return x >= 0 ? 1 : slope;
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return slope == 1 ? List.of() : List.of(Breakpoint.kink(0, 1 - slope));
  }

  @Override
  public Parity parity() {
    return slope == 1 ? Parity.ODD : slope == -1 ? Parity.EVEN : Parity.NONE;
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    return OptionalDouble.of(1);
  }
}
