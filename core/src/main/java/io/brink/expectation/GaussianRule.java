package io.brink.expectation;

import java.util.Arrays;

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
 *     a trapezoidal rule, stored by increasing z; −n for two trapezoidal rules of incommensurate
 *     steps, first the n nodes of the one, for a φ finer than both
 */
public record GaussianRule(double[] nodes, double[] points, double[] weights, int panelSize) {

  /** Nodes of the coarser of the two lattices. */
  private static final int COARSE_LATTICE = 3000;

  private static final double GOLDEN_RATIO = 0.61803398874989485;

  /**
   * The mean of two trapezoidal rules whose steps have the golden ratio. A lattice of step h sees a
   * wave cos ωz as its mean unless ω is within some 8 of a multiple of 2π/h, and no ω is that for
   * both and for every second node of each: so these tell of every wave that one mistakes.
   */
  static GaussianRule twoLattices(double reach, double scale, double shift) {
    double step = 2 * reach / COARSE_LATTICE;
    int fine = 2 * (int) (COARSE_LATTICE / 2 / GOLDEN_RATIO);
    double[] z = new double[COARSE_LATTICE + fine];
    double[] x = new double[z.length];
    double[] w = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      boolean first = i < COARSE_LATTICE;
      double h = first ? step : step * GOLDEN_RATIO;
      // the middles of steps, so that a jump at 0 is halved and a pole not met
      z[i] =
          first
              ? (i + 0.5 - 0.5 * COARSE_LATTICE) * h
              : (i - COARSE_LATTICE + 0.5 - 0.5 * fine) * h;
      x[i] = scale * z[i] + shift;
      w[i] = 0.5 * h * GaussianExpectation.density(z[i]);
    }
    return new GaussianRule(z, x, w, -COARSE_LATTICE);
  }

  /** Whether φ is finer than the rule, which then only sees its mean. */
  boolean averages() {
    return panelSize < 0;
  }

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
   * GaussLegendre#truncation}; of two lattices, the range of their halves.
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
    if (averages()) {
      return latticeSpread(terms);
    }
    return panelSize == 0 ? trapezoidTruncation(terms) : panelTruncation(terms);
  }

  /** Twice the range of the sums over every second node of the one and of the other lattice. */
  private double latticeSpread(double[] terms) {
    double[] sums = new double[4];
    for (int i = 0; i < terms.length; i++) {
      sums[(i < -panelSize ? 0 : 2) + (i & 1)] += 4 * terms[i];
    }
    double range = Arrays.stream(sums).max().orElse(0) - Arrays.stream(sums).min().orElse(0);
    return 2 * range;
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
