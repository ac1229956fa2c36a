package io.brink.expectation;

import io.brink.activation.Activation;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A quadrature rule for E F(u, v, f(x), f(y)), u and v independent standard normal,
 *
 * <pre>x = √q₁(cos(θ/2)u + sin(θ/2)v),  y = √q₂(cos(θ/2)u − sin(θ/2)v)</pre>
 *
 * fit for every F that is a polynomial in u, v and, of degree up to four, in f(x) and f(y): E F ≈ Σ
 * weights[i] F(u[i], v[i], first[i], second[i]). Made for covariances of the products f(x)²,
 * f(x)f(y), f(y)² and for their derivatives with respect to the law of (x, y), which are
 * expectations with Hermite polynomials of u and v, so that no derivative of f is needed and kinks
 * and jumps are no exception. Relative accuracy about 10⁻¹⁰ for fourth powers; 10⁻⁷ for fractional
 * powers of the rectifier.
 *
 * <p>The arrays must not be modified.
 *
 * @param size number of points; arrays may be longer
 * @param u coordinates along x + y
 * @param v coordinates along x − y
 * @param weights w_i ≥ 0, the densities included
 * @param first f(x_i)
 * @param second f(y_i)
 */
public record PlaneRule(
    int size, double[] u, double[] v, double[] weights, double[] first, double[] second) {

  /** Degree of the products of f and g for which the rule reaches far enough. */
  private static final int DEGREE = 4;

  /**
   * The rule for one activation.
   *
   * @param expectation of f
   * @param q1 variance of x
   * @param q2 variance of y
   * @param angle θ ∈ [0, π]
   */
  public static PlaneRule of(GaussianExpectation expectation, double q1, double q2, double angle) {
    if (isHomogeneous(expectation.activation())) {
      return polar(
          expectation.activation(),
          GaussianExpectation.scale(q1),
          GaussianExpectation.scale(q2),
          angle);
    }
    return new PairSampler(expectation, expectation, q1, q2, DEGREE).plane(angle);
  }

  /**
   * Whether {@link #of} is exact however small the angle, also between x and y with a jump between
   * them: f(tx) = tⁿf(x).
   */
  public static boolean isHomogeneous(Activation activation) {
    OptionalDouble degree = activation.homogeneityDegree();
    return degree.isPresent() && degree.getAsDouble() >= 0;
  }

  private static final GaussLegendre ARC = new GaussLegendre(16);

  /** Panel edges of the radius: fourteenth powers of r times its density are resolved to 10⁻¹². */
  private static final double[] RADII = {0, 5, 12};

  /** Towards the ends of an arc, where f is a fractional power, points crowd as t⁶. */
  private static final int CROWDING = 6;

  /**
   * In polar coordinates of (u, v) a homogeneous f is a power of the radius times a function of the
   * direction, analytic between the four directions in which x or y is 0.
   */
  private static PlaneRule polar(Activation f, double s1, double s2, double angle) {
    double degree = f.homogeneityDegree().orElseThrow();
    boolean fractional = degree != Math.rint(degree);
    double[][] arc = fractional ? crowded() : new double[][] {ARC.nodes, ARC.weights};
    int directions = arc[0].length;
    int radii = (RADII.length - 1) * ARC.size();
    int n = 4 * directions * radii;
    double[] u = new double[n];
    double[] v = new double[n];
    double[] weights = new double[n];
    double[] x = new double[n];
    double[] y = new double[n];
    int at = 0;
    for (int i = 0; i < 2 * directions; i++) {
      boolean between = i >= directions;
      double half = between ? angle / 2 : (Math.PI - angle) / 2;
      double t = half * arc[0][i % directions];
      double w = half * arc[1][i % directions] / (2 * Math.PI);
      // signs of x and y are those of the arc, however narrow it is
      double cosine = between ? -Math.sin(t) : Math.cos(t);
      double sine = between ? Math.cos(t) : Math.sin(t);
      double alongX = between ? Math.sin(angle / 2 - t) : Math.cos(t - angle / 2);
      double alongY = between ? -Math.sin(angle / 2 + t) : Math.cos(t + angle / 2);
      for (int p = 0; p + 1 < RADII.length; p++) {
        double width = (RADII[p + 1] - RADII[p]) / 2;
        for (int k = 0; k < ARC.size(); k++) {
          double r = RADII[p] + width * (1 + ARC.nodes[k]);
          double density = w * width * ARC.weights[k] * r * Math.exp(-r * r / 2);
          for (int sign = -1; sign <= 1; sign += 2) {
            u[at] = sign * r * cosine;
            v[at] = sign * r * sine;
            weights[at] = density;
            x[at] = sign * s1 * r * alongX;
            y[at++] = sign * s2 * r * alongY;
          }
        }
      }
    }
    double[] first = new double[n];
    double[] second = new double[n];
    f.evaluate(n, x, first, null, null);
    f.evaluate(n, y, second, null, null);
    return new PlaneRule(n, u, v, weights, first, second);
  }

  /** A rule on [−1, 1] whose points crowd towards both ends. */
  private static double[][] crowded() {
    int m = ARC.size();
    double[][] rule = new double[2][2 * m];
    for (int k = 0; k < m; k++) {
      double s = (1 + ARC.nodes[k]) / 2;
      double distance = Math.pow(s, CROWDING);
      double weight = ARC.weights[k] / 2 * CROWDING * distance / s;
      rule[0][k] = distance - 1;
      rule[1][k] = weight;
      rule[0][2 * m - 1 - k] = 1 - distance;
      rule[1][2 * m - 1 - k] = weight;
    }
    return rule;
  }

  /** Collects rows of constant v. */
  static final class Builder {
    private final double angle;
    private double[] u = new double[4096];
    private double[] v = new double[4096];
    private double[] weights = new double[4096];
    private double[] first = new double[4096];
    private double[] second = new double[4096];
    private int n;

    Builder(double angle) {
      this.angle = angle;
    }

    /** Points with coordinates u = along[i] and v = at. */
    void row(
        int count, double at, double[] along, double factor, double[] w, double[] f, double[] g) {
      reserve(count);
      System.arraycopy(along, 0, u, n, count);
      Arrays.fill(v, n, n + count, at);
      append(count, factor, w, f, g);
    }

    /** A row in the coordinates of the angle π − θ, where u and v change places. */
    void reflectedRow(
        int count, double at, double[] along, double factor, double[] w, double[] f, double[] g) {
      if (!(angle > Math.PI / 2)) {
        throw new IllegalStateException("not a reflected angle: " + angle);
      }
      reserve(count);
      System.arraycopy(along, 0, v, n, count);
      Arrays.fill(u, n, n + count, at);
      append(count, factor, w, f, g);
    }

    private void reserve(int count) {
      if (n + count <= u.length) {
        return;
      }
      int length = Math.max(2 * u.length, n + count);
      u = Arrays.copyOf(u, length);
      v = Arrays.copyOf(v, length);
      weights = Arrays.copyOf(weights, length);
      first = Arrays.copyOf(first, length);
      second = Arrays.copyOf(second, length);
    }

    private void append(int count, double factor, double[] w, double[] f, double[] g) {
      for (int i = 0; i < count; i++) {
        weights[n + i] = factor * w[i];
        first[n + i] = f[i];
        second[n + i] = g[i];
      }
      n += count;
    }

    PlaneRule build() {
      return new PlaneRule(n, u, v, weights, first, second);
    }
  }
}
