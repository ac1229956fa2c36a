package io.brink.spectrum;

import io.brink.internal.solve.Bracket;
import java.util.Arrays;

/**
 * The Gauss rule of a discrete measure: n nodes and weights with the first 2n moments of many
 * points.
 *
 * <p>The recurrence of the orthonormal polynomials is that of Stieltjes, which for a measure of
 * many more than n points keeps its digits (Gautschi 2004, "Orthogonal polynomials", 2.2); their
 * zeros separate each other, so bisection finds them all.
 *
 * @param nodes ascending
 * @param weights their sum is that of the measure
 */
record VarianceQuadrature(double[] nodes, double[] weights) {

  /**
   * The rule.
   *
   * @param at where the points are, not all the same
   * @param mass theirs, &gt; 0
   * @param count n, less than the number of points
   */
  static VarianceQuadrature of(double[] at, double[] mass, int count) {
    double low = Arrays.stream(at).min().orElseThrow();
    double high = Arrays.stream(at).max().orElseThrow();
    double middle = 0.5 * (low + high);
    double half = 0.5 * (high - low);
    double[] x = new double[at.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (at[i] - middle) / half;
    }
    // √β_{k+1} p_{k+1} = (x − α_k) p_k − √β_k p_{k−1}
    double[] alpha = new double[count];
    double[] root = new double[count + 1];
    double[] before = new double[x.length];
    double[] current = new double[x.length];
    double total = Arrays.stream(mass).sum();
    root[0] = Math.sqrt(total);
    Arrays.fill(current, 1 / root[0]);
    for (int k = 0; k < count; k++) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += mass[i] * x[i] * current[i] * current[i];
      }
      alpha[k] = sum;
      double norm = 0;
      double[] next = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        next[i] = (x[i] - alpha[k]) * current[i] - (k == 0 ? 0 : root[k] * before[i]);
        norm += mass[i] * next[i] * next[i];
      }
      root[k + 1] = Math.sqrt(norm);
      for (int i = 0; i < x.length; i++) {
        next[i] /= root[k + 1];
      }
      before = current;
      current = next;
    }
    double[] zeros = {};
    for (int degree = 1; degree <= count; degree++) {
      double[] found = new double[degree];
      for (int i = 0; i < degree; i++) {
        int order = degree;
        double from = i == 0 ? -1 : zeros[i - 1];
        double to = i == degree - 1 ? 1 : zeros[i];
        found[i] = Bracket.root(z -> polynomials(alpha, root, order, z)[order], from, to);
      }
      zeros = found;
    }
    double[] weights = new double[count];
    double[] nodes = new double[count];
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (double p : polynomials(alpha, root, count - 1, zeros[i])) {
        sum += p * p;
      }
      weights[i] = 1 / sum;
      nodes[i] = middle + half * zeros[i];
    }
    return new VarianceQuadrature(nodes, weights);
  }

  /** p_0 to p_degree. */
  private static double[] polynomials(double[] alpha, double[] root, int degree, double x) {
    double[] p = new double[degree + 1];
    p[0] = 1 / root[0];
    for (int k = 0; k < degree; k++) {
      double last = k == 0 ? 0 : root[k] * p[k - 1];
      p[k + 1] = ((x - alpha[k]) * p[k] - last) / root[k + 1];
    }
    return p;
  }
}
