package io.brink.expectation;

import io.brink.activation.Activation;

/**
 * A rule with φ and its derivatives at its points.
 *
 * @param step step of the widest adequate trapezoidal rule, or NaN where only panels will do
 * @param part of the mesh's width that panels may have if squares of φ are to be resolved
 */
record LineSample(GaussianRule rule, double[][] values, double step, double part) {
  private static final double RESOLVED = 3e-13;

  /** φ, φ′ and φ″ at x. */
  static double[][] values(Activation activation, double[] x) {
    double[][] values = new double[3][x.length];
    activation.evaluate(x.length, x, values[0], values[1], values[2]);
    return values;
  }

  double[] of(DerivativeOrder order) {
    return values[order.ordinal()];
  }

  private boolean resolves(DerivativeOrder order, int power) {
    double[] f = of(order);
    double[] g = new double[rule.size()];
    for (int i = 0; i < g.length; i++) {
      double square = f[i] * f[i];
      g[i] = power == 2 ? square : square * square;
    }
    Estimate e = rule.estimate(g);
    return !(e.value() < Double.POSITIVE_INFINITY) || e.errorBound() <= RESOLVED * e.value();
  }

  /** Whether the rule tells itself to be good for squares. */
  boolean resolvesSquares() {
    return resolves(DerivativeOrder.VALUE, 2)
        && resolves(DerivativeOrder.FIRST, 2)
        && resolves(DerivativeOrder.SECOND, 2);
  }

  /** Whether the rule tells itself to be good for fourth powers of φ and φ′. */
  boolean resolvesFourthPowers() {
    return resolves(DerivativeOrder.VALUE, 4) && resolves(DerivativeOrder.FIRST, 4);
  }

  LineSample withPart(double squares) {
    return new LineSample(rule, values, step, squares);
  }
}
