package io.brink.activation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An odd activation with a linear region and the tail of another activation φ (LIN, section 2.3):
 * ψ(x) = x for |x| ≤ a, beyond it ψ(x) = sgn(x)·(a + tailScale·(φ(|x| − a) − φ(0))).
 *
 * <p>With cos, a and 1 it is ssine(a), with the tail e^{−x} it is sexp(a). It is scaled-bounded in
 * the sense of LIN, definition 2.1, if the scaled tail stays within [−2a, 0] and its slope within
 * [−1, 1]; {@code io.brink.linearregion} checks that.
 *
 * @param tail φ, of which x ≥ 0 counts; it must not jump there
 * @param a half-width of the linear region, &gt; 0
 * @param tailScale factor of the tail, finite and not 0; −1 turns a rising tail down
 */
public record LinearRegion(Activation tail, double a, double tailScale) implements Activation {

  /** Checks the domain of the parameters. */
  public LinearRegion {
    ParameterDomain.POSITIVE.check("linear_region", "a", a);
    ParameterDomain.NOT_ZERO.check("linear_region", "tail_scale", tailScale);
    for (Breakpoint b : tail.breakpoints()) {
      if (b.location() >= 0 && b.valueJump() != 0) {
        throw new IllegalArgumentException(
            "linear_region: the tail must be continuous for x >= 0, %s jumps at %s"
                .formatted(tail.name(), CanonicalName.number(b.location())));
      }
    }
  }

  @Override
  public String name() {
    return "linear_region("
        + tail.name()
        + ", "
        + CanonicalName.number(a)
        + ", "
        + CanonicalName.number(tailScale)
        + ")";
  }

  @Override
  public double value(double x) {
    double beyond = Math.abs(x) - a;
    if (beyond <= 0) {
      return x;
    }
    return Math.copySign(1, x) * (a + tailScale * (tail.value(beyond) - tail.value(0)));
  }

  private boolean isTail(double x) {
    return Math.abs(x) > a || x == a;
  }

  /**
   * |x| − a; for x &lt; 0 a little less than a breakpoint there, as x comes to it from the right.
   */
  private double beyond(double x, List<Breakpoint> breakpoints) {
    double beyond = Math.max(Math.abs(x) - a, 0);
    if (x < 0) {
      for (Breakpoint b : breakpoints) {
        if (beyond == b.location()) {
          return Math.nextDown(beyond);
        }
      }
    }
    return beyond;
  }

  @Override
  public double derivative(double x) {
    return isTail(x) ? tailScale * tail.derivative(beyond(x, tail.breakpoints())) : 1;
  }

  @Override
  public double secondDerivative(double x) {
    return isTail(x)
        ? Math.copySign(1, x) * tailScale * tail.secondDerivative(beyond(x, tail.breakpoints()))
        : 0;
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] beyond = new double[n];
    List<Breakpoint> breakpoints = tail.breakpoints();
    for (int i = 0; i < n; i++) {
      beyond[i] = beyond(x[i], breakpoints);
    }
    tail.evaluate(n, beyond, value, derivative, secondDerivative);
    double start = tail.value(0);
    for (int i = 0; i < n; i++) {
      boolean outside = isTail(x[i]);
      double side = Math.copySign(1, x[i]);
      if (value != null) {
        value[i] = outside ? side * (a + tailScale * (value[i] - start)) : x[i];
      }
      if (derivative != null) {
        derivative[i] = outside ? tailScale * derivative[i] : 1;
      }
      if (secondDerivative != null) {
        secondDerivative[i] = outside ? side * tailScale * secondDerivative[i] : 0;
      }
    }
  }

  @Override
  public List<Breakpoint> breakpoints() {
    List<Breakpoint> all = new ArrayList<>();
    mirrored(all, a, tailScale * tail.derivative(0) - 1, tailScale * tail.secondDerivative(0));
    for (Breakpoint b : tail.breakpoints()) {
      if (b.location() > 0) {
        mirrored(
            all,
            a + b.location(),
            tailScale * b.derivativeJump(),
            tailScale * b.secondDerivativeJump());
      }
    }
    all.sort(Comparator.comparingDouble(Breakpoint::location));
    return merged(all);
  }

  /** A breakpoint of the tail next to 0 falls on the end of the linear region. */
  private static List<Breakpoint> merged(List<Breakpoint> sorted) {
    List<Breakpoint> result = new ArrayList<>();
    for (Breakpoint b : sorted) {
      if (!result.isEmpty() && result.getLast().location() == b.location()) {
        Breakpoint last = result.removeLast();
        result.add(
            new Breakpoint(
                b.location(),
                0,
                last.derivativeJump() + b.derivativeJump(),
                last.secondDerivativeJump() + b.secondDerivativeJump()));
      } else {
        result.add(b);
      }
    }
    return List.copyOf(result);
  }

  /** φ odd: φ′ is even, so its jumps change sign on the other side, and φ″ is odd. */
  private static void mirrored(List<Breakpoint> all, double location, double first, double second) {
    all.add(new Breakpoint(location, 0, first, second));
    all.add(new Breakpoint(-location, 0, -first, second));
  }

  @Override
  public Parity parity() {
    return Parity.ODD;
  }

  @Override
  public Growth growth() {
    return switch (tail.growth()) {
      case Growth.Bounded(double bound) ->
          new Growth.Bounded(a + Math.abs(tailScale) * (bound + Math.abs(tail.value(0))));
      case Growth.Polynomial(double degree) -> new Growth.Polynomial(Math.max(degree, 0));
      case Growth.Exponential(double rate) -> new Growth.Exponential(rate);
    };
  }
}
