package io.brink.activation;

import java.util.List;
import java.util.OptionalDouble;

/** The sign: −1, 0 or 1. */
public record Sign() implements Activation {

  @Override
  public String name() {
    return "sign";
  }

  @Override
  public double value(double x) {
    return Math.signum(x);
  }

  @Override
  public double derivative(double x) {
    return 0;
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 2, 0, 0));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    return OptionalDouble.of(0);
  }
}
