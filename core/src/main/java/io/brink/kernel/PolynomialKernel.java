package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;

/**
 * Polynomial activations with exact Hermite coefficients: φ(√q z) = Σ a_k(q) h_k(z), h_k =
 * He_k/√k!, a finite sum, so that W(q₁, q₂, c) = Σ a_k(q₁)a_k(q₂)cᵏ (SHR 2.4) and V − W = Σ a_k²(1
 * − cᵏ).
 */
abstract class PolynomialKernel extends ClosedFormKernel {

  PolynomialKernel(Activation activation) {
    super(activation);
  }

  /** a_k(q) of φ⁽ᵒʳᵈᵉʳ⁾, k = 0..degree. */
  abstract double[] coefficients(int order, double q);

  /** Half units in the last place by which a coefficient can be wrong. */
  abstract int roundings();

  @Override
  public Estimate mean(double q) {
    return rounded(coefficients(0, checked(q))[0], roundings());
  }

  @Override
  public Estimate variance(double q) {
    return secondMoment(0, q);
  }

  private Estimate secondMoment(int order, double q) {
    double sum = 0;
    for (double a : coefficients(order, checked(q))) {
      sum += a * a;
    }
    return rounded(sum, 3 * roundings());
  }

  @Override
  public Estimate derivativeMean(double q) {
    return rounded(coefficients(1, checked(q))[0], roundings());
  }

  @Override
  Estimate meanDerivative(double q) {
    return rounded(coefficients(2, checked(q))[0] / 2, roundings());
  }

  /** E φ′² + E φφ″. */
  @Override
  public Estimate varianceDerivative(double q) {
    double[] value = coefficients(0, checked(q));
    double[] first = coefficients(1, q);
    double[] second = coefficients(2, q);
    double sum = 0;
    double magnitude = 0;
    for (double a : first) {
      sum += a * a;
      magnitude += a * a;
    }
    for (int k = 0; k < second.length; k++) {
      double term = value[k] * second[k];
      sum += term;
      magnitude += Math.abs(term);
    }
    return rounded(sum, 3 * roundings(), magnitude);
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return secondMoment(1, q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return secondMoment(2, q);
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return covariance(0, q1, q2, correlation);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return covariance(1, q1, q2, correlation);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    return covariance(2, q1, q2, correlation);
  }

  private Estimate covariance(int order, double q1, double q2, Correlation correlation) {
    double[] a = coefficients(order, checked(q1));
    double[] b = q1 == q2 ? a : coefficients(order, checked(q2));
    double c = correlation.value();
    double sum = 0;
    double magnitude = 0;
    double power = 1;
    for (int k = 0; k < a.length; k++) {
      double term = a[k] * b[k] * power;
      sum += term;
      magnitude += Math.abs(term);
      power *= c;
    }
    // cos θ next to π/2 is only absolutely accurate
    return rounded(sum, 4 * roundings(), magnitude + Math.abs(a.length > 1 ? a[1] * b[1] : 0));
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    double[] a = coefficients(0, checked(q));
    double sum = 0;
    for (int k = 1; k < a.length; k++) {
      sum += a[k] * a[k] * powerGap(k, correlation);
    }
    return rounded(sum, 4 * roundings() + 8);
  }

  /** 1 − cosᵏ θ, without cancellation. */
  static double powerGap(int k, Correlation correlation) {
    double angle = correlation.angle();
    boolean acute = angle <= Math.PI / 2;
    double s = Math.sin((acute ? angle : correlation.supplement()) / 2);
    double log = k * Math.log1p(-2 * s * s);
    return acute || (k & 1) == 0 ? -Math.expm1(log) : 1 + Math.exp(log);
  }
}
