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
 * z_j; θ), accurate to 10⁻¹⁶ while the density is wider than the lattice, sin θ ≥ 1.4h. For c ≥ 0
 *
 * <pre>  ρ = exp(−(z₁ − z₂)²/4(1−c) − w(z₁ + z₂)²/4)/(2π sin θ),   w = 1/(1 + c) in [½, 1],</pre>
 *
 * so that the double sum is one over lags d = i − j of a Gaussian times R_d(w) = Σ f_i f_j
 * e^{−w(z_i + z_j)²/4}. R is computed once at some Chebyshev points in w, few where φ″ is confined
 * to a strip, and interpolated. For c &lt; 0 φ″(−y) stands for φ″(y). Where both exponents are
 * small, ∫φ″ may be 0 and the sum cancels, so there e^{−A−B} = (e^{−A} − 1)e^{−B} + (e^{−B} − 1) +
 * 1.
 *
 * <p>Nearer to c = ±1 the lattice is turned by 45°: along x = y with step h, across with the step
 * 0.7 that the Gaussian asks for.
 */
final class LatticeSource implements MapSource {
  private static final double REACH = 8.8;
  private static final int MOST_POINTS = 1600;
  private static final double WIDE_ENOUGH = 1.4;
  private static final double ACROSS = 0.7;
  private static final double NEGLIGIBLE = 1e-19;
  private static final double FARTHEST_EXPONENT = 42;

  /** Where φ″ is looked for: this many points by a constant ratio, from {@link #REACH} down. */
  private static final double SCAN_RATIO = 0.96;

  private static final double SCANNED_TO = 1e-4;

  /** Points in w that leave less than this of the interpolated exponentials. */
  private static final double INTERPOLATION = 1e-17;

  private static final int MOST_WEIGHTS = 24;

  /** Mean exponent up to which it is small. */
  private static final double CONFINED = 0.2;

  /** Rounding of a term, of φ″ itself above all. */
  private static final double NOISE = 4e-15;

  private final Activation activation;
  private final double root;
  private final double step;

  /** z_i = (i − side)·step. */
  private final int side;

  private final double[] f;

  /** q²/V. */
  private final double scale;

  private final double slopeAtOne;

  /** For c ≥ 0 and for c &lt; 0; made when first asked for. */
  private Lags positive;

  private Lags negative;

