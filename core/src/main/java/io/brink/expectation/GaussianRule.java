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
   * e^{−2πd/h}, d the half-width of the strip of analyticity); on a Gauss–Legendre panel, the last
   * two Legendre coefficients of the integrand, whose square is likewise the error of a rule of
   * twice their degree.
   *
   * @param values F(nodes[i]), at least {@link #size()} of them
   */
  public Estimate estimate(double[] values) {
    int n = nodes.length;
    double sum = 0;
    double compensation = 0;
    double magnitude = 0;
    for (int i = 0; i < n; i++) {
      double term = weights[i] * values[i];
      magnitude += Math.abs(term);
      double y = term - compensation;
      double t = sum + y;
      compensation = (t - sum) - y;
      sum = t;
    }
    if (!(magnitude < Double.POSITIVE_INFINITY)) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double truncation =
        panelSize == 0 ? trapezoidTruncation(values, magnitude) : panelTruncation(values);
    return new Estimate(sum, Rounding.bound(magnitude) + truncation);
  }

  private double trapezoidTruncation(double[] values, double magnitude) {
    double difference = 0;
    for (int i = 0; i < nodes.length; i++) {
      double term = weights[i] * values[i];
      difference += (i & 1) == 0 ? term : -term;
    }
    return magnitude == 0 ? 0 : 10 * difference * difference / magnitude;
  }

  private double panelTruncation(double[] values) {
    GaussLegendre rule = ActivationMesh.RULE;
    double total = 0;
    for (int from = 0; from < nodes.length; from += panelSize) {
      double largest = 0;
      double high = 0;
      double next = 0;
      double[] highRow = rule.analysisRow(panelSize - 1);
      double[] nextRow = rule.analysisRow(panelSize - 2);
      for (int i = 0; i < panelSize; i++) {
        // weights carry the quadrature weight; dividing by it leaves the integrand in z
        double f = values[from + i] * weights[from + i] / rule.weights[i];
        largest = Math.max(largest, Math.abs(f));
        high += highRow[i] * f;
        next += nextRow[i] * f;
      }
      double tail = Math.abs(high) + Math.abs(next);
      if (largest > 0) {
        total += 4 * tail * Math.min(1, tail / largest);
      }
    }
    return total;
  }
}
