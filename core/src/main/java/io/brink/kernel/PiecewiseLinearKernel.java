package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Parity;
import io.brink.expectation.Estimate;
import io.brink.internal.special.NormalDistribution;
import java.util.Arrays;
import java.util.List;

/**
 * Continuous piecewise-linear activations with knots anywhere: hard tanh, hard sigmoid, ReLU6, the
 * saw, a shifted leaky ReLU.
 *
 * <p>One-dimensional moments are sums over the segments of truncated normal moments ∫_a^b zᵏ n(z)
 * dz; a segment narrower than one standard deviation, where these cancel, is integrated by Fejér's
 * rule instead. φ″ is a sum of point masses, so E φ″(x)φ″(y) is a sum of bivariate normal densities
 * at pairs of knots. E φφ and E φ′φ′ of two inputs have no elementary form and are left to the
 * quadrature.
 */
final class PiecewiseLinearKernel extends ClosedFormKernel {
  private static final int ROUNDINGS = 120;

  private final double[] knots;
  private final double[] jumps;
  private final double[] slopes;
  private final double[] offsets;

  /**
   * @param activation linear between its breakpoints, continuous
   */
  PiecewiseLinearKernel(Activation activation) {
    super(activation);
    List<Breakpoint> breakpoints = activation.breakpoints();
    int n = breakpoints.size();
    knots = new double[n];
    jumps = new double[n];
    slopes = new double[n + 1];
    offsets = new double[n + 1];
    for (int i = 0; i < n; i++) {
      knots[i] = breakpoints.get(i).location();
      jumps[i] = breakpoints.get(i).derivativeJump();
    }
    for (int j = 0; j <= n; j++) {
      double inside =
          j == 0
              ? (n == 0 ? 0 : knots[0] - 1)
              : j == n ? knots[n - 1] + 1 : (knots[j - 1] + knots[j]) / 2;
      slopes[j] = activation.derivative(inside);
      double anchor = j == 0 ? (n == 0 ? 0 : knots[0]) : knots[j - 1];
      offsets[j] = activation.value(anchor) - slopes[j] * anchor;
    }
  }

  /** A sum with its magnitude. */
  private static final class Sum {
    double value;
    double magnitude;

    void add(double term) {
      value += term;
      magnitude += Math.abs(term);
    }

    Estimate estimate() {
      return rounded(value, ROUNDINGS, magnitude);
    }
  }

  private double left(int segment, double root) {
    return segment == 0 ? Double.NEGATIVE_INFINITY : knots[segment - 1] / root;
  }

  private double right(int segment, double root) {
    return segment == knots.length ? Double.POSITIVE_INFINITY : knots[segment] / root;
  }

  /** ∫_a^b zᵏ n(z) dz, k = 0..4. */
  private static double[] moments(double a, double b) {
    double[] m = new double[5];
    double na = Double.isInfinite(a) ? 0 : NormalDistribution.density(a);
    double nb = Double.isInfinite(b) ? 0 : NormalDistribution.density(b);
    // differences of the smaller tails
    m[0] = a > 0 ? cdf(-a) - cdf(-b) : cdf(b) - cdf(a);
    m[1] = na - nb;
    double pa = na == 0 ? 0 : a * na;
    double pb = nb == 0 ? 0 : b * nb;
    for (int k = 2; k <= 4; k++) {
      m[k] = (k - 1) * m[k - 2] + pa - pb;
      pa = pa == 0 ? 0 : pa * a;
      pb = pb == 0 ? 0 : pb * b;
    }
    return m;
  }

  /** P(a &lt; z &lt; b), accurate relative to itself. */
  private static double mass(double a, double b) {
    if (b - a >= 1) {
      return moments(a, b)[0];
    }
    double sum = 0;
    for (int i = 0; i < FejerRule.SIZE; i++) {
      sum += FejerRule.weight(i) * NormalDistribution.density(a + (b - a) * FejerRule.node(i));
    }
    return (b - a) * sum;
  }

  private static double cdf(double x) {
    return x == Double.POSITIVE_INFINITY
        ? 1
        : x == Double.NEGATIVE_INFINITY ? 0 : NormalDistribution.cdf(x);
  }

  /** E φ^power. */
  private Estimate power(int power, double q) {
    double root = Math.sqrt(checked(q));
    if (root == 0) {
      return rounded(Math.pow(activation().value(0), power), 4 * power);
    }
    Sum sum = new Sum();
    for (int j = 0; j < slopes.length; j++) {
      double a = left(j, root);
      double b = right(j, root);
      double slope = slopes[j] * root;
      double offset = offsets[j];
      if (b - a < 1) {
        for (int i = 0; i < FejerRule.SIZE; i++) {
          double z = a + (b - a) * FejerRule.node(i);
          sum.add(
              (b - a)
                  * FejerRule.weight(i)
                  * NormalDistribution.density(z)
                  * Math.pow(slope * z + offset, power));
        }
        continue;
      }
      double[] m = moments(a, b);
      double binomial = 1;
      for (int k = 0; k <= power; k++) {
        sum.add(binomial * Math.pow(slope, k) * Math.pow(offset, power - k) * m[k]);
        binomial = binomial * (power - k) / (k + 1);
      }
    }
    return sum.estimate();
  }

