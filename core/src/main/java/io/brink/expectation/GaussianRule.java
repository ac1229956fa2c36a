package io.brink.expectation;

/**
 * A quadrature rule for E F(z), z ~ N(0, 1), fit for every F made of φ, φ′, φ″ at scale·z + shift
 * (products of up to four of them) and polynomials of z: E F ≈ Σ weights[i] F(nodes[i]).
 *
 * <p>The arrays are shared with a cache and must not be modified.
 *
 * @param nodes z_i
 * @param points x_i = scale·z_i + shift, to full accuracy also next to a breakpoint: evaluate φ
 *     here
 * @param weights w_i &gt; 0, the standard normal density included
 * @param panelSize number of nodes of each Gauss–Legendre panel, stored one after the other; 0 for
 *     a trapezoidal rule, stored by increasing z
 */
public record GaussianRule(double[] nodes, double[] points, double[] weights, int panelSize) {

  /** Number of nodes. */
  public int size() {
    return nodes.length;
  }

  /**
   * Σ w_i values[i] with a bound of its error.
   *
   * <p>The truncation error is estimated from the same samples: for a trapezoidal rule of step h,
   * the difference δ to the rule of step 2h, whose square is the error at h (the error is
   * e^{−2πd/h}, d the half-width of the strip of analyticity); on a Gauss–Legendre panel, {@link
   * GaussLegendre#truncation}.
   *
   * @param values F(nodes[i]), at least {@link #size()} of them
   */
  public Estimate estimate(double[] values) {
    int n = nodes.length;
    double[] terms = new double[n];
    double sum = 0;
    double compensation = 0;
    double magnitude = 0;
    for (int i = 0; i < n; i++) {
      double term = weights[i] * values[i];
      terms[i] = term;
      magnitude += Math.abs(term);
      double y = term - compensation;
      double t = sum + y;
      compensation = (t - sum) - y;
      sum = t;
    }
    if (!(magnitude < Double.POSITIVE_INFINITY)) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    return new Estimate(sum, Rounding.bound(magnitude) + truncation(terms));
  }

  /**
   * The estimated truncation error of Σ terms[i].
   *
   * @param terms weights[i]·F(nodes[i])
   */
  double truncation(double[] terms) {
    return panelSize == 0 ? trapezoidTruncation(terms) : panelTruncation(terms);
  }

  private double trapezoidTruncation(double[] terms) {
    double difference = 0;
    double magnitude = 0;
    for (int i = 0; i < nodes.length; i++) {
      double term = terms[i];
      magnitude += Math.abs(term);
      difference += (i & 1) == 0 ? term : -term;
    }
    return magnitude == 0 ? 0 : 10 * difference * difference / magnitude;
  }

  private double panelTruncation(double[] terms) {
    GaussLegendre rule = ActivationMesh.RULE;
    double total = 0;
    double[] density = new double[panelSize];
    for (int from = 0; from < nodes.length; from += panelSize) {
      for (int i = 0; i < panelSize; i++) {
        // weights carry the quadrature weight; dividing by it leaves the integrand in z
        density[i] = terms[from + i] / rule.weights[i];
      }
      total += rule.truncation(density, 0, 0);
    }
    return total;
  }
}
