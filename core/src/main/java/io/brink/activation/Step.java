package io.brink.activation;

import java.util.List;
import java.util.OptionalDouble;

/** The unit step: 1 for x ≥ 0, else 0. */
public record Step() implements Activation {

  @Override
  public String name() {
    return "step";
  }

  @Override
  public double value(double x) {
    return x >= 0 ? 1 : 0;
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
    return List.of(new Breakpoint(0, 1, 0, 0));
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
