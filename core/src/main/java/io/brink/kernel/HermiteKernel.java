package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;

/**
 * φ(x) = He_n(x)/√n!: He_n(λz) = Σ_j λ^{n−2j}(λ²−1)ʲ n!/(2ʲ j! (n−2j)!) He_{n−2j}(z) with λ² = q;
 * φ′ = √n h_{n−1}.
 */
final class HermiteKernel extends PolynomialKernel {
  private final int degree;

  HermiteKernel(Activation activation, int degree) {
    super(activation);
    this.degree = degree;
  }

  @Override
  int roundings() {
    return 6 * degree + 10;
  }

  @Override
  double[] coefficients(int order, double q) {
    if (order > degree) {
      return new double[] {0};
    }
    int n = degree - order;
    double factor = 1;
    for (int i = 0; i < order; i++) {
      factor *= Math.sqrt(degree - i);
    }
    return scaled(n, q, factor);
  }

  /** The Hermite coefficients of factor·h_n(√q z). */
  private static double[] scaled(int n, double q, double factor) {
    double[] a = new double[n + 1];
    double value = factor;
    for (int j = 0; 2 * j <= n; j++) {
      int k = n - 2 * j;
      a[k] = value * Math.pow(q, k / 2.0);
      // √(n!/(k−2)!) / (2^{j+1} (j+1)!) from √(n!/k!) / (2ʲ j!)
      value *= Math.sqrt((double) k * (k - 1)) * (q - 1) / (2.0 * (j + 1));
    }
    return a;
  }

  @Override
  public Estimate fourthMoment(double q) {
    return fourthMoment(DerivativeOrder.VALUE, q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return fourthMoment(DerivativeOrder.FIRST, q);
  }

  /**
   * By quadrature, a sum of positive terms: the exact formulas alternate, in powers of q where q
   * &gt; 1 and in powers of 1 − q where q &lt; 1.
   */
  private Estimate fourthMoment(DerivativeOrder order, double q) {
    Estimate moment =
        GaussianExpectation.of(activation()).moment(order, 4, Math.sqrt(checked(q)), 0);
    // the recurrence for h_n rounds once or twice a step
    double rounding = 8 * degree * UNIT_ROUNDOFF * moment.value();
    return new Estimate(moment.value(), moment.errorBound() + rounding);
  }
}
