package io.brink.expectation;

import io.brink.activation.Parity;

/**
 * {@link AngleSampler} in rotated coordinates: with u, v independent standard normal,
 *
 * <pre>x = √q₁(cos(θ/2)u + sin(θ/2)v),  y = √q₂(cos(θ/2)u − sin(θ/2)v)</pre>
 *
 * for θ ≤ π/2; beyond, y(θ) is −y(π − θ) in law and g(−y) takes the place of g, so that the inner
 * variable u always has the larger coefficient. Nothing degenerates as θ → 0.
 *
 * <p>Analytic f, g: the trapezoidal rule in both variables ({@link LatticePlane}); otherwise panels
 * ({@link PanelPlane}); and conditioning on what x and y share ({@link ConditionalPair}) wherever
 * that takes less work.
 */
final class PairSampler implements AngleSampler {
  /** π minus the double next to it. */
  private static final double PI_LOW = 1.2246467991473532e-16;

  /** Nearer to correlation ±1 than this, the rows of a {@link ConditionalPair} are too many. */
  private static final double SMALLEST_SINE = 0.004;

  /** A gap by conditioning with a larger relative error is computed from its integral. */
  private static final double GAP_TOLERANCE = 3e-14;

  /**
   * The same towards algebraic singularities, where that integral takes a hundred times as long.
   */
  private static final double SINGULAR_GAP_TOLERANCE = 3e-12;

  /** How wide a panel may be, in the standard deviation of what φ is multiplied by. */
  private static final double WIDEST_PANEL_OF_A_DENSITY = 4.5;

  private static final double FINER = 0.75;

  /** Tails of a normal distribution beyond reach less this are below 10⁻¹⁷. */
  private static final double BEYOND_ROUNDING = 1;

  /** Nodes of a lattice in the standard deviation of what it is multiplied by. */
  private static final double NODES_PER_DEVIATION = 3;

  /** Work of a lattice point in two dimensions, φ and ψ there, in that of a node of a row. */
  private static final double POINT_COST = 15;

  /** Work of panels in two dimensions, the same: at least, and by the square of the nodes. */
  private static final double PANELS_COST = 75_000;

  private static final double COST_BY_SQUARE = 0.5;

  /** How many times as long two dimensions take towards algebraic singularities. */
  private static final double SINGULAR_PANELS = 60;

  /** Beyond this reach the densities lose digits. */
  private static final double LARGEST_REACH = 36;

  private final GaussianExpectation first;
  private final GaussianExpectation second;
  private final ScaledPair pair;
  private final PointMasses pointMasses;
  private final double reach;

  /**
   * Whether E f² or E g² is not a double: the moments of the pair may be, but not by this method.
   */
  private final boolean overflows;

  /** Trapezoidal step, or NaN where panels are needed. */
  private final double step;

  /** The one of these that the activations need; the other is null. */
  private final LatticePlane lattice;

  private final PanelPlane panels;

  /** The range of z in which φ, φ′, φ″ count, as far as f and g agree on it. */
  private final double[] extents = new double[3];

  PairSampler(GaussianExpectation first, GaussianExpectation second, double q1, double q2) {
    this(first, second, q1, q2, 2);
  }

  /**
   * @param degree of the products of f and g that will be integrated
   */
  PairSampler(
      GaussianExpectation first, GaussianExpectation second, double q1, double q2, int degree) {
    this.first = first;
    this.second = second;
    pair = ScaledPair.of(first, second, q1, q2);
    double s1 = pair.s1();
    double s2 = pair.s2();
    pointMasses = new PointMasses(first, second, s1, s2);
    reach =
        Math.max(
            GaussianReach.of(pair.f().growth(), s1, degree),
            GaussianReach.of(pair.g().growth(), s2, degree));
    first.checkResolved(s1);
    second.checkResolved(s2);
    step = Math.min(first.sample(s1, 0).step(), second.sample(s2, 0).step());
    overflows =
        Double.isInfinite(first.moment(DerivativeOrder.VALUE, 2, s1, 0).value())
            || Double.isInfinite(second.moment(DerivativeOrder.VALUE, 2, s2, 0).value());
    extents[0] = 2 * reach;
    for (int k = 1; k < 3; k++) {
      extents[k] = Math.max(extent(first.sample(s1, 0), k), extent(second.sample(s2, 0), k));
    }
    if (Double.isNaN(step)) {
      lattice = null;
      panels = new PanelPlane(pair, first, second, reach);
    } else {
      lattice = new LatticePlane(pair, step, reach, panelWidth());
      panels = null;
    }
  }

  /**
   * The half-width of the strip of analyticity is about six steps: then a panel is ten of them
   * wide. At small variances the step is that of the Gaussian, and the mesh knows more.
   */
  private double panelWidth() {
    if (pair.s1() == 0) {
      return 10 * step;
    }
    ScaledMesh mesh = ScaledMesh.of(first.mesh(pair.s1() * reach), pair.s1(), reach, 1);
    return Math.max(10 * step, mesh.narrowest(-reach, reach));
  }

  @Override
  public Estimate covariance(DerivativeOrder order, double angle) {
    Estimate regular = regularCovariance(order, angle);
    Estimate masses = pointMasses.of(order, angle);
    return new Estimate(
        regular.value() + masses.value(), regular.errorBound() + masses.errorBound());
  }

