package io.brink.activation;

import java.util.List;

/**
 * Ssine of the scaled-bounded family: odd, x up to a, then a − 1 + cos(x − a).
 *
 * @param a half-width of the linear region, &gt; 0
 */
public record BoundedSine(double a) implements Activation {

  /** Checks the domain of the parameters. */
  public BoundedSine {
    ParameterDomain.POSITIVE.check("ssine", "a", a);
  }

  @Override
  public String name() {
    return CanonicalName.of("ssine", a, 1);
  }

  @Override
  public double value(double x) {
    double beyond = Math.abs(x) - a;
    if (beyond <= 0) {
      return x;
    }
    // 1 - cos t = 2 sin²(t/2) keeps the digits next to the switch.
    double s = Math.sin(0.5 * beyond);
    return Math.copySign(1, x) * (a - 2 * s * s);
  }

  @Override
  public double derivative(double x) {
    double beyond = Math.abs(x) - a;
    return beyond > 0 || x == a ? -Math.sin(beyond) : 1;
  }

  @Override
  public double secondDerivative(double x) {
    double beyond = Math.abs(x) - a;
    return beyond > 0 || x == a ? -Math.signum(x) * Math.cos(beyond) : 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(-a, 0, 1, -1), new Breakpoint(a, 0, -1, -1));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(Math.max(a, 2 - a));
  }
}
