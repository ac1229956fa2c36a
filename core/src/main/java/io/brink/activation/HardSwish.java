package io.brink.activation;

import java.util.List;

/** The hard swish: x·clip(x + 3, 0, 6)/6. */
public record HardSwish() implements Activation {

  @Override
  public String name() {
    return "hard_swish";
  }

  @Override
  public double value(double x) {
    return x * Math.clamp(x + 3, 0.0, 6.0) / 6;
  }

  @Override
  public double derivative(double x) {
    return x < -3 ? 0 : x < 3 ? (2 * x + 3) / 6 : 1;
  }

  @Override
  public double secondDerivative(double x) {
    return x >= -3 && x < 3 ? 1.0 / 3 : 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(-3, 0, -0.5, 1.0 / 3), new Breakpoint(3, 0, -0.5, -1.0 / 3));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }
}
