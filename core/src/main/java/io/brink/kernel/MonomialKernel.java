package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import java.util.Arrays;

/** φ(x) = xⁿ: zⁿ = Σ_j n!/(2ʲ j! (n−2j)!) He_{n−2j}(z), every term positive. */
final class MonomialKernel extends PolynomialKernel {
  private final int degree;

  MonomialKernel(Activation activation, int degree) {
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
    double factor = Math.pow(q, n / 2.0);
    for (int i = 0; i < order; i++) {
      factor *= degree - i;
    }
    double[] a = unit(n);
    for (int k = 0; k <= n; k++) {
      a[k] = a[k] == 0 ? 0 : a[k] * factor;
    }
    return a;
  }

  /** The normalised Hermite coefficients n!/(2ʲ j! √(n−2j)!) of zⁿ. */
  private static double[] unit(int n) {
    double[] a = new double[n + 1];
    // √n! at the top, then a_{k−2} = a_k √(k(k−1))/(2j), k = n − 2(j − 1)
    double value = 1;
    for (int i = 2; i <= n; i++) {
      value *= Math.sqrt(i);
    }
    a[n] = value;
    for (int j = 1; 2 * j <= n; j++) {
      double k = n - 2 * (j - 1);
      value *= Math.sqrt(k * (k - 1)) / (2 * j);
      a[n - 2 * j] = value;
    }
    return a;
  }

  /** (4n − 1)!! q²ⁿ. */
  @Override
  public Estimate fourthMoment(double q) {
    return evenMoment(1, 4 * degree, q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return degree == 0 ? ZERO : evenMoment(Math.pow(degree, 4), 4 * (degree - 1), q);
  }

  private static Estimate evenMoment(double factor, int power, double q) {
    double moment = factor;
    for (int i = power - 1; i > 1; i -= 2) {
      moment *= i;
    }
    return rounded(moment * Math.pow(checked(q), power / 2.0), power + 10);
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    scale(q1, q2);
    double[] a = unit(degree);
    double sum = 0;
    for (int k = 1; k < a.length; k++) {
      sum += a[k] * a[k] * powerGap(k, correlation);
    }
    double v = Arrays.stream(a).map(x -> x * x).sum();
    return rounded(sum / v, 4 * roundings() + 8);
  }
}
