package io.brink.expectation;

import io.brink.activation.Activation;

/**
 * Two-dimensional Gaussian expectations E f(x)g(y) of two activations, (x, y) jointly Gaussian with
 * mean 0, variances q₁, q₂ and correlation cos θ.
 *
 * <p>Method and accuracy: see the package description. Thread-safe.
 */
public final class PairExpectation {
  private final GaussianExpectation first;
  private final GaussianExpectation second;

  private PairExpectation(GaussianExpectation first, GaussianExpectation second) {
    this.first = first;
    this.second = second;
  }

  /** The pair f, g; what the two one-dimensional objects have learnt of f and g is used. */
  public static PairExpectation of(GaussianExpectation f, GaussianExpectation g) {
    return new PairExpectation(f, g);
  }

  /** The pair φ, φ. */
  public static PairExpectation of(Activation activation) {
    GaussianExpectation expectation = GaussianExpectation.of(activation);
    return new PairExpectation(expectation, expectation);
  }

  /**
   * The moments as functions of the angle.
   *
   * @param q1 variance of x, at least 0
   * @param q2 variance of y, at least 0
   */
  public AngleSampler sampler(double q1, double q2) {
    return new PairSampler(first, second, q1, q2);
  }

  /** E f⁽ᵏ⁾(x)g⁽ᵏ⁾(y); see {@link AngleSampler#covariance}. */
  public Estimate covariance(DerivativeOrder order, double q1, double q2, double angle) {
    return sampler(q1, q2).covariance(order, angle);
  }
}
