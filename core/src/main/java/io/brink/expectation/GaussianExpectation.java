package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Growth;
import io.brink.internal.simd.VectorMath;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * One-dimensional Gaussian expectations E F(z), z ~ N(0, 1), of what can be made of one activation
 * φ at scale·z + shift.
 *
 * <p>Method and accuracy: see the package description. What is learnt of φ is kept: the mesh for
 * all scales, the rules and samples for the last few. Thread-safe.
 */
public final class GaussianExpectation {
  /** 1/√(2π). */
  static final double DENSITY_AT_ZERO = 0.398942280401432677939946;

  private static final int CACHED_RULES = 1024;
  private static final int CACHED_SIDES = 64;
  private static final int SMALL_TRAPEZOID = 170;
  private static final int LARGEST_TRAPEZOID = 4096;
  private static final double WIDEST_PANEL = 3.2;
  private static final double SMALLEST_PART = 0.125;

  /** Exponents t of the panels x = k ± w·e^{−t} towards an algebraic singularity at k. */
  private static final double[] LOGARITHMIC_EDGES = {0, 4, 10, 20, 40, 80, 160, 320, 690};

  private final Activation activation;
  private final boolean smooth;
  private final ConcurrentHashMap<Place, Sample> samples = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Spacing, ConditionalSide> sides = new ConcurrentHashMap<>();
  private volatile ActivationMesh mesh;

  /** The pair asked for last: mostly several moments are asked for at one angle. */
  private volatile ConditionalPair recent;

  private record Place(double scale, double shift) {}

  private record Spacing(double scale, double reach, double spacing, boolean lattice) {}

  /**
   * A rule with φ and its derivatives at its points.
   *
   * @param step step of the widest adequate trapezoidal rule, or NaN where only panels will do
   * @param part of the mesh's width that panels may have if squares of φ are to be resolved
   */
  record Sample(GaussianRule rule, double[][] values, double step, double part) {
    private static final double RESOLVED = 3e-13;

    double[] of(DerivativeOrder order) {
      return values[order.ordinal()];
    }

    private boolean resolves(DerivativeOrder order, int power) {
      double[] f = of(order);
      double[] g = new double[rule.size()];
      for (int i = 0; i < g.length; i++) {
        double square = f[i] * f[i];
        g[i] = power == 2 ? square : square * square;
      }
      Estimate e = rule.estimate(g);
      return !(e.value() < Double.POSITIVE_INFINITY) || e.errorBound() <= RESOLVED * e.value();
    }

    /** Whether the rule tells itself to be good for squares. */
    boolean resolvesSquares() {
      return resolves(DerivativeOrder.VALUE, 2)
          && resolves(DerivativeOrder.FIRST, 2)
          && resolves(DerivativeOrder.SECOND, 2);
    }

    /** Whether the rule tells itself to be good for fourth powers of φ and φ′. */
    boolean resolvesFourthPowers() {
      return resolves(DerivativeOrder.VALUE, 4) && resolves(DerivativeOrder.FIRST, 4);
    }

    Sample withPart(double squares) {
      return new Sample(rule, values, step, squares);
    }
  }

  private GaussianExpectation(Activation activation) {
    this.activation = activation;
    this.smooth = activation.breakpoints().isEmpty();
  }

  /** The expectations of what can be made of {@code activation}. */
  public static GaussianExpectation of(Activation activation) {
    return new GaussianExpectation(activation);
  }

  /**
   * E f(√q z) of an arbitrary function.
   *
   * @param f piecewise analytic between the breakpoints
   * @param growth how fast |f| grows
   * @param variance q ≥ 0
   * @param breakpoints where f is not analytic, in any order
   */
  public static Estimate expectation(
      DoubleUnaryOperator f, Growth growth, double variance, double... breakpoints) {
    GaussianExpectation expectation = of(new PlainFunction(f, growth, breakpoints));
    return expectation.moment(DerivativeOrder.VALUE, 1, scale(variance), 0);
  }

