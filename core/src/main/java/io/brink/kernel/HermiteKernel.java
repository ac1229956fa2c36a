package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

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
    return fourthMoment(degree, 1, checked(q));
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return degree == 0 ? ZERO : fourthMoment(degree - 1, square(degree), checked(q));
  }

  /**
   * factor·E h_n(√q z)⁴ from h_n² = Σ_j j! C(n,j)² √(2n−2j)!/n! h_{2n−2j} (linearisation), each
   * term of which is expanded in turn.
   */
  private static Estimate fourthMoment(int n, double factor, double q) {
    double[] squared = new double[2 * n + 1];
    double[] magnitude = new double[2 * n + 1];
    for (int j = 0; j <= n; j++) {
      // j! C(n,j)²/n! √(2n−2j)! = n!/(j! (n−j)!²) √(2n−2j)!
      double weight = 1;
      for (int i = 1; i <= n - j; i++) {
        // C(n, n−j) Π √((2i−1)2i)/i
        weight *= (j + i) / (double) i * Math.sqrt((2.0 * i - 1) * 2 * i) / i;
      }
      double[] a = scaled(2 * (n - j), q, weight);
      for (int k = 0; k < a.length; k++) {
        squared[k] += a[k];
        magnitude[k] += Math.abs(a[k]);
      }
    }
    double sum = 0;
    double error = 0;
    for (int k = 0; k < squared.length; k++) {
      sum += squared[k] * squared[k];
      error += Math.abs(squared[k]) * magnitude[k];
    }
    return rounded(factor * sum, 40 * (n + 1), factor * error);
  }
}
