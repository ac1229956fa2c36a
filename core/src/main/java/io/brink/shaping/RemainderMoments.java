package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Growth;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.GaussianRule;
import java.util.List;

/** Evaluates {@link Remainder}; holds scratch arrays, so one object belongs to one thread. */
final class RemainderMoments {

  private static final double RADIUS = 9.5;

  private final Activation activation;
  private final GaussianExpectation expectation;
  private final double[] breakpoints;
  private final double rate;
  private final double[] cuts;
  private final GaussianNodes nodes = new GaussianNodes();
  private double[] x = new double[0];
  private double[] f = new double[0];
  private double[] f1 = new double[0];
  private double[] f2 = new double[0];
  private int evaluations;

  RemainderMoments(Activation activation) {
    this.activation = activation;
    this.expectation = GaussianExpectation.of(activation);
    List<Breakpoint> places = activation.breakpoints();
    this.breakpoints = places.stream().mapToDouble(Breakpoint::location).toArray();
    this.cuts = new double[breakpoints.length];
    this.rate =
        switch (activation.growth()) {
          case Growth.Bounded _, Growth.Polynomial _ -> 0;
          case Growth.Exponential(double value) -> value;
        };
  }

  /** Number of evaluations so far. */
  int evaluations() {
    return evaluations;
  }

  /** The moments at (α, β) with the quadrature of one level. */
  Remainder at(double alpha, double beta, int level) {
    evaluations++;
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = (breakpoints[i] - beta) / alpha;
    }
    nodes.fill(RADIUS + Math.min(4 * rate * alpha, 30), cuts, level);
    int n = nodes.count;
    reserve(n);
    double[] z = nodes.z;
    double[] w = nodes.weight;
    for (int i = 0; i < n; i++) {
      x[i] = alpha * z[i] + beta;
    }
    activation.evaluate(n, x, f, f1, f2);
    return sums(n, z, w, alpha);
  }

  /**
   * The moments at (α, β) by the adaptive rule of the expectation engine, which no scale defeats.
   */
  Remainder accurate(double alpha, double beta) {
    evaluations++;
    GaussianRule rule = expectation.rule(alpha, beta);
    int n = rule.size();
    reserve(n);
    activation.evaluate(n, rule.points(), f, f1, f2);
    return sums(n, rule.nodes(), rule.weights(), alpha);
  }

  private void reserve(int n) {
    if (x.length < n) {
      int length = Math.max(n, nodes.z.length);
      x = new double[length];
      f = new double[length];
      f1 = new double[length];
      f2 = new double[length];
    }
  }

  private Remainder sums(int n, double[] z, double[] w, double alpha) {
    double centre = f[n / 2];
    double shift = 0;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      shift += w[i] * (f[i] - centre);
      slope += w[i] * f1[i];
    }
    double mean = centre + shift;
    slope *= alpha;
    double r0 = 0;
    double r1 = 0;
    double k = 0;
    double m1z1 = 0;
    double m1z2 = 0;
    double m1z3 = 0;
    double m1z4 = 0;
    double m01 = 0;
    double m01z1 = 0;
    double m01z2 = 0;
    double m01z3 = 0;
    double m11z1 = 0;
    double m11z2 = 0;
    double kz1 = 0;
    double kz2 = 0;
    double fourth = 0;
    double third = 0;
    double hermite4 = 0;
    double hermite4Linear = 0;
    for (int i = 0; i < n; i++) {
      double zi = z[i];
      double z2 = zi * zi;
      double centred = f[i] - mean;
      double r = centred - slope * zi;
      double d = alpha * f1[i] - slope;
      double e = alpha * alpha * f2[i];
      double wr = w[i] * r;
      double wd = w[i] * d;
      double we = w[i] * e;
      r0 += wr * r;
      r1 += wd * d;
      k += we * e;
      m1z1 += wd * zi;
      m1z2 += wd * z2;
      m1z3 += wd * z2 * zi;
      m1z4 += wd * z2 * z2;
      double rd = wr * d;
      m01 += rd;
      m01z1 += rd * zi;
      m01z2 += rd * z2;
      m01z3 += rd * z2 * zi;
      m11z1 += wd * d * zi;
      m11z2 += wd * d * z2;
      kz1 += we * e * zi;
      kz2 += we * e * z2;
      double square = w[i] * centred * centred;
      fourth += square * centred * centred;
      third += square * centred;
      double h4 = z2 * z2 - 6 * z2 + 3;
      hermite4 += square * h4;
      hermite4Linear += w[i] * centred * h4;
    }
    double t = m1z1;
    double u = m1z2;
    double p = m01z1;
    Remainder.Derivatives a =
        new Remainder.Derivatives(
            slope + u,
            2 * p,
            m11z2 + r1,
            m1z3 - t,
            m1z4 - 3 * u,
            m01z3 - m01z1 - t * t - u * u,
            kz2 + 3 * k);
    Remainder.Derivatives b =
        new Remainder.Derivatives(t, 2 * m01, m11z1, u, m1z3 - 3 * t, m01z2 - m01 - u * t, kz1);
    return new Remainder(
        mean, slope, r0, r1, t, u, p, k, a, b, fourth, third, hermite4, hermite4Linear);
  }
}
