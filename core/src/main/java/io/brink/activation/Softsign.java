package io.brink.activation;

import java.util.List;

/** The softsign x/(1 + |x|); φ″ jumps from 2 to −2 at 0. */
public record Softsign() implements Activation {

  @Override
  public String name() {
    return "softsign";
  }

  @Override
  public double value(double x) {
    return x / (1 + Math.abs(x));
  }

  @Override
  public double derivative(double x) {
    double d = 1 + Math.abs(x);
    return 1 / (d * d);
  }

  @Override
  public double secondDerivative(double x) {
    double d = 1 + Math.abs(x);
    return (x >= 0 ? -2 : 2) / (d * d * d);
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(0, 0, 0, -4));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(1);
  }
}
