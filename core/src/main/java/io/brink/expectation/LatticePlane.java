package io.brink.expectation;

/**
 * The trapezoidal rule in the plane of (u, v), see {@link PairSampler}, for analytic f and g, with
 * the step that their one-dimensional moments need.
 */
final class LatticePlane {
  /** Rows are evaluated together until there are this many points. */
  private static final int BATCH = 512;

  /** Of the whole plane: e^{−2π²/h²}, the error of the Gaussian itself, is 10⁻¹³. */
  private static final double WIDEST_PLANE_STEP = 0.8;

  /** Part of the reach of the other rules that 10⁻¹² needs. */
  private static final double PLANE_REACH = 0.8;

  private final ScaledPair pair;
  private final double step;
  private final double reach;

  /** The width of a panel that would resolve f, in standard deviations. */
  private final double panelWidth;

  LatticePlane(ScaledPair pair, double step, double reach, double panelWidth) {
    this.pair = pair;
    this.step = step;
    this.reach = reach;
    this.panelWidth = panelWidth;
  }

  Estimate covariance(DerivativeOrder order, double angle) {
    double cos = Math.cos(angle / 2);
    double sin = Math.sin(angle / 2);
    int side = (int) Math.ceil(reach / step);
    double[] w = latticeWeights(side, step);
    // v → −v exchanges x and y; (u, v) → (−u, −v) is the parity
    boolean halfV = pair.sameLaw() || pair.parity() == 1;
    boolean halfU = pair.sameLaw() && pair.parity() == 1;
    int capacity = BATCH + 2 * side + 1;
    double[] x = new double[capacity];
    double[] y = new double[capacity];
    double[] weight = new double[capacity];
    double[] fx = new double[capacity];
    double[] gy = new double[capacity];
    LatticeSum sum = new LatticeSum();
    int n = 0;
    for (int j = halfV ? 0 : -side; j <= side; j++) {
      double v = j * step;
      double wj = w[Math.abs(j)] * (halfV && j != 0 ? 2 : 1);
      int extent = (int) Math.min(side, Math.sqrt(Math.max(0, reach * reach - v * v)) / step);
      for (int i = halfU ? 0 : -extent; i <= extent; i++) {
        double a = cos * (i * step);
        double b = sin * v;
        x[n] = pair.s1() * (a + b);
        y[n] = pair.s2() * (a - b);
        double weightHere = wj * w[Math.abs(i)] * (halfU && i != 0 ? 2 : 1);
        // the sign tells the two interleaved lattices apart
        weight[n++] = ((i + j) & 1) == 0 ? weightHere : -weightHere;
      }
      if (n >= BATCH || j == side) {
        order.evaluate(pair.f(), n, x, fx);
        order.evaluate(pair.g(), n, y, gy);
        sum.addAll(n, weight, fx, gy);
        n = 0;
      }
    }
    return sum.estimate();
  }

  Estimate gap(ScaledDifference difference, double angle) {
    double cos = Math.cos(angle / 2);
    double sin = Math.sin(angle / 2);
    int side = (int) Math.ceil(reach / step);
    double[] w = latticeWeights(side, step);
    boolean halfV = (pair.sameLaw() && difference.balanced()) || pair.parity() == 1;
    LatticeSum sum = new LatticeSum();
    double[] u = new double[2 * side + 1];
    double[] d = new double[2 * side + 1];
    double[] weight = new double[2 * side + 1];
    for (int j = halfV ? 0 : -side; j <= side; j++) {
      double v = j * step;
      double wj = w[Math.abs(j)] * (halfV && j != 0 ? 2 : 1);
      int extent = (int) Math.min(side, Math.sqrt(Math.max(0, reach * reach - v * v)) / step);
      int n = 0;
      for (int i = -extent; i <= extent; i++) {
        u[n++] = i * step;
      }
      difference.row(cos, sin, v, extent * step, panelWidth, n, u, d, null);
      sum.addNoise(n, wj, difference.noise(), d);
      for (int i = 0; i < n; i++) {
        double half = 0.5 * wj * w[Math.abs(i - extent)];
        weight[i] = ((i - extent + j) & 1) == 0 ? half : -half;
      }
      sum.addAll(n, weight, d, d);
    }
    return sum.estimate();
  }

  /**
   * The lattice for moments that need fewer digits: the error at h is e^{−2πd/h}, so at 1.6 h the
   * 10⁻¹⁸ of {@link #step} become 10⁻¹¹.
   */
  void collect(double angle, PlaneRule.Builder builder) {
    double cos = Math.cos(angle / 2);
    double sin = Math.sin(angle / 2);
    double step = Math.min(1.6 * this.step, WIDEST_PLANE_STEP);
    double reach = PLANE_REACH * this.reach;
    int side = (int) Math.ceil(reach / step);
    double[] w = latticeWeights(side, step);
    double[] u = new double[2 * side + 1];
    double[] x = new double[2 * side + 1];
    double[] y = new double[2 * side + 1];
    double[] fx = new double[2 * side + 1];
    double[] gy = new double[2 * side + 1];
    double[] weight = new double[2 * side + 1];
    for (int j = -side; j <= side; j++) {
      double v = j * step;
      int extent = (int) Math.min(side, Math.sqrt(Math.max(0, reach * reach - v * v)) / step);
      int n = 0;
      for (int i = -extent; i <= extent; i++) {
        u[n] = i * step;
        x[n] = pair.s1() * (cos * u[n] + sin * v);
        y[n] = pair.s2() * (cos * u[n] - sin * v);
        weight[n++] = w[Math.abs(j)] * w[Math.abs(i)];
      }
      pair.f().evaluate(n, x, fx, null, null);
      pair.g().evaluate(n, y, gy, null, null);
      builder.row(n, v, u, 1, weight, fx, gy);
    }
  }

  private static double[] latticeWeights(int side, double step) {
    double[] w = new double[side + 1];
    for (int i = 0; i <= side; i++) {
      w[i] = step * GaussianExpectation.density(i * step);
    }
    return w;
  }
}
