package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Growth;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A function that is no activation: its derivatives are not asked for. */
final class PlainFunction implements Activation {
  private final DoubleUnaryOperator f;
  private final Growth growth;
  private final List<Breakpoint> breakpoints;

  PlainFunction(DoubleUnaryOperator f, Growth growth, double[] locations) {
    this.f = f;
    this.growth = growth;
    this.breakpoints =
        Arrays.stream(locations).sorted().mapToObj(k -> new Breakpoint(k, 0, 0, 0)).toList();
  }

  @Override
  public String name() {
    return "function";
  }

  @Override
  public double value(double x) {
    return f.applyAsDouble(x);
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
  public Growth growth() {
    return growth;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return breakpoints;
  }
}