  @Override
  public Estimate regularCovariance(DerivativeOrder order, double angle) {
    check(angle);
    if (pair.parity() == -1) {
      return new Estimate(0, 0);
    }
    if (overflows) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    if (conditions(order, angle)) {
      return conditional(angle).covariance(order);
    }
    return lattice != null
        ? lattice.covariance(order, angle)
        : panels.integrate(new ProductIntegrand(pair, panels, order), angle);
  }

  /** Whether conditioning on what x and y share takes less work than two dimensions. */
  private boolean conditions(DerivativeOrder order, double angle) {
    if (pair.s1() == 0
        || pair.s2() == 0
        || Math.sin(angle) < SMALLEST_SINE
        || reach > LARGEST_REACH) {
      return false;
    }
    double extent = extents[order.ordinal()];
    if (lattice == null) {
      double spacing = spacing(angle) / ActivationMesh.RULE.size();
      double nodes = first.sample(pair.s1(), 0).rule().size();
      double panels = Math.max(PANELS_COST, COST_BY_SQUARE * nodes * nodes);
      if (singular()) {
        panels *= SINGULAR_PANELS;
      }
      return ConditionalPair.cost(angle, extent, reach, spacing, 0.5 * nodes) < panels;
    }
    double points = 2 * reach / step;
    double symmetries = (pair.sameLaw() ? 2 : 1) * (pair.parity() == 1 ? 2 : 1);
    double work = 0.8 * points * points / symmetries * POINT_COST;
    return ConditionalPair.cost(angle, extent, reach, spacing(angle), 0) < work;
  }

  private boolean singular() {
    return first.singular() || second.singular();
  }

  private double extent(LineSample sample, int k) {
    double[] z = sample.rule().nodes();
    int[] support = ConditionalSide.support(sample.rule(), sample.values()[k], reach);
    return support[1] > support[0] ? z[support[1] - 1] - z[support[0]] : 0;
  }

  /** √(1 − |c|). */
  private static double deviation(double angle) {
    return Math.sqrt(2) * Math.sin(Math.min(angle, Math.PI - angle) / 2);
  }

  /** The step, or the width of panels, that resolves the deviation: one of a few. */
  private double spacing(double angle) {
    boolean onLattice = lattice != null;
    double spacing = onLattice ? step : WIDEST_PANEL_OF_A_DENSITY;
    double wanted = deviation(angle) * (onLattice ? 1 / NODES_PER_DEVIATION : spacing);
    while (spacing > wanted) {
      spacing *= FINER;
    }
    return spacing;
  }

  private ConditionalPair conditional(double angle) {
    ConditionalPair recent = first.recent();
    if (recent == null || !recent.serves(this, angle)) {
      recent = newPair(angle);
      first.remember(recent);
    }
    return recent;
  }

  private ConditionalPair newPair(double angle) {
    double spacing = spacing(angle);
    boolean onLattice = lattice != null;
    ConditionalSide a = first.side(pair.s1(), reach, spacing, onLattice);
    ConditionalSide b = pair.sameLaw() ? a : second.side(pair.s2(), reach, spacing, onLattice);
    double s = deviation(angle);
    double reachX = GaussianReach.of(pair.f().growth(), pair.s1() * s, 1) - BEYOND_ROUNDING;
    double reachY = GaussianReach.of(pair.g().growth(), pair.s2() * s, 1) - BEYOND_ROUNDING;
    return new ConditionalPair(this, a, b, angle, reach - BEYOND_ROUNDING, reachX, reachY);
  }

  @Override
  public Estimate gap(double level, double imbalance, double angle) {
    check(angle);
    // of an even function only |x| counts: the angle π − θ gives the same law and is the small one
    double small =
        pair.same() && pair.f().parity() == Parity.EVEN && angle > Math.PI / 2
            ? supplement(angle)
            : angle;
    if (pair.sameLaw() && imbalance == 0 && small == 0) {
      return new Estimate(0, 0);
    }
    if (overflows) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    ScaledDifference difference = new ScaledDifference(pair, level, imbalance);
    Estimate conditional = null;
    if (conditions(DerivativeOrder.VALUE, small)) {
      conditional = conditional(small).gap(level, imbalance);
      double tolerance = singular() ? SINGULAR_GAP_TOLERANCE : GAP_TOLERANCE;
      if (conditional.errorBound() <= tolerance * conditional.value()) {
        return conditional;
      }
    }
    Estimate direct =
        lattice != null
            ? lattice.gap(difference, small)
            : panels.integrate(new GapIntegrand(pair, panels, difference), small);
    return conditional == null || direct.errorBound() < conditional.errorBound()
        ? direct
        : conditional;
  }

  /** The whole rule in the plane, with f and g at its points; see {@link PlaneRule}. */
  PlaneRule plane(double angle) {
    check(angle);
    PlaneRule.Builder builder = new PlaneRule.Builder(angle);
    if (lattice != null) {
      lattice.collect(angle, builder);
    } else {
      panels.integrate(new PlaneCollector(pair, panels, builder), angle);
    }
    return builder.build();
  }

  /** π − θ, of the number π, not of the double; 0 where θ is the double next to π. */
  static double supplement(double angle) {
    return angle == Math.PI ? 0 : Math.PI - angle + PI_LOW;
  }

  private static void check(double angle) {
    if (!(angle >= 0 && angle <= Math.PI)) {
      throw new IllegalArgumentException(
          "the angle of a correlation lies in [0, pi], got " + angle);
    }
  }
}
