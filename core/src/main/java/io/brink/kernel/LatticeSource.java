package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import io.brink.expectation.Estimate;
import io.brink.internal.simd.VectorMath;
import io.brink.internal.special.NormalDistribution;
import java.util.Optional;

/**
 * The map of a steep analytic activation by trapezoidal sums of φ″: where tanh at q = 10⁴ is nearly
 * a step, φ″ lives on a strip that a few hundred points cover, however steep φ is.
 *
 * <p>With z₁, z₂ on one fixed lattice of step h (φ″ is sampled once), E φ″φ″ = h² Σ f_i f_j ρ(z_i,
 * z_j; θ), accurate to 10⁻¹⁶ while the density is wider than the lattice, sin θ ≥ 1.4h. Nearer to c
 * = ±1 the lattice is turned by 45°: along x = y with step h, across with the step 0.7 that the
 * Gaussian asks for.
 *
 * <p>Farther from c = ±1 the double sum is taken apart: z₁ = t + sξ, z₂ = ±t + sη with t ~ N(0,
 * |c|), s² = 1 − |c|, and ξ, η, t independent, so that E φ″φ″ = E F(t)F(±t), F(t) = E φ″(√q(t +
 * sξ)). Where 3h ≤ s the lattice serves for F; the centres t, on which everything is smooth on the
 * scale s, are every so many points of it, so that one table of the density serves for all.
 */
final class LatticeSource implements MapSource {
  private static final double REACH = 8.8;
  private static final int MOST_POINTS = 1600;
  private static final double WIDE_ENOUGH = 1.4;
  private static final double ACROSS = 0.7;

  /** Points of the lattice in s from which on F may be taken from it. */
  private static final double POINTS_PER_DEVIATION = 3;

  /** e^{−2π²/0.7²}: the step of the centres for a Gaussian of variance 1. */
  private static final double CENTRES = 0.7;

  private static final double NEGLIGIBLE = 1e-19;
  private static final double FARTHEST_EXPONENT = 42;

  /** Rounding of a term, of φ″ itself above all. */
  private static final double NOISE = 4e-15;

  private final Activation activation;
  private final double root;
  private final double step;

  /** z_i = (i − side)·step. */
  private final int side;

  private final double[] f;

  private final double[] absolute;

  /** q²/V. */
  private final double scale;

  private final double slopeAtOne;

  private LatticeSource(
      Activation activation, double root, double step, double[] f, double scale, double slope) {
    this.activation = activation;
    this.root = root;
    this.step = step;
    this.side = f.length / 2;
    this.f = f;
    this.absolute = new double[f.length];
    for (int i = 0; i < f.length; i++) {
      absolute[i] = Math.abs(f[i]);
    }
    this.scale = scale;
    this.slopeAtOne = slope;
  }

  /**
   * The source, unless φ″ would take too many points.
   *
   * @param slopeAtOne C′(1)
   * @param meanSquare E φ″(√q z)², which tells whether a lattice sees φ″ at all
   */
  static Optional<MapSource> of(
      Activation activation,
      double q,
      double outputVariance,
      double slopeAtOne,
      double meanSquare) {
    if (!activation.breakpoints().isEmpty()) {
      return Optional.empty();
    }
    double root = Math.sqrt(q);
    for (double step = 0.4; step > 2e-4; step *= 0.8) {
      double reach = support(activation, root, step);
      int side = (int) Math.ceil(reach / step);
      if (2 * side + 1 > MOST_POINTS) {
        return Optional.empty();
      }
      double[] whole = sample(activation, root, step, side, 0);
      double[] between = sample(activation, root, step, side, 0.5);
      double a = energy(whole, step, 0);
      double b = energy(between, step, 0.5);
      double found = (a + b) / 2 * step * NormalDistribution.INVERSE_ROOT_TWO_PI;
      if (Math.abs(a - b) <= 4e-15 * (a + b)
          && Math.abs(found - meanSquare) <= 1e-10 * meanSquare) {
        return Optional.of(
            new LatticeSource(activation, root, step, whole, q * (q / outputVariance), slopeAtOne));
      }
    }
    return Optional.empty();
  }

