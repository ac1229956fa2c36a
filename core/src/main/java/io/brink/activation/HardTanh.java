package io.brink.activation;

import java.util.List;

/**
 * The scaled hard tanh: kx clipped to [−ak, ak]; a = k = 1 is called hard_tanh. The first member of
 * the scaled-bounded family.
 *
 * @param a half-width of the linear region, &gt; 0
 * @param k slope inside it, finite and not 0
 */
public record HardTanh(double a, double k) implements Activation {

  /** Checks the domain of the parameters. */
  public HardTanh {
    ParameterDomain.POSITIVE.check("shtanh", "a", a);
    ParameterDomain.NOT_ZERO.check("shtanh", "k", k);
  }

  @Override
  public String name() {
    return a == 1 && k == 1
        ? "hard_tanh"
        : CanonicalName.of("shtanh", new double[] {a, k}, new double[] {1, 1});
  }

  @Override
  public double value(double x) {
    return k * Math.clamp(x, -a, a);
  }

  @Override
  public double derivative(double x) {
    return x >= -a && x < a ? k : 0;
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(Breakpoint.kink(-a, k), Breakpoint.kink(a, -k));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Bounded(a * Math.abs(k));
  }
}
