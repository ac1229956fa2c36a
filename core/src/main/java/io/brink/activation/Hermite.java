package io.brink.activation;

/**
 * The normalised Hermite polynomial h_n(x) = He_n(x)/√n! (probabilists'), orthonormal under N(0,
 * 1); h_n′ = √n h_{n−1}. By the three-term recurrence √(k+1) h_{k+1} = x h_k − √k h_{k−1}.
 *
 * @param degree n, a whole number from 0 to 200
 */
public record Hermite(int degree) implements Activation {

  /** Checks the domain of the parameters. */
  public Hermite {
    ParameterDomain.DEGREE.check("hermite", "n", degree);
  }

  @Override
  public String name() {
    return CanonicalName.of("hermite", degree);
  }

  @Override
  public double value(double x) {
    return polynomial(degree, x);
  }

  @Override
  public double derivative(double x) {
    return Math.sqrt(degree) * polynomial(degree - 1, x);
  }

  @Override
  public double secondDerivative(double x) {
    return Math.sqrt(degree * (degree - 1.0)) * polynomial(degree - 2, x);
  }

  @Override
  public Parity parity() {
    return degree % 2 == 0 ? Parity.EVEN : Parity.ODD;
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(degree);
  }

  private static double polynomial(int n, double x) {
    double previous = 0;
    double current = n < 0 ? 0 : 1;
    for (int k = 0; k < n; k++) {
      double next = (x * current - Math.sqrt(k) * previous) / Math.sqrt(k + 1);
      previous = current;
      current = next;
    }
    return current;
  }
}
