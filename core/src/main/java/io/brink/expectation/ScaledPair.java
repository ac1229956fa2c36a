package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Parity;

/**
 * Two functions, each of its own preactivation: f(x), x ~ N(0, q₁), and g(y), y ~ N(0, q₂).
 *
 * @param s1 √q₁
 * @param s2 √q₂
 * @param same whether f and g are one function
 */
record ScaledPair(
    Activation f, Activation g, double q1, double q2, double s1, double s2, boolean same) {

  static ScaledPair of(
      GaussianExpectation first, GaussianExpectation second, double q1, double q2) {
    Activation f = first.activation();
    Activation g = second.activation();
    double s1 = GaussianExpectation.scale(q1);
    double s2 = GaussianExpectation.scale(q2);
    return new ScaledPair(f, g, q1, q2, s1, s2, first == second || f == g);
  }

  /** Whether f(x) and g(y) have one law. */
  boolean sameLaw() {
    return same && q1 == q2;
  }

  /** +1, −1: f(−x)g(−y) = ±f(x)g(y); 0: neither is known. */
  int parity() {
    if (f.parity() == Parity.NONE || g.parity() == Parity.NONE) {
      return 0;
    }
    return f.parity() == g.parity() ? 1 : -1;
  }

  /** √q₁ − √q₂ without cancellation. */
  double spread() {
    return q1 == q2 ? 0 : (q1 - q2) / (s1 + s2);
  }
}