  /** E φ′^power. */
  private Estimate slopePower(int power, double q) {
    double root = Math.sqrt(checked(q));
    if (root == 0) {
      return numeric().derivativeMean(q);
    }
    Sum sum = new Sum();
    for (int j = 0; j < slopes.length; j++) {
      sum.add(Math.pow(slopes[j], power) * mass(left(j, root), right(j, root)));
    }
    return sum.estimate();
  }

  @Override
  boolean hasElementaryPairs() {
    return false;
  }

  @Override
  public Estimate mean(double q) {
    checked(q);
    return activation().parity() == Parity.ODD ? ZERO : power(1, q);
  }

  @Override
  public Estimate variance(double q) {
    return power(2, q);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return power(4, q);
  }

  /** E φφ′z/√q. */
  @Override
  public Estimate varianceDerivative(double q) {
    return checked(q) == 0 ? numeric().varianceDerivative(q) : withArgument(slopes, q);
  }

  /** E g φ z/√q, g constant on each segment. */
  private Estimate withArgument(double[] g, double q) {
    double root = Math.sqrt(q);
    Sum sum = new Sum();
    for (int j = 0; j < slopes.length; j++) {
      double a = left(j, root);
      double b = right(j, root);
      if (g[j] == 0) {
        continue;
      }
      if (b - a < 1) {
        for (int i = 0; i < FejerRule.SIZE; i++) {
          double z = a + (b - a) * FejerRule.node(i);
          double density = NormalDistribution.density(z) * (b - a) * FejerRule.weight(i);
          sum.add(density * (slopes[j] * z + offsets[j] / root) * g[j] * z);
        }
        continue;
      }
      double[] m = moments(a, b);
      sum.add(g[j] * slopes[j] * m[2]);
      sum.add(g[j] * offsets[j] * m[1] / root);
    }
    return sum.estimate();
  }

  /** ½ Σ jump · n(knot/√q)/√q. */
  @Override
  Estimate meanDerivative(double q) {
    double root = Math.sqrt(checked(q));
    if (root == 0) {
      return INFINITE;
    }
    Sum sum = new Sum();
    for (int i = 0; i < knots.length; i++) {
      sum.add(jumps[i] / 2 * NormalDistribution.density(knots[i] / root) / root);
    }
    return sum.estimate();
  }

  /** Σ slope · P(segment) or, where slopes of both signs cancel, E φz/√q. */
  @Override
  public Estimate derivativeMean(double q) {
    if (q == 0) {
      return numeric().derivativeMean(q);
    }
    double[] ones = new double[slopes.length];
    Arrays.fill(ones, 1);
    Estimate direct = slopePower(1, q);
    Estimate byParts = withArgument(ones, q);
    return byParts.errorBound() < direct.errorBound() ? byParts : direct;
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return q == 0 ? numeric().derivativeVariance(q) : slopePower(2, q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return q == 0 ? numeric().derivativeFourthMoment(q) : slopePower(4, q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    checked(q);
    return knots.length == 0 ? ZERO : INFINITE;
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    return numeric().covariance(q1, q2, correlation);
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    return q1 == q2 && correlation.angle() == 0
        ? derivativeVariance(q1)
        : numeric().derivativeCovariance(q1, q2, correlation);
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    double scale = scale(q1, q2);
    double angle = correlation.angle();
    double sine = TwoSlopeKernel.sine(angle);
    if (sine == 0 || scale == 0) {
      return numeric().secondDerivativeCovariance(q1, q2, correlation);
    }
    double sinHalf = 2 * Math.sin(angle / 2);
    double cosHalf = 2 * Math.sin(correlation.supplement() / 2);
    double root1 = Math.sqrt(q1);
    double root2 = Math.sqrt(q2);
    Sum sum = new Sum();
    double largest = 0;
    for (int i = 0; i < knots.length; i++) {
      for (int j = 0; j < knots.length; j++) {
        double x = knots[i] / root1;
        double y = knots[j] / root2;
        double exponent = (square((x + y) / cosHalf) + square((x - y) / sinHalf)) / 2;
        double term = jumps[i] * jumps[j] * Math.exp(-exponent);
        sum.add(term);
        largest = Math.max(largest, Math.abs(term) * exponent);
      }
    }
    double density = 1 / (2 * Math.PI * scale * sine);
    return rounded(sum.value * density, 1, (ROUNDINGS * sum.magnitude + 4 * largest) * density);
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    return numeric().gap(q, correlation);
  }

  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    return numeric().normalisedGap(q1, q2, correlation);
  }
}
