package io.brink.activation;

import java.util.List;

/** The rectifier clipped at 6: x clipped to [0, 6]. */
public record Relu6() implements Activation {

  @Override
  public String name() {
    return "relu6";
  }

  @Override
  public double value(double x) {
    return Math.clamp(x, 0.0, 6.0);
  }

  @Override
  public double derivative(double x) {
    return x >= 0 && x < 6 ? 1 : 0;
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(Breakpoint.kink(0, 1), Breakpoint.kink(6, -1));
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(6);
  }
}