  private LatticeSource(
      Activation activation, double root, double step, double[] f, double scale, double slope) {
    this.activation = activation;
    this.root = root;
    this.step = step;
    this.side = f.length / 2;
    this.f = f;
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
    double reach = support(activation, root);
    for (double step = Math.min(0.4, reach / 10); 2 * reach / step < MOST_POINTS; step *= 0.8) {
      int side = (int) Math.ceil(reach / step);
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
  private static double support(Activation activation, double root) {
    int n = 1 + (int) Math.ceil(Math.log(SCANNED_TO / (REACH * root)) / Math.log(SCAN_RATIO));
    n = Math.max(n, 100);
    double[] z = new double[2 * n];
    double[] x = new double[2 * n];
    double[] f = new double[2 * n];
    for (int i = 0; i < n; i++) {
      z[2 * i] = REACH * Math.pow(SCAN_RATIO, i);
      z[2 * i + 1] = -z[2 * i];
      x[2 * i] = root * z[2 * i];
      x[2 * i + 1] = -x[2 * i];
    }
    activation.evaluate(2 * n, x, null, null, f);
    double largest = 0;
    for (int i = 0; i < 2 * n; i++) {
      f[i] = Math.abs(f[i]) * Math.exp(-z[i] * z[i] / 2);
      largest = Math.max(largest, f[i]);
    }
    int last = 0;
    while (last < 2 * n - 2 && Math.max(f[last], f[last + 1]) <= NEGLIGIBLE * largest) {
      last += 2;
    }
    return z[Math.max(0, last - 2)];
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

  /** The angle below which φ is resolved, and the map a smooth function of θ². */
  double narrowest() {
    return WIDE_ENOUGH * step;
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
    // the sine of the double that stands for π is not 0
    double sine = Math.sin(Math.min(angle, Correlation.supplement(angle)));
    return sine >= WIDE_ENOUGH * step ? wide(angle) : narrow(angle);
  }

  private Estimate wide(double angle) {
    double c = Math.cos(angle);
    if (c >= 0) {
      if (positive == null) {
        positive = new Lags(f, f, step);
      }
      return wide(positive, angle, c);
    }
    if (negative == null) {
      double[] reflected = new double[f.length];
      for (int i = 0; i < f.length; i++) {
        reflected[i] = f[f.length - 1 - i];
      }
      negative = new Lags(f, reflected, step);
    }
    return wide(negative, Correlation.supplement(angle), -c);
  }

  private Estimate wide(Lags lags, double angle, double c) {
    double half = Math.sin(angle / 2);
    Estimate sum = lags.sum(half * half, 1 / (1 + c));
    double weight = step * step / (2 * Math.PI * Math.sin(angle));
    return estimate(sum.value(), sum.errorBound(), weight);
  }

  private Estimate estimate(double sum, double magnitude, double weight) {
    return new Estimate(scale * weight * sum, NOISE * scale * weight * magnitude);
  }

  /** R_d(w) = Σ_i (f_i g_{i+d} + f_{i+d} g_i) e^{−w(z_i + z_{i+d})²/4}, half of it for d = 0. */
  private static final class Lags {
    private final double step;
    private final double[] nodes;
    private final double[] barycentric;

    /** At w = nodes[m] and lag d: values[d·nodes + m]. */
    private final double[] values;

    /** The same of absolute values at w = ½ and 1, between which it is convex. */
    private final double[] smallestWeight;

    private final double[] largestWeight;

    /** Mean square of z where φ″ is. */
    private final double spread;

    /** Whether e^{−B} − 1 is small. */
    private final boolean confined;

    /** Σ f_i g_j (e^{−B} − 1) at the nodes, of absolute values at w = 1, and Σ f_i Σ g_j. */
    private double[] shift;

    private double shiftSize;
    private double product;

    Lags(double[] f, double[] g, double step) {
      this.step = step;
      int n = f.length;
      int count = points(step * ((n - 1) * 0.5));
      nodes = new double[count];
      barycentric = new double[count];
      for (int m = 0; m < count; m++) {
        double t = Math.PI * (2 * m + 1) / (2.0 * count);
        nodes[m] = 0.75 + 0.25 * Math.cos(t);
        barycentric[m] = (m % 2 == 0 ? 1 : -1) * Math.sin(t);
      }
      values = new double[n * count];
      smallestWeight = new double[n];
      largestWeight = new double[n];
      // the exponential depends on i + j alone: even and odd sums, each in a row
      double[][] even = new double[count][];
      double[][] odd = new double[count][];
      for (int m = 0; m < count; m++) {
        even[m] = exponentials(nodes[m], n, 0);
        odd[m] = exponentials(nodes[m], n, 1);
      }
      double[][] half = {exponentials(0.5, n, 0), exponentials(0.5, n, 1)};
      double[][] one = {exponentials(1, n, 0), exponentials(1, n, 1)};
      spread = spread(f);
      confined = spread < CONFINED;
      if (confined) {
        confine(f, g);
      }
      VectorMath math = VectorMath.preferred();
      double[] products = new double[n];
      double[] sizes = new double[n];
      for (int d = 0; d < n; d++) {
        for (int i = 0; i < n - d; i++) {
          double product = d == 0 ? f[i] * g[i] : f[i] * g[i + d] + f[i + d] * g[i];
          products[i] = product;
          sizes[i] = Math.abs(product);
        }
        // i + (i + d) = 2(i + ⌊d/2⌋) + (d odd)
        double[][] rows = d % 2 == 0 ? even : odd;
        for (int m = 0; m < count; m++) {
          values[d * count + m] = math.dot(n - d, products, 0, rows[m], d / 2);
        }
        smallestWeight[d] = math.dot(n - d, sizes, 0, half[d % 2], d / 2);
        largestWeight[d] = math.dot(n - d, sizes, 0, one[d % 2], d / 2);
      }
    }

    private double spread(double[] f) {
      double sum = 0;
      double moment = 0;
      for (int i = 0; i < f.length; i++) {
        double z = step * (i - f.length / 2);
        double weight = Math.abs(f[i]) * Math.exp(-0.5 * z * z);
        sum += weight;
        moment += weight * z * z;
      }
      return moment / sum;
    }

    private void confine(double[] f, double[] g) {
      int n = f.length;
      double[] sums = new double[2 * n - 1];
      double[] sizes = new double[2 * n - 1];
      double sumOfF = 0;
      double sumOfG = 0;
      for (int i = 0; i < n; i++) {
        sumOfF += f[i];
        sumOfG += g[i];
        for (int j = 0; j < n; j++) {
          double term = f[i] * g[j];
          sums[i + j] += term;
          sizes[i + j] += Math.abs(term);
        }
      }
      product = sumOfF * sumOfG;
      shift = new double[nodes.length];
      for (int k = 0; k < sums.length; k++) {
        double z = step * (k - (n - 1));
        for (int m = 0; m < shift.length; m++) {
          shift[m] += sums[k] * Math.expm1(-nodes[m] * z * z / 4);
        }
        shiftSize -= sizes[k] * Math.expm1(-z * z / 4);
      }
    }

    /** e^{−w(z_i + z_j)²/4} for i + j = 2k + parity. */
    private double[] exponentials(double w, int n, int parity) {
      double[] row = new double[n];
      for (int k = 0; k < n; k++) {
        double sum = step * (2 * k + parity - (n - 1));
        row[k] = Math.exp(-w * sum * sum / 4);
      }
      return row;
    }

    /**
     * Chebyshev points on [½, 1] that interpolate e^{−wv}, v ≤ reach²: they leave
     * 2I_m(v/4)e^{−3v/4}.
     */
    private static int points(double reach) {
      double factorial = 1;
      for (int m = 1; m < MOST_WEIGHTS; m++) {
        factorial *= m;
        double v = Math.min(reach * reach, 4.0 / 3 * m);
        double left =
            2 * Math.pow(v / 8, m) / factorial * Math.exp(-0.75 * v + v * v / (64.0 * (m + 1)));
        if (left < INTERPOLATION * Math.min(1, reach * reach)) {
          return m;
        }
      }
      return MOST_WEIGHTS;
    }

    /**
     * Σ_d e^{−d²h²/4(1−c)} R_d(w), and the sum of its terms' absolute values.
     *
     * @param halfGap (1 − c)/2
     */
    Estimate sum(double halfGap, double w) {
      double[] weights = weights(w);
      int count = weights.length;
      double rate = step * step / (8 * halfGap);
      double part = 2 * w - 1;
      double sum = 0;
      double magnitude = 0;
      double farthest = smallestWeight.length - 1.0;
      if (confined && spread < 4 * CONFINED * halfGap) {
        for (int d = 1; d <= farthest; d++) {
          double density = Math.expm1(-rate * d * d);
          sum += density * value(d, weights);
          magnitude -=
              density * (smallestWeight[d] + part * (largestWeight[d] - smallestWeight[d]));
        }
        for (int m = 0; m < count; m++) {
          sum += weights[m] * shift[m];
        }
        return new Estimate(sum + product, magnitude + shiftSize + Math.abs(product));
      }
      double ratio = Math.exp(-2 * rate);
      int last = (int) Math.min(farthest, Math.sqrt(FARTHEST_EXPONENT / rate));
      for (int d = 0; d <= last; ) {
        // the Gaussian by its two-term recurrence, restarted before rounding builds up
        double density = Math.exp(-rate * d * d);
        double factor = Math.exp(-rate * (2 * d + 1));
        for (int end = Math.min(last + 1, d + 8); d < end; d++) {
          sum += density * value(d, weights);
          magnitude +=
              density * (smallestWeight[d] + part * (largestWeight[d] - smallestWeight[d]));
          density *= factor;
          factor *= ratio;
        }
      }
      return new Estimate(sum, magnitude);
    }

    private double value(int d, double[] weights) {
      double r = 0;
      for (int m = 0; m < weights.length; m++) {
        r += weights[m] * values[d * weights.length + m];
      }
      return r;
    }

    private double[] weights(double w) {
      double[] weights = new double[nodes.length];
      double sum = 0;
      for (int m = 0; m < weights.length; m++) {
        double distance = w - nodes[m];
        if (distance == 0) {
          double[] unit = new double[weights.length];
          unit[m] = 1;
          return unit;
        }
        weights[m] = barycentric[m] / distance;
        sum += weights[m];
      }
      for (int m = 0; m < weights.length; m++) {
        weights[m] /= sum;
      }
      return weights;
    }
  }

  private Estimate narrow(double angle) {
    boolean reflected = angle > Math.PI / 2;
    double small = reflected ? Correlation.supplement(angle) : angle;
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
}