  /** √q after a check that q is a variance. */
  static double scale(double variance) {
    if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a preactivation variance is finite and at least 0, got " + variance);
    }
    return Math.sqrt(variance);
  }

  /** The activation φ. */
  public Activation activation() {
    return activation;
  }

  /**
   * A rule for E F(z) where F is a polynomial of z, φ, φ′ and φ″ at scale·z + shift (of degree up
   * to four in φ): relative accuracy 10⁻¹³ for analytic pieces.
   */
  public GaussianRule rule(double scale, double shift) {
    return sample(scale, shift).rule();
  }

  /**
   * E [φ⁽ᵏ⁾(scale·z + shift)]^power, without the point masses of the derivatives; +∞ where the
   * moment overflows.
   *
   * @param power at least 1 and at most 4
   */
  public Estimate moment(DerivativeOrder order, int power, double scale, double shift) {
    Sample sample = sample(scale, shift);
    double[] f = sample.of(order);
    int n = f.length;
    double[] g = new double[n];
    for (int i = 0; i < n; i++) {
      double v = f[i];
      g[i] =
          switch (power) {
            case 1 -> v;
            case 2 -> v * v;
            case 3 -> v * v * v;
            case 4 -> (v * v) * (v * v);
            default ->
                throw new IllegalArgumentException(
                    "the power of a moment is between 1 and 4, got " + power);
          };
    }
    if (activation.growth() instanceof Growth.Exponential) {
      // the rule reaches out for fourth powers; there a lower one may overflow without counting
      double reach = GaussianReach.of(activation.growth(), scale, power);
      double[] z = sample.rule().nodes();
      for (int i = 0; i < n; i++) {
        if (Math.abs(z[i]) > reach) {
          g[i] = 0;
        }
      }
    }
    Estimate estimate = sample.rule().estimate(g);
    if (activation.growth() instanceof Growth.Exponential exponential
        && estimate.value() < Double.POSITIVE_INFINITY) {
      // an error of one unit in the last place of the argument x is an error of x units of e^x
      double furthest = Math.abs(shift) + Math.abs(scale) * sample.rule().nodes()[n - 1];
      double rounding = 0x1p-53 * power * exponential.rate() * furthest;
      return new Estimate(
          estimate.value(), estimate.errorBound() + rounding * Math.abs(estimate.value()));
    }
    return estimate;
  }

  /**
   * E φ⁽ʲ⁾φ⁽ᵏ⁾zᵐ at scale·z + shift, without point masses.
   *
   * @param zPower m ≥ 0
   */
  public Estimate product(
      DerivativeOrder first, DerivativeOrder second, int zPower, double scale, double shift) {
    Sample sample = sample(scale, shift);
    double[] f = sample.of(first);
    double[] g = sample.of(second);
    double[] z = sample.rule().nodes();
    double[] h = new double[f.length];
    for (int i = 0; i < h.length; i++) {
      double power = 1;
      for (int k = 0; k < zPower; k++) {
        power *= z[i];
      }
      h[i] = f[i] * g[i] * power;
    }
    return sample.rule().estimate(h);
  }

  /** E φ⁽ᵏ⁾z at scale·z + shift, without point masses. */
  public Estimate firstMoment(DerivativeOrder order, double scale, double shift) {
    Sample sample = sample(scale, shift);
    double[] f = sample.of(order);
    double[] z = sample.rule().nodes();
    double[] h = new double[f.length];
    for (int i = 0; i < h.length; i++) {
      h[i] = f[i] * z[i];
    }
    return sample.rule().estimate(h);
  }

  /**
   * The Hermite coefficients a_k = E φ⁽ʲ⁾(√q z)h_k(z), k &lt; count, h_k the normalised
   * probabilists' Hermite polynomials, without point masses.
   *
   * <p>The Hermite functions h_k(z)e^{−z²/4} are carried instead of h_k: their three-term
   * recurrence neither overflows nor loses digits, and the panels are narrowed to their wavelength
   * 2π/√k.
   *
   * @param order j
   * @param variance q
   * @param count how many coefficients
   */
  public double[] hermite(DerivativeOrder order, double variance, int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "the number of Hermite coefficients is at least 0, got " + count);
    }
    double scale = scale(variance);
    double reach = Math.max(14.5, GaussianReach.of(activation.growth(), scale, 1) + 5);
    double widest = Math.min(WIDEST_PANEL, 12 / (1 + Math.sqrt(count)));
    double[] a = new double[count];
    if (scale == 0) {
      if (count > 0) {
        a[0] = moment(order, 1, 0, 0).value();
      }
      return a;
    }
    Sample sample = panels(Math.min(reach, GaussianReach.LARGEST), scale, 0, widest, 1);
    double[] f = sample.of(order);
    double[] z = sample.rule().nodes();
    double[] w = sample.rule().weights();
    for (int i = 0; i < z.length; i++) {
      double quarter = Math.exp(-0.25 * z[i] * z[i]);
      if (quarter == 0 || w[i] == 0) {
        continue;
      }
      double term = f[i] * (w[i] / quarter);
      double before = 0;
      double h = quarter;
      for (int k = 0; k < count; k++) {
        a[k] += term * h;
        double after = (z[i] * h - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
        before = h;
        h = after;
      }
    }
    return a;
  }

  /**
   * Whether E |φ⁽ᵏ⁾|^power diverges at an algebraic singularity of φ: near it φ⁽ᵏ⁾ is a power,
   * whose exponent two values tell.
   */
  public boolean diverges(DerivativeOrder order, int power) {
    for (Breakpoint b : activation.breakpoints()) {
      if (!Double.isInfinite(b.valueJump())
          && !Double.isInfinite(b.derivativeJump())
          && !Double.isInfinite(b.secondDerivativeJump())) {
        continue;
      }
      double k = b.location();
      double near = k == 0 ? 1e-60 : 1e-10 * Math.abs(k);
      double far = k == 0 ? 1e-50 : 1e-8 * Math.abs(k);
      double[] x = {k + near, k + far, k - near, k - far};
      double[] y = evaluate(x)[order.ordinal()];
      for (int side = 0; side < 4; side += 2) {
        double exponent = Math.log(Math.abs(y[side] / y[side + 1])) / Math.log(near / far);
        if (power * exponent <= -1 + 1e-3) {
          return true;
        }
      }
    }
    return false;
  }

  ActivationMesh mesh(double reach) {
    ActivationMesh current = mesh;
    if (current == null || current.reach() < reach) {
      synchronized (this) {
        current = mesh;
        if (current == null || current.reach() < reach) {
          current = ActivationMesh.of(activation, reach);
          mesh = current;
        }
      }
    }
    return current;
  }

  Sample sample(double scale, double shift) {
    Place place = new Place(scale, shift);
    Sample sample = samples.get(place);
    if (sample == null) {
      if (samples.size() >= CACHED_RULES) {
        samples.clear();
      }
      sample = make(scale, shift);
      samples.put(place, sample);
    }
    return sample;
  }

  /**
   * φ(scale·z) and its derivatives on the whole line, fit for products with densities as narrow as
   * {@code spacing} says.
   *
   * @param reach how far z goes
   * @param spacing step of the lattice, or the largest width of a panel
   * @param lattice whether a lattice serves
   */
  ConditionalSide side(double scale, double reach, double spacing, boolean lattice) {
    Spacing key = new Spacing(scale, reach, spacing, lattice);
    ConditionalSide side = sides.get(key);
    if (side == null) {
      if (sides.size() >= CACHED_SIDES) {
        sides.clear();
      }
      Sample sample =
          lattice
              ? lattice(reach, scale, spacing)
              : panels(reach, scale, 0, spacing, sample(scale, 0).part());
      side = ConditionalSide.of(sample, activation.parity(), reach);
      sides.put(key, side);
    }
    return side;
  }

  ConditionalPair recent() {
    return recent;
  }

  void remember(ConditionalPair pair) {
    recent = pair;
  }

  private Sample lattice(double reach, double scale, double step) {
    int side = (int) Math.ceil(reach / step);
    int n = 2 * side + 1;
    double[] z = new double[n];
    double[] x = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = (i - side) * step;
      x[i] = scale * z[i];
      weights[i] = step * density(z[i]);
    }
    return new Sample(new GaussianRule(z, x, weights, 0), evaluate(x), step, 1);
  }

  private Sample make(double scale, double shift) {
    if (!(Math.abs(scale) < 1e150) || !(Math.abs(shift) < 1e150)) {
      throw new IllegalArgumentException(
          "scale and shift of an activation's argument must be finite and below 1e150, got "
              + scale
              + ", "
              + shift);
    }
    double reach = GaussianReach.of(activation.growth(), scale, 4);
    if (scale == 0) {
      return new Trapezoid(reach, scale, shift).accept();
    }
    if (!smooth) {
      return panels(reach, scale, shift);
    }
    Trapezoid trapezoid = new Trapezoid(reach, scale, shift);
    while (!trapezoid.converged() && trapezoid.size() < SMALL_TRAPEZOID) {
      trapezoid.refine();
    }
    if (trapezoid.converged()) {
      return trapezoid.accept();
    }
    Sample panels = panels(reach, scale, shift);
    int limit = Math.min(panels.rule().size(), LARGEST_TRAPEZOID);
    while (!trapezoid.converged() && 2 * trapezoid.size() <= limit) {
      trapezoid.refine();
    }
    return trapezoid.converged() ? trapezoid.accept() : panels;
  }

  private Sample panels(double reach, double scale, double shift) {
    double part = 1;
    Sample sample = panels(reach, scale, shift, WIDEST_PANEL, part);
    // a wave has higher powers of shorter wavelength than the mesh was made for
    while (part > SMALLEST_PART && !sample.resolvesSquares()) {
      part *= 0.5;
      sample = panels(reach, scale, shift, WIDEST_PANEL, part);
    }
    double squares = part;
    while (part > SMALLEST_PART && !sample.resolvesFourthPowers()) {
      part *= 0.5;
      sample = panels(reach, scale, shift, WIDEST_PANEL, part);
    }
    return sample.withPart(squares);
  }

  /**
   * The panel rule with panels no wider than {@code widest} nor than that part of what φ allows.
   */
  private Sample panels(double reach, double scale, double shift, double widest, double part) {
    ActivationMesh m = mesh(Math.abs(shift) + Math.abs(scale) * reach);
    double s = Math.abs(scale);
    int count = m.edges().length;
    double[] edges = new double[count];
    for (int k = 0; k < count; k++) {
      edges[k] = (m.edges()[k] - shift) / s;
    }
    double[] widths = new double[count - 1];
    for (int k = 0; k < count - 1; k++) {
      widths[k] = part * m.widths()[k] / s;
    }
    PanelRule build = new PanelRule(shift, s);
    double a = -reach;
    int i = PanelWalk.advance(edges, 0, a);
    boolean onEdge = false;
    while (a < reach) {
      double b = Math.min(reach, a + widest);
      b = PanelWalk.end(edges, widths, m.kinks(), i, a, b);
      int next = PanelWalk.advance(edges, i, b);
      boolean endsOnEdge = next > i && b == edges[next];
      double xa = onEdge ? m.edges()[i] : s * a + shift;
      double xb = endsOnEdge ? m.edges()[next] : s * b + shift;
      if (onEdge && m.singular()[i]) {
        build.logarithmic(xa, xb - xa);
      } else if (endsOnEdge && m.singular()[next]) {
        build.logarithmic(xb, xa - xb);
      } else {
        build.panel(a, b, xa, xb);
      }
      a = b;
      i = next;
      onEdge = endsOnEdge;
    }
    GaussianRule rule = build.rule(scale < 0);
    return new Sample(rule, evaluate(rule.points()), Double.NaN, part);
  }

  private double[][] evaluate(double[] x) {
    double[][] values = new double[3][x.length];
    activation.evaluate(x.length, x, values[0], values[1], values[2]);
    return values;
  }

  /** Collects Gauss–Legendre panels. */
  private static final class PanelRule {
    private final double shift;
    private final double scale;
    private double[] z = new double[512];
    private double[] x = new double[512];
    private double[] w = new double[512];
    private int n;

    PanelRule(double shift, double scale) {
      this.shift = shift;
      this.scale = scale;
    }

    void panel(double a, double b, double xa, double xb) {
      GaussLegendre rule = ActivationMesh.RULE;
      double half = (b - a) / 2;
      for (int k = 0; k < rule.size(); k++) {
        double t = rule.nodes[k];
        double node = a + half * (1 + t);
        // from the nearer end, so that a point next to a breakpoint keeps its distance
        double point = t < 0 ? xa + (xb - xa) / 2 * (1 + t) : xb - (xb - xa) / 2 * (1 - t);
        add(node, point, half * rule.weights[k] * density(node));
      }
    }

    /** Panels of x = k + w·e^{−t}, t from 0 to 690. */
    void logarithmic(double k, double w) {
      GaussLegendre rule = ActivationMesh.RULE;
      for (int e = 0; e + 1 < LOGARITHMIC_EDGES.length; e++) {
        double half = (LOGARITHMIC_EDGES[e + 1] - LOGARITHMIC_EDGES[e]) / 2;
        for (int j = 0; j < rule.size(); j++) {
          double t = LOGARITHMIC_EDGES[e] + half * (1 + rule.nodes[j]);
          double distance = w * Math.exp(-t);
          double point = k + distance;
          if (point == k) {
            point = distance > 0 ? Math.nextUp(k) : Math.nextDown(k);
          }
          double node = (k - shift + distance) / scale;
          add(node, point, half * rule.weights[j] * Math.abs(distance) / scale * density(node));
        }
      }
    }

    private void add(double node, double point, double weight) {
      if (n == z.length) {
        z = Arrays.copyOf(z, 2 * n);
        x = Arrays.copyOf(x, 2 * n);
        w = Arrays.copyOf(w, 2 * n);
      }
      z[n] = node;
      x[n] = point;
      w[n++] = weight;
    }

    GaussianRule rule(boolean mirrored) {
      double[] nodes = Arrays.copyOf(z, n);
      if (mirrored) {
        for (int k = 0; k < n; k++) {
          nodes[k] = -nodes[k];
        }
      }
      return new GaussianRule(
          nodes, Arrays.copyOf(x, n), Arrays.copyOf(w, n), ActivationMesh.RULE.size());
    }
  }

  static double density(double z) {
    return DENSITY_AT_ZERO * Math.exp(-0.5 * z * z);
  }

  /** The trapezoidal rule on the line, halved until the moments of φ, φ′, φ″ settle. */
  private final class Trapezoid {
    private static final double FIRST_STEP = 0.61803398875;
    private static final double WIDEST_STEP = 0.5;
    private static final double SETTLED = 3e-8;
    private static final double INTERPOLATED = 1e-4;

    private final double scale;
    private final double shift;
    private double step = FIRST_STEP;
    private double[] z;

    /** The density at each z. */
    private double[] density;

    private double[][] f;
    private double[] sums;
    private double change = 1;

    Trapezoid(double reach, double scale, double shift) {
      this.scale = scale;
      this.shift = shift;
      int side = (int) Math.ceil(reach / step);
      z = new double[2 * side + 1];
      for (int i = 0; i < z.length; i++) {
        z[i] = (i - side) * step;
      }
      f = evaluate(points(z));
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
      double[] exact = evaluate(points(between))[0];
      double largest = 0;
      double[] damped = new double[n];
      for (int i = 0; i < n; i++) {
        damped[i] = f[0][i] * Math.sqrt(density[i] / DENSITY_AT_ZERO);
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
      double[][] g = evaluate(points(middles));
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

    Sample accept() {
      double[] w = new double[z.length];
      for (int i = 0; i < w.length; i++) {
        w[i] = step * density[i];
      }
      // the error of step h is e^{−2πd/h}: from that of 2h, the step at which it is 10⁻¹⁸
      double wanted = -Math.log(1e-18);
      double reached = -Math.log(Math.max(change, 1e-18));
      double widest = Math.min(WIDEST_STEP, Math.max(step, 2 * step * reached / wanted));
      return new Sample(new GaussianRule(z, points(z), w, 0), f, widest, 1);
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
        density[i] *= DENSITY_AT_ZERO;
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

  /** A function that is no activation: its derivatives are not asked for. */
  private static final class PlainFunction implements Activation {
    private final DoubleUnaryOperator f;
    private final Growth growth;
    private final List<Breakpoint> breakpoints;

    PlainFunction(DoubleUnaryOperator f, Growth growth, double[] locations) {
      this.f = f;
      this.growth = growth;
      this.breakpoints =
          Arrays.stream(locations).sorted().mapToObj(k -> new Breakpoint(k, 0, 0, 0)).toList();
    }

    @Override
    public String name() {
      return "function";
    }

    @Override
    public double value(double x) {
      return f.applyAsDouble(x);
    }

    @Override
    public double derivative(double x) {
      return 0;
    }

    @Override
    public double secondDerivative(double x) {
      return 0;
    }

    @Override
    public Growth growth() {
      return growth;
    }

    @Override
    public List<Breakpoint> breakpoints() {
      return breakpoints;
    }
  }
}
