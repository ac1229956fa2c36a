package io.brink.expectation;

import java.util.Arrays;

/**
 * a f(x) − b g(y), a the {@code level} plus and b less half of the {@code imbalance}, without
 * cancellation where x and y are near: there it is (x − y) times the mean of φ′ between them.
 */
final class ScaledDifference {
  /** Nearer than this part of a panel, few nodes give the mean of φ′ between x and y. */
  static final double NEAR = 0.02;

  private static final double FAR = 0.25;

  /** For the mean of φ′ between two points a fiftieth of a panel apart, and a quarter. */
  static final GaussLegendre NEAR_AVERAGE = new GaussLegendre(4);

  private static final GaussLegendre FAR_AVERAGE = new GaussLegendre(10);

  private final ScaledPair pair;
  private final double level;
  private final double imbalance;

  /**
   * For each node of the last row, the rounding error of the difference; 0 where none was taken.
   */
  private double[] noise = new double[0];

  /** √q₁ − √q₂ without cancellation. */
  private final double spread;

  ScaledDifference(ScaledPair pair, double level, double imbalance) {
    this.pair = pair;
    this.level = level;
    this.imbalance = imbalance;
    this.spread = pair.spread();
  }

  /** Whether a = b: then exchanging x and y changes the sign alone. */
  boolean balanced() {
    return imbalance == 0;
  }

  /** Of the last row, see {@link #row}. */
  double[] noise() {
    return noise;
  }

  double combine(double difference, double fx, double gy) {
    return imbalance == 0 ? level * difference : level * difference + imbalance * (0.5 * (fx + gy));
  }

  double noise(double fx, double gy) {
    return 0x1p-52 * Math.abs(level) * (Math.abs(fx) + Math.abs(gy));
  }

  /** max |x − y|/√q over |u| ≤ to. */
  double separation(PanelFrame frame, double v, double to) {
    double scale = Math.max(pair.s1(), pair.s2());
    return scale == 0
        ? 0
        : (Math.abs(spread) * frame.cos() * to
                + (pair.s1() + pair.s2()) * frame.sin() * Math.abs(v))
            / scale;
  }

  /**
   * a f(x) − b g(y) at nodes u whose x and y lie on one analytic piece of φ.
   *
   * @param width over which a rule of the usual size resolves φ, in units of u
   * @param piece the ends of the piece, or null
   */
  void row(
      double cos,
      double sin,
      double v,
      double furthest,
      double width,
      int n,
      double[] u,
      double[] out,
      double[] piece) {
    double separation =
        (Math.abs(spread) * cos * furthest + (pair.s1() + pair.s2()) * sin * Math.abs(v));
    double relative = separation / (width * Math.max(pair.s1(), pair.s2()));
    boolean average = pair.same() && !(relative > FAR);
    GaussLegendre rule = relative <= NEAR ? NEAR_AVERAGE : FAR_AVERAGE;
    if (noise.length < n) {
      noise = new double[n];
    }
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = clamp(pair.s1() * (cos * u[i] + sin * v), piece);
      y[i] = clamp(pair.s2() * (cos * u[i] - sin * v), piece);
    }
    double[] fx = new double[n];
    double[] gy = new double[n];
    if (!average || imbalance != 0) {
      pair.f().evaluate(n, x, fx, null, null);
      pair.g().evaluate(n, y, gy, null, null);
    }
    if (!average) {
      for (int i = 0; i < n; i++) {
        out[i] = combine(fx[i] - gy[i], fx[i], gy[i]);
        noise[i] = noise(fx[i], gy[i]);
      }
      return;
    }
    Arrays.fill(noise, 0, n, 0);
    int m = rule.size();
    double[] t = new double[n * m];
    double[] slope = new double[n * m];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) {
        t[i * m + k] = clamp(y[i] + (x[i] - y[i]) * 0.5 * (1 + rule.nodes[k]), piece);
      }
    }
    pair.f().evaluate(n * m, t, null, slope, null);
    for (int i = 0; i < n; i++) {
      double mean = 0;
      for (int k = 0; k < m; k++) {
        mean += 0.5 * rule.weights[k] * slope[i * m + k];
      }
      double distance = spread * (cos * u[i]) + (pair.s1() + pair.s2()) * (sin * v);
      out[i] = combine(distance * mean, fx[i], gy[i]);
    }
  }

  private static double clamp(double x, double[] piece) {
    if (piece == null) {
      return x;
    }
    return Math.max(piece[0], Math.min(piece[1] < 1e300 ? Math.nextDown(piece[1]) : piece[1], x));
  }
}
