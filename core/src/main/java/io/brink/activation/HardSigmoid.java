package io.brink.activation;

import java.util.List;

/** The hard sigmoid: x/6 + 1/2 clipped to [0, 1]. */
public record HardSigmoid() implements Activation {

  @Override
  public String name() {
    return "hard_sigmoid";
  }

  @Override
  public double value(double x) {
    return Math.clamp(x + 3, 0.0, 6.0) / 6;
  }

  @Override
  public double derivative(double x) {
    return x >= -3 && x < 3 ? 1.0 / 6 : 0;
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(Breakpoint.kink(-3, 1.0 / 6), Breakpoint.kink(3, -1.0 / 6));
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
