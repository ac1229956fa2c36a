package io.brink.activation;

import java.util.List;

/**
 * Sexp of the scaled-bounded family: odd, x up to a, then a − 1 + e^{a − x}.
 *
 * @param a half-width of the linear region, &gt; 0
 */
public record BoundedExponential(double a) implements Activation {

  /** Checks the domain of the parameters. */
  public BoundedExponential {
    ParameterDomain.POSITIVE.check("sexp", "a", a);
  }

  @Override
  public String name() {
    return CanonicalName.of("sexp", a, 1);
  }

  @Override
  public double value(double x) {
    double beyond = Math.abs(x) - a;
    if (beyond <= 0) {
      return x;
    }
    // Next to the switch e^{-t} - 1 keeps the digits, in the tail of a = 1 e^{-t} alone is left.
    double size = beyond < 0.5 ? a + Math.expm1(-beyond) : a - 1 + Math.exp(-beyond);
    return Math.signum(x) * size;
  }

  @Override
  public double derivative(double x) {
    double beyond = Math.abs(x) - a;
    return beyond > 0 || x == a ? -Math.exp(-beyond) : 1;
  }

  @Override
  public double secondDerivative(double x) {
    double beyond = Math.abs(x) - a;
    return beyond > 0 || x == a ? Math.copySign(Math.exp(-beyond), x) : 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(new Breakpoint(-a, 0, 2, 1), new Breakpoint(a, 0, -2, 1));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(Math.max(a, 1 - a));
  }
}
