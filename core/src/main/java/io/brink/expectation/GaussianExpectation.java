package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Growth;
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

  /** With more nodes than this the panels are not narrowed any more. */
  private static final int MOST_NODES = 8_000;

  private final Activation activation;
  private final boolean smooth;
  private final boolean singular;
  private final ConcurrentHashMap<Place, LineSample> samples = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Spacing, ConditionalSide> sides = new ConcurrentHashMap<>();
  private volatile ActivationMesh mesh;

  /** The largest reach of which it is known that the mesh cannot go so far. */
  private volatile double unreached = Double.POSITIVE_INFINITY;

  /** The pair asked for last: mostly several moments are asked for at one angle. */
  private volatile ConditionalPair recent;

  private record Place(double scale, double shift) {}

  private record Spacing(double scale, double reach, double spacing, boolean lattice) {}

  private GaussianExpectation(Activation activation) {
    this.activation = activation;
    this.smooth = activation.breakpoints().isEmpty();
    this.singular = activation.breakpoints().stream().anyMatch(GaussianExpectation::isSingular);
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
    LineSample sample = sample(scale, shift);
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
    LineSample sample = sample(scale, shift);
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
    LineSample sample = sample(scale, shift);
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
    checkResolved(scale);
    LineSample sample = panels(Math.min(reach, GaussianReach.LARGEST), scale, 0, widest, 1);
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
      if (isSingular(b)) {
        for (double exponent : exponents(b.location(), order)) {
          if (power * exponent <= -1 + 1e-3) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * The smallest α of the parts |x − k|^α of φ: 0 for a jump, 1 for a kink, and what φ″ tells of
   * its algebraic singularities; 2 where there is none of these.
   */
  public double singularExponent() {
    double smallest = 2;
    for (Breakpoint b : activation.breakpoints()) {
      if (isSingular(b)) {
        for (double exponent : exponents(b.location(), DerivativeOrder.SECOND)) {
          // what φ″ has is −2 too small; NaN where it is 0
          if (exponent < -1e-3) {
            smallest = Math.min(smallest, 2 + exponent);
          }
        }
      }
      if (b.valueJump() != 0 && !Double.isInfinite(b.valueJump())) {
        smallest = Math.min(smallest, 0);
      }
      if (b.derivativeJump() != 0 && !Double.isInfinite(b.derivativeJump())) {
        smallest = Math.min(smallest, 1);
      }
    }
    return smallest;
  }

  /** Whether φ has an algebraic singularity. */
  boolean singular() {
    return singular;
  }

  private static boolean isSingular(Breakpoint b) {
    return Double.isInfinite(b.valueJump())
        || Double.isInfinite(b.derivativeJump())
        || Double.isInfinite(b.secondDerivativeJump());
  }

  /** Exponents of φ⁽ᵏ⁾ as a power of the distance to the right and to the left of a place. */
  private double[] exponents(double k, DerivativeOrder order) {
    double near = k == 0 ? 1e-60 : 1e-10 * Math.abs(k);
    double far = k == 0 ? 1e-50 : 1e-8 * Math.abs(k);
    double[] x = {k + near, k + far, k - near, k - far};
    double[] y = LineSample.values(activation, x)[order.ordinal()];
    double ratio = Math.log(near / far);
    return new double[] {
      Math.log(Math.abs(y[0] / y[1])) / ratio, Math.log(Math.abs(y[2] / y[3])) / ratio
    };
  }

  /**
   * Refuses a scale at which the rules only see the mean of φ.
   *
   * @throws IllegalArgumentException there
   */
  void checkResolved(double scale) {
    if (sample(scale, 0).rule().averages()) {
      throw new IllegalArgumentException(
          "covariances of "
              + activation.name()
              + " cannot be computed at the preactivation variance "
              + scale * scale
              + ", which has too many of its waves or kinks within reach; a smaller variance is"
              + " needed");
    }
  }

  /** The mesh on [−reach, reach], or on less where φ is too finely structured for that. */
  ActivationMesh mesh(double reach) {
    ActivationMesh current = mesh;
    if (current == null || (current.reach() < reach && reach < unreached)) {
      synchronized (this) {
        current = mesh;
        if (current == null || (current.reach() < reach && reach < unreached)) {
          current = ActivationMesh.of(activation, reach);
          mesh = current;
          if (current.reach() < reach) {
            unreached = reach;
          }
        }
      }
    }
    return current;
  }

  LineSample sample(double scale, double shift) {
    Place place = new Place(scale, shift);
    LineSample sample = samples.get(place);
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
      LineSample sample =
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

  private LineSample lattice(double reach, double scale, double step) {
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
    return new LineSample(
        new GaussianRule(z, x, weights, 0), LineSample.values(activation, x), step, 1);
  }

  /** Where φ has more waves and kinks within reach than panels could follow. */
  private LineSample twoLattices(double reach, double scale, double shift) {
    GaussianRule rule = GaussianRule.twoLattices(reach, scale, shift);
    return new LineSample(rule, LineSample.values(activation, rule.points()), Double.NaN, 1);
  }

  private LineSample make(double scale, double shift) {
    if (!(Math.abs(scale) < 1e150) || !(Math.abs(shift) < 1e150)) {
      throw new IllegalArgumentException(
          "scale and shift of an activation's argument must be finite and below 1e150, got "
              + scale
              + ", "
              + shift);
    }
    double reach = GaussianReach.of(activation.growth(), scale, 4);
    if (scale == 0) {
      return new LineTrapezoid(activation, reach, scale, shift).accept();
    }
    if (!smooth) {
      return panels(reach, scale, shift);
    }
    LineTrapezoid trapezoid = new LineTrapezoid(activation, reach, scale, shift);
    while (!trapezoid.converged() && trapezoid.size() < SMALL_TRAPEZOID) {
      trapezoid.refine();
    }
    if (trapezoid.converged()) {
      return trapezoid.accept();
    }
    LineSample panels = panels(reach, scale, shift);
    int limit = Math.min(panels.rule().size(), LARGEST_TRAPEZOID);
    while (!trapezoid.converged() && 2 * trapezoid.size() <= limit) {
      trapezoid.refine();
    }
    return trapezoid.converged() ? trapezoid.accept() : panels;
  }

  private LineSample panels(double reach, double scale, double shift) {
    double furthest = Math.abs(shift) + Math.abs(scale) * reach;
    if (mesh(furthest).reach() < furthest) {
      return twoLattices(reach, scale, shift);
    }
    double part = 1;
    LineSample sample = panels(reach, scale, shift, WIDEST_PANEL, part);
    // a wave has higher powers of shorter wavelength than the mesh was made for
    while (part > SMALLEST_PART && sample.rule().size() < MOST_NODES && !sample.resolvesSquares()) {
      part *= 0.5;
      sample = panels(reach, scale, shift, WIDEST_PANEL, part);
    }
    double squares = part;
    while (part > SMALLEST_PART
        && sample.rule().size() < MOST_NODES
        && !sample.resolvesFourthPowers()) {
      part *= 0.5;
      sample = panels(reach, scale, shift, WIDEST_PANEL, part);
    }
    return sample.withPart(squares);
  }

  /**
   * The panel rule with panels no wider than {@code widest} nor than that part of what φ allows.
   */
  private LineSample panels(double reach, double scale, double shift, double widest, double part) {
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
    LinePanels build = new LinePanels(shift, s);
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
    return new LineSample(rule, LineSample.values(activation, rule.points()), Double.NaN, part);
  }

  static double density(double z) {
    return DENSITY_AT_ZERO * Math.exp(-0.5 * z * z);
  }
}