  /** Beyond it φ″ times the density's root is negligible. */
  private static double support(Activation activation, double root, double step) {
    int n = (int) Math.ceil(REACH / step);
    double[] x = new double[2 * n + 1];
    double[] f = new double[2 * n + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = root * step * (i - n);
    }
    activation.evaluate(x.length, x, null, null, f);
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double z = step * (i - n);
      f[i] = Math.abs(f[i]) * Math.exp(-z * z / 2);
      largest = Math.max(largest, f[i]);
    }
    int last = n;
    while (last > 2 && Math.max(f[n + last], f[n - last]) <= NEGLIGIBLE * largest) {
      last--;
    }
    return (last + 1) * step;
  }

  private static double[] sample(
      Activation activation, double root, double step, int side, double shift) {
    double[] x = new double[2 * side + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = root * step * (i - side + shift);
    }
    double[] f = new double[x.length];
    activation.evaluate(x.length, x, null, null, f);
    return f;
  }

  private static double energy(double[] f, double step, double shift) {
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      double z = step * (i - f.length / 2 + shift);
      sum += f[i] * f[i] * Math.exp(-0.5 * z * z);
    }
    return sum;
  }

  @Override
  public Estimate slope(double angle) {
    if (angle != 0) {
      throw new IllegalArgumentException("only the slope at 1 is at hand");
    }
    return new Estimate(slopeAtOne, 0);
  }

  @Override
  public Estimate curvature(double angle) {
    double small = angle > Math.PI / 2 ? Correlation.supplement(angle) : angle;
    double s = Math.sqrt(2) * Math.sin(small / 2);
    if (s >= POINTS_PER_DEVIATION * step) {
      return apart(s, Math.sqrt(Math.max(0, Math.cos(small))), angle > Math.PI / 2);
    }
    return Math.sin(angle) >= WIDE_ENOUGH * step ? wide(angle) : narrow(angle);
  }

  /**
   * By F.
   *
   * @param s √(1 − |c|)
   * @param r √|c|
   */
  private Estimate apart(double s, double r, boolean reflected) {
    double spacing = r == 0 ? 0 : CENTRES / Math.sqrt(2 / (s * s) + 1 / (r * r));
    int stride = (int) (spacing / step);
    VectorMath math = VectorMath.preferred();
    // for c near 0 the centres are nearer to each other than the points
    double apart = stride > 0 ? stride * step : spacing;
    double farthest = Math.min(REACH * r, side * step + REACH * s);
    int half = spacing == 0 ? 0 : (int) Math.ceil(farthest / apart);
    int width = (int) Math.ceil(REACH * s / step);
    double[] density = new double[2 * width + 1];
    double[] mean = new double[2 * half + 1];
    double[] size = new double[2 * half + 1];
    if (stride > 0) {
      density(math, density, width, 0, s);
    }
    for (int i = -half; i <= half; i++) {
      double centre = i * apart;
      int middle = stride > 0 ? i * stride : (int) Math.rint(centre / step);
      if (stride == 0) {
        density(math, density, width, centre - middle * step, s);
      }
      int from = Math.max(-side, middle - width);
      int n = Math.min(side, middle + width) - from + 1;
      if (n > 0) {
        int at = from - middle + width;
        mean[half + i] = math.dot(n, density, at, f, side + from);
        size[half + i] = math.dot(n, density, at, absolute, side + from);
      }
    }
    double sum = 0;
    double magnitude = 0;
    for (int i = -half; i <= half; i++) {
      double u = half == 0 ? 0 : i * apart / r;
      double weight = Math.exp(-0.5 * u * u);
      int j = half + (reflected ? -i : i);
      sum += weight * mean[half + i] * mean[j];
      magnitude += weight * size[half + i] * size[j];
    }
    double outer = half == 0 ? 1 : apart / r * NormalDistribution.INVERSE_ROOT_TWO_PI;
    double inner = step / s * NormalDistribution.INVERSE_ROOT_TWO_PI;
    return estimate(sum, magnitude, outer * inner * inner);
  }

  /** e^{−((j − width)·step − shift)²/2s²}. */
  private void density(VectorMath math, double[] density, int width, double shift, double s) {
    double scaled = step / s;
    double offset = shift / s;
    for (int j = 0; j < density.length; j++) {
      double t = (j - width) * scaled - offset;
      density[j] = -0.5 * t * t;
    }
    math.exp(density.length, density, density);
  }

  private Estimate estimate(double sum, double magnitude, double weight) {
    return new Estimate(scale * weight * sum, NOISE * scale * weight * magnitude);
  }

  private Estimate wide(double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    int n = f.length;
    double reach = Math.sqrt(2 * FARTHEST_EXPONENT);
    double sum = 0;
    double magnitude = 0;
    for (int i = 0; i < n; i++) {
      double z1 = step * (i - side);
      int from = Math.max(0, side + (int) Math.floor((c * z1 - reach * s) / step));
      int to = Math.min(n - 1, side + (int) Math.ceil((c * z1 + reach * s) / step));
      // f_i f_j ρ is symmetric: each pair once
      double row = 0;
      double size = 0;
      double ratio = Math.exp(-square(step / s));
      for (int j = Math.max(from, i + 1); j <= to; ) {
        int end = Math.min(to + 1, j + 8);
        double t = (step * (j - side) - c * z1) / s;
        // ρ along the row by its two-term recurrence, restarted before rounding builds up
        double density = Math.exp(-0.5 * t * t);
        double factor = Math.exp(-(t + step / s / 2) * (step / s));
        for (; j < end; j++) {
          double term = density * f[j];
          row += term;
          size += Math.abs(term);
          density *= factor;
          factor *= ratio;
        }
      }
      double t = (z1 - c * z1) / s;
      double diagonal = Math.exp(-0.5 * t * t) * f[i];
      double weight = f[i] * Math.exp(-0.5 * z1 * z1);
      sum += weight * (2 * row + diagonal);
      magnitude += Math.abs(weight) * (2 * size + Math.abs(diagonal));
    }
    return estimate(sum, magnitude, step * step / (2 * Math.PI * s));
  }

  private Estimate narrow(double angle) {
    boolean reflected = angle > Math.PI / 2;
    double small = reflected ? Math.PI - angle : angle;
    double cos = Math.cos(small / 2);
    double sin = Math.sin(small / 2);
    int across = (int) Math.ceil(REACH / ACROSS);
    int n = 2 * side + 1;
    double[] x = new double[n];
    double[] y = new double[n];
    double[] fx = new double[n];
    double[] fy = new double[n];
    double sum = 0;
    double magnitude = 0;
    // v → −v exchanges x and y; reflected, it also changes both signs
    boolean half = !reflected || activation.parity() != Parity.NONE;
    for (int k = half ? 0 : -across; k <= across; k++) {
      double v = k * ACROSS;
      for (int i = 0; i < n; i++) {
        double u = step * (i - side);
        x[i] = root * (cos * u + sin * v);
        y[i] = root * (cos * u - sin * v);
        if (reflected) {
          y[i] = -y[i];
        }
      }
      activation.evaluate(n, x, null, null, fx);
      activation.evaluate(n, y, null, null, fy);
      double row = 0;
      double size = 0;
      for (int i = 0; i < n; i++) {
        double u = step * (i - side);
        double term = fx[i] * fy[i] * Math.exp(-0.5 * u * u);
        row += term;
        size += Math.abs(term);
      }
      double weight = (half && k != 0 ? 2 : 1) * Math.exp(-0.5 * v * v);
      sum += weight * row;
      magnitude += weight * size;
    }
    return estimate(sum, magnitude, step * ACROSS / (2 * Math.PI));
  }

  private static double square(double x) {
    return x * x;
  }
}
