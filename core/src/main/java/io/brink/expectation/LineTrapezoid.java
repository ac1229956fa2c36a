package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.internal.simd.VectorMath;

/** The trapezoidal rule on the line, halved until the moments of φ, φ′, φ″ settle. */
final class LineTrapezoid {
  private static final double FIRST_STEP = 0.61803398875;
  private static final double WIDEST_STEP = 0.5;
  private static final double SETTLED = 3e-8;
  private static final double INTERPOLATED = 1e-4;

  private final Activation activation;
  private final double scale;
  private final double shift;
  private double step = FIRST_STEP;
  private double[] z;

  /** The density at each z. */
  private double[] density;

  private double[][] f;
  private double[] sums;
  private double change = 1;

  LineTrapezoid(Activation activation, double reach, double scale, double shift) {
    this.activation = activation;
    this.scale = scale;
    this.shift = shift;
    int side = (int) Math.ceil(reach / step);
    z = new double[2 * side + 1];
    for (int i = 0; i < z.length; i++) {
      z[i] = (i - side) * step;
    }
    f = LineSample.values(activation, points(z));
    sums = new double[5];
    density = densities(z);
    add(density, f, sums);
    refine();
  }

  int size() {
    return z.length;
  }

  boolean converged() {
    return change < SETTLED && interpolates();
  }

  /**
   * Whether φ at points between the nodes is what the cardinal series of φe^{−z²/4} says. A wave
   * that is aliased to the same lower frequency by two successive steps settles without being
   * resolved.
   */
  private boolean interpolates() {
    int n = z.length;
    double[] between = {0.381966 * step, 1.1234 + 0.2 * step, -2.0567 - 0.1 * step, -0.61803};
    double[] exact = LineSample.values(activation, points(between))[0];
    double largest = 0;
    double[] damped = new double[n];
    for (int i = 0; i < n; i++) {
      damped[i] = f[0][i] * Math.sqrt(density[i] / GaussianExpectation.DENSITY_AT_ZERO);
      largest = Math.max(largest, Math.abs(damped[i]));
    }
    for (int k = 0; k < between.length; k++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double t = (between[k] - z[i]) / step;
        double term = damped[i] / t;
        sum += (i & 1) == 0 ? term : -term;
      }
      double first = (between[k] - z[0]) / step;
      double series = sum * Math.sin(Math.PI * first) / Math.PI;
      double value = exact[k] * Math.exp(-0.25 * between[k] * between[k]);
      if (!(Math.abs(series - value) <= INTERPOLATED * largest)) {
        return false;
      }
    }
    return true;
  }

  /** Halves the step: adds the middles of all intervals. */
  void refine() {
    int n = z.length;
    double[] middles = new double[n - 1];
    for (int i = 0; i < n - 1; i++) {
      middles[i] = z[i] + step / 2;
    }
    double[][] g = LineSample.values(activation, points(middles));
    double[] more = new double[5];
    double[] h = densities(middles);
    add(h, g, more);
    change = 0;
    for (int k = 0; k < sums.length; k++) {
      double total = sums[k] + more[k];
      double difference = total == 0 ? 0 : Math.abs(sums[k] - more[k]) / total;
      // fourth powers only steer: they fall as fast, from a higher start
      change = Math.max(change, k < 3 ? difference : 1e-2 * difference);
      sums[k] = total;
    }
    if (!(change >= 0)) {
      change = 1;
    }
    double[] merged = new double[2 * n - 1];
    double[] mergedDensity = new double[2 * n - 1];
    double[][] values = new double[3][2 * n - 1];
    for (int i = 0; i < n; i++) {
      merged[2 * i] = z[i];
      mergedDensity[2 * i] = density[i];
      for (int k = 0; k < 3; k++) {
        values[k][2 * i] = f[k][i];
      }
      if (i < n - 1) {
        merged[2 * i + 1] = middles[i];
        mergedDensity[2 * i + 1] = h[i];
        for (int k = 0; k < 3; k++) {
          values[k][2 * i + 1] = g[k][i];
        }
      }
    }
    z = merged;
    density = mergedDensity;
    f = values;
    step /= 2;
  }

  LineSample accept() {
    double[] w = new double[z.length];
    for (int i = 0; i < w.length; i++) {
      w[i] = step * density[i];
    }
    // the error of step h is e^{−2πd/h}: from that of 2h, the step at which it is 10⁻¹⁸
    double wanted = -Math.log(1e-18);
    double reached = -Math.log(Math.max(change, 1e-18));
    double widest = Math.min(WIDEST_STEP, Math.max(step, 2 * step * reached / wanted));
    return new LineSample(new GaussianRule(z, points(z), w, 0), f, widest, 1);
  }

  private double[] points(double[] nodes) {
    double[] x = new double[nodes.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = scale * nodes[i] + shift;
    }
    return x;
  }

  private static double[] densities(double[] nodes) {
    int n = nodes.length;
    double[] density = new double[n];
    for (int i = 0; i < n; i++) {
      density[i] = -0.5 * nodes[i] * nodes[i];
    }
    VectorMath.preferred().exp(n, density, density);
    for (int i = 0; i < n; i++) {
      density[i] *= GaussianExpectation.DENSITY_AT_ZERO;
    }
    return density;
  }

  private void add(double[] weights, double[][] g, double[] into) {
    for (int i = 0; i < weights.length; i++) {
      double w = weights[i];
      double a = g[0][i] * g[0][i];
      double b = g[1][i] * g[1][i];
      double c = g[2][i] * g[2][i];
      into[0] += w * a;
      into[1] += w * b;
      into[2] += w * c;
      into[3] += w * a * a;
      into[4] += w * b * b;
    }
  }
}
