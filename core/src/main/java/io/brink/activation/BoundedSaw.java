package io.brink.activation;

import java.util.List;

/**
 * Ssaw of the scaled-bounded family: odd, x up to a, then 2a − x up to 2a, then 0.
 *
 * @param a half-width of the linear region, &gt; 0
 */
public record BoundedSaw(double a) implements Activation {

  /** Checks the domain of the parameters. */
  public BoundedSaw {
    ParameterDomain.POSITIVE.check("ssaw", "a", a);
  }

  @Override
  public String name() {
    return CanonicalName.of("ssaw", a, 1);
  }

  @Override
  public double value(double x) {
    double size = Math.abs(x);
    return Math.copySign(size <= a ? size : Math.max(2 * a - size, 0), x);
  }

  @Override
  public double derivative(double x) {
    return x < -2 * a || x >= 2 * a ? 0 : x < -a || x >= a ? -1 : 1;
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(
        Breakpoint.kink(-2 * a, -1),
        Breakpoint.kink(-a, 2),
        Breakpoint.kink(a, -2),
        Breakpoint.kink(2 * a, 1));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(a);
  }
}
