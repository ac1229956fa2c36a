package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Parity;
import io.brink.internal.simd.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link AngleSampler} in rotated coordinates: with u, v independent standard normal,
 *
 * <pre>x = √q₁(cos(θ/2)u + sin(θ/2)v),  y = √q₂(cos(θ/2)u − sin(θ/2)v)</pre>
 *
 * for θ ≤ π/2; beyond, y(θ) is −y(π − θ) in law and g(−y) takes the place of g, so that the inner
 * variable u always has the larger coefficient. Nothing degenerates as θ → 0.
 *
 * <p>Analytic f, g: the trapezoidal rule in both variables, with the step that the one-dimensional
 * moments need. Otherwise Gauss–Legendre panels in u between the lines x = edge and y = edge of the
 * two meshes, and in v panels bounded by the crossings of two kink lines and narrowed where one
 * mesh's fine part passes over the other's.
 */
final class PairSampler implements AngleSampler {
  private static final GaussLegendre RULE = ActivationMesh.RULE;
  private static final double WIDEST_PANEL = 3.2;

  /** π minus the double next to it. */
  private static final double PI_LOW = 1.2246467991473532e-16;

  /** Nearer to correlation ±1 than this, the rows of a {@link ConditionalPair} are too many. */
  private static final double SMALLEST_SINE = 0.004;

  /** A gap by conditioning with a larger relative error is computed from its integral. */
  private static final double GAP_TOLERANCE = 3e-14;

  /** Of the whole plane: e^{−2π²/h²}, the error of the Gaussian itself, is 10⁻¹³. */
  private static final double WIDEST_PLANE_STEP = 0.8;

  /** Part of the reach of the other rules that 10⁻¹² needs. */
  private static final double PLANE_REACH = 0.8;

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

  /** Beyond this reach the densities lose digits. */
  private static final double LARGEST_REACH = 36;

  /** Rows are evaluated together until there are this many points. */
  private static final int BATCH = 512;

  private final GaussianExpectation first;
  private final GaussianExpectation second;
  private final Activation f;
  private final Activation g;
  private final double q1;
  private final double q2;
  private final double s1;
  private final double s2;
  private final boolean same;
  private final boolean sameLaw;
  private final PointMasses pointMasses;
  private final double reach;

  /**
   * Whether E f² or E g² is not a double: the moments of the pair may be, but not by this method.
   */
  private final boolean overflows;

  /** Trapezoidal step, or NaN where panels are needed. */
  private final double step;

  /** The width of a panel that would resolve f, for the lattice; in standard deviations. */
  private final double latticeWidth;

  private final ScaledMesh meshF;
  private final ScaledMesh meshG;
  private final ScaledMesh reflectedG;

  /** The range of z in which φ, φ′, φ″ count, as far as f and g agree on it. */
  private final double[] extents = new double[3];

  /** A mesh in units of the standard deviation; points are its edges in units of the argument. */
  private record ScaledMesh(double[] edges, boolean[] kinks, double[] points, double[] widths) {

    /**
     * @param part by what part the panels must be narrower than the mesh allows
     */
    static ScaledMesh of(ActivationMesh mesh, double scale, double reach, double part) {
      if (scale == 0) {
        double far = 4 * reach;
        return new ScaledMesh(
            new double[] {-far, far},
            new boolean[2],
            new double[] {-far, far},
            new double[] {2 * far});
      }
      double[] e = mesh.edges();
      int from = 0;
      int to = e.length - 1;
      while (from + 1 < to && e[from + 1] / scale <= -reach) {
        from++;
      }
      while (to - 1 > from && e[to - 1] / scale >= reach) {
        to--;
      }
      double[] scaled = new double[to - from + 1];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = e[from + i] / scale;
      }
      double[] widths = new double[to - from];
      for (int i = 0; i < widths.length; i++) {
        widths[i] = part * mesh.widths()[from + i] / scale;
      }
      return new ScaledMesh(
          scaled,
          Arrays.copyOfRange(mesh.kinks(), from, to + 1),
          Arrays.copyOfRange(e, from, to + 1),
          widths);
    }

    int panels() {
      return edges.length - 1;
    }

    double width(int i) {
      return widths[i];
    }

    /** The panel that contains x, the first or last if x lies outside. */
    int panelOf(double x) {
      int i = Arrays.binarySearch(edges, x);
      int panel = i >= 0 ? i : -i - 2;
      return Math.max(0, Math.min(panels() - 1, panel));
    }

    /** The narrowest panel that meets the open interval (a, b). */
    double narrowest(double a, double b) {
      double slack = 1e-12 * (1 + Math.abs(a));
      int i = panelOf(a + slack);
      double width = width(i);
      for (i++; i < panels() && edges[i] < b - slack; i++) {
        width = Math.min(width, width(i));
      }
      return width;
    }
  }

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
    this.q1 = q1;
    this.q2 = q2;
    s1 = GaussianExpectation.scale(q1);
    s2 = GaussianExpectation.scale(q2);
    f = first.activation();
    g = second.activation();
    same = first == second || f == g;
    sameLaw = same && q1 == q2;
    pointMasses = new PointMasses(first, second, s1, s2);
    reach =
        Math.max(
            GaussianReach.of(f.growth(), s1, degree), GaussianReach.of(g.growth(), s2, degree));
    double h = Math.min(first.sample(s1, 0).step(), second.sample(s2, 0).step());
    step = h;
    overflows =
        Double.isInfinite(first.moment(DerivativeOrder.VALUE, 2, s1, 0).value())
            || Double.isInfinite(second.moment(DerivativeOrder.VALUE, 2, s2, 0).value());
    // the half-width of the strip of analyticity is about six steps: then a panel is ten of them
    // wide;
    // at small variances the step is that of the Gaussian, and the mesh knows more
    extents[0] = 2 * reach;
    for (int k = 1; k < 3; k++) {
      extents[k] = Math.max(extent(first.sample(s1, 0), k), extent(second.sample(s2, 0), k));
    }
    ActivationMesh whole = first.mesh(s1 * reach);
    latticeWidth =
        Math.max(10 * h, s1 == 0 ? 0 : ScaledMesh.of(whole, s1, reach, 1).narrowest(-reach, reach));
    if (Double.isNaN(h)) {
      double partF = first.sample(s1, 0).part();
      double partG = second.sample(s2, 0).part();
      meshF = ScaledMesh.of(first.mesh(s1 * reach), s1, reach, partF);
      ActivationMesh unscaled = second.mesh(s2 * reach);
      meshG = sameLaw ? meshF : ScaledMesh.of(unscaled, s2, reach, partG);
      reflectedG = ScaledMesh.of(unscaled.reflected(), s2, reach, partG);
    } else {
      meshF = null;
      meshG = null;
      reflectedG = null;
    }
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
    if (parity() == -1) {
      return new Estimate(0, 0);
    }
    if (overflows) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    if (conditions(order, angle)) {
      return conditional(angle).covariance(order);
    }
    return Double.isNaN(step) ? panels(new Product(order), angle) : lattice(order, angle);
  }

  /** Whether conditioning on what x and y share takes less work than two dimensions. */
  private boolean conditions(DerivativeOrder order, double angle) {
    if (s1 == 0 || s2 == 0 || Math.sin(angle) < SMALLEST_SINE || reach > LARGEST_REACH) {
      return false;
    }
    double extent = extents[order.ordinal()];
    if (Double.isNaN(step)) {
      double spacing = spacing(angle) / RULE.size();
      double nodes = first.sample(s1, 0).rule().size();
      double panels = Math.max(PANELS_COST, COST_BY_SQUARE * nodes * nodes);
      return ConditionalPair.cost(angle, extent, reach, spacing, 0.5 * nodes) < panels;
    }
    double points = 2 * reach / step;
    double symmetries = (sameLaw ? 2 : 1) * (parity() == 1 ? 2 : 1);
    double lattice = 0.8 * points * points / symmetries * POINT_COST;
    return ConditionalPair.cost(angle, extent, reach, spacing(angle), 0) < lattice;
  }

  private double extent(GaussianExpectation.Sample sample, int k) {
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
    boolean lattice = !Double.isNaN(step);
    double spacing = lattice ? step : WIDEST_PANEL_OF_A_DENSITY;
    double wanted = deviation(angle) * (lattice ? 1 / NODES_PER_DEVIATION : spacing);
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
    boolean lattice = !Double.isNaN(step);
    ConditionalSide a = first.side(s1, reach, spacing, lattice);
    ConditionalSide b = sameLaw ? a : second.side(s2, reach, spacing, lattice);
    double s = deviation(angle);
    double reachX = GaussianReach.of(f.growth(), s1 * s, 1) - BEYOND_ROUNDING;
    double reachY = GaussianReach.of(g.growth(), s2 * s, 1) - BEYOND_ROUNDING;
    return new ConditionalPair(this, a, b, angle, reach - BEYOND_ROUNDING, reachX, reachY);
  }

  @Override
  public Estimate gap(double level, double imbalance, double angle) {
    check(angle);
    // of an even function only |x| counts: the angle π − θ gives the same law and is the small one
    double small =
        same && f.parity() == Parity.EVEN && angle > Math.PI / 2 ? supplement(angle) : angle;
    if (sameLaw && imbalance == 0 && small == 0) {
      return new Estimate(0, 0);
    }
    if (overflows) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    Difference difference = new Difference(level, imbalance);
    Estimate conditional = null;
    if (conditions(DerivativeOrder.VALUE, small)) {
      conditional = conditional(small).gap(level, imbalance);
      if (conditional.errorBound() <= GAP_TOLERANCE * conditional.value()) {
        return conditional;
      }
    }
    Estimate direct =
        Double.isNaN(step) ? panels(difference, small) : latticeGap(difference, small);
    return conditional == null || direct.errorBound() < conditional.errorBound()
        ? direct
        : conditional;
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

  /** +1, −1: f(−x)g(−y) = ±f(x)g(y); 0: neither is known. */
  private int parity() {
    if (f.parity() == Parity.NONE || g.parity() == Parity.NONE) {
      return 0;
    }
    return f.parity() == g.parity() ? 1 : -1;
  }

  private static void evaluate(
      Activation a, DerivativeOrder order, int n, double[] x, double[] out) {
    switch (order) {
      case VALUE -> a.evaluate(n, x, out, null, null);
      case FIRST -> a.evaluate(n, x, null, out, null);
      case SECOND -> a.evaluate(n, x, null, null, out);
    }
  }

  // ---- analytic activations: trapezoidal rule in u and v ----

  private Estimate lattice(DerivativeOrder order, double angle) {
    double cos = Math.cos(angle / 2);
    double sin = Math.sin(angle / 2);
    int side = (int) Math.ceil(reach / step);
    double[] w = latticeWeights(side, step);
    // v → −v exchanges x and y; (u, v) → (−u, −v) is the parity
    boolean halfV = sameLaw || parity() == 1;
    boolean halfU = sameLaw && parity() == 1;
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
        x[n] = s1 * (a + b);
        y[n] = s2 * (a - b);
        double weightHere = wj * w[Math.abs(i)] * (halfU && i != 0 ? 2 : 1);
        // the sign tells the two interleaved lattices apart
        weight[n++] = ((i + j) & 1) == 0 ? weightHere : -weightHere;
      }
      if (n >= BATCH || j == side) {
        evaluate(f, order, n, x, fx);
        evaluate(g, order, n, y, gy);
        sum.addAll(n, weight, fx, gy);
        n = 0;
      }
    }
    return sum.estimate();
  }

  private static double[] latticeWeights(int side, double step) {
    double[] w = new double[side + 1];
    for (int i = 0; i <= side; i++) {
      w[i] = step * GaussianExpectation.density(i * step);
    }
    return w;
  }

  /** Sums over the lattice and over its two halves, whose difference tells the error. */
  private static final class LatticeSum {
    private double even;
    private double odd;
    private double sum;
    private double magnitude;
    private double rounding;

    /** Adds |weight|·a·b, by a subtotal, to the half that the sign of the weight names. */
    void addAll(int n, double[] signedWeight, double[] a, double[] b) {
      double total = 0;
      double difference = 0;
      double absolute = 0;
      for (int i = 0; i < n; i++) {
        double signed = signedWeight[i] * a[i] * b[i];
        double term = Math.abs(signedWeight[i]) * a[i] * b[i];
        total += term;
        difference += signed;
        absolute += Math.abs(signed);
      }
      even += 0.5 * (total + difference);
      odd += 0.5 * (total - difference);
      sum += total;
      magnitude += absolute;
    }

    /** Counts what rounding does to the differences. */
    void addNoise(int n, double weight, double[] noise, double[] d) {
      for (int i = 0; i < n; i++) {
        rounding += weight * noise[i] * Math.abs(d[i]);
      }
    }

    Estimate estimate() {
      if (!(magnitude < Double.POSITIVE_INFINITY)) {
        return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
      }
      if (magnitude == 0) {
        return new Estimate(0, 0);
      }
      // each half is a lattice √2 wider: its relative error is the √½-th power of that of the whole
      double half = Math.abs(even - odd) / magnitude;
      return new Estimate(
          sum,
          Rounding.bound(magnitude) + rounding + 30 * magnitude * Math.pow(half, Math.sqrt(2)));
    }
  }

  private Estimate latticeGap(Difference difference, double angle) {
    double cos = Math.cos(angle / 2);
    double sin = Math.sin(angle / 2);
    int side = (int) Math.ceil(reach / step);
    double[] w = latticeWeights(side, step);
    boolean halfV = (sameLaw && difference.imbalance == 0) || parity() == 1;
    LatticeSum sum = new LatticeSum();
    double[] u = new double[2 * side + 1];
    double[] d = new double[2 * side + 1];
    double[] weight = new double[2 * side + 1];
    double width = latticeWidth;
    for (int j = halfV ? 0 : -side; j <= side; j++) {
      double v = j * step;
      double wj = w[Math.abs(j)] * (halfV && j != 0 ? 2 : 1);
      int extent = (int) Math.min(side, Math.sqrt(Math.max(0, reach * reach - v * v)) / step);
      int n = 0;
      for (int i = -extent; i <= extent; i++) {
        u[n++] = i * step;
      }
      difference.row(cos, sin, v, extent * step, width, n, u, d, null);
      sum.addNoise(n, wj, difference.noise, d);
      for (int i = 0; i < n; i++) {
        double half = 0.5 * wj * w[Math.abs(i - extent)];
        weight[i] = ((i - extent + j) & 1) == 0 ? half : -half;
      }
      sum.addAll(n, weight, d, d);
    }
    return sum.estimate();
  }

  /** The whole rule in the plane, with f and g at its points; see {@link PlaneRule}. */
  PlaneRule plane(double angle) {
    check(angle);
    PlaneRule.Builder builder = new PlaneRule.Builder(angle);
    if (Double.isNaN(step)) {
      panels(new Collector(builder), angle);
    } else {
      latticePlane(angle, builder);
    }
    return builder.build();
  }

  /**
   * The lattice for moments that need fewer digits: the error at h is e^{−2πd/h}, so at 1.6 h the
   * 10⁻¹⁸ of {@link #step} become 10⁻¹¹.
   */
  private void latticePlane(double angle, PlaneRule.Builder builder) {
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
        x[n] = s1 * (cos * u[n] + sin * v);
        y[n] = s2 * (cos * u[n] - sin * v);
        weight[n++] = w[Math.abs(j)] * w[Math.abs(i)];
      }
      f.evaluate(n, x, fx, null, null);
      g.evaluate(n, y, gy, null, null);
      builder.row(n, v, u, 1, weight, fx, gy);
    }
  }

  /** Takes down the rows of the panel rule. */
  private final class Collector implements Integrand {
    private final PlaneRule.Builder builder;
    private final Row row = new Row();

    Collector(PlaneRule.Builder builder) {
      this.builder = builder;
    }

    @Override
    public boolean even() {
      return false;
    }

    @Override
    public double inner(Frame frame, double v, Tally tally) {
      walk(frame, v, -reach, row);
      points(frame, v, row);
      f.evaluate(row.n, row.x, row.fx, null, null);
      g.evaluate(row.n, row.y, row.gy, null, null);
      if (frame.reflected) {
        builder.reflectedRow(row.n, v, row.u, tally.outerWeight, row.weight, row.fx, row.gy);
      } else {
        builder.row(row.n, v, row.u, tally.outerWeight, row.weight, row.fx, row.gy);
      }
      return 0;
    }
  }

  // ---- any activation: panels ----

  /** What is integrated over a panel in u at a given v. */
  private interface Integrand {
    /** Integral over u, times the density of u; the error goes into {@code tally}. */
    double inner(Frame frame, double v, Tally tally);

    /** Whether the integrand takes equal values at v and −v when integrated over u. */
    boolean even();
  }

  /** The geometry at one angle. */
  private record Frame(
      double cos, double sin, boolean reflected, ScaledMesh meshF, ScaledMesh meshG) {}

  /** Inner error and the size of the terms. */
  private static final class Tally {
    double error;
    double magnitude;

    /** The weight of the row, the density of v included. */
    double outerWeight;
  }

  private Estimate panels(Integrand integrand, double angle) {
    boolean reflected = angle > Math.PI / 2;
    double small = reflected ? supplement(angle) : angle;
    Frame frame =
        new Frame(
            Math.cos(small / 2),
            Math.sin(small / 2),
            reflected,
            meshF,
            reflected ? reflectedG : meshG);
    boolean half = integrand.even() && (parity() == 1 || (sameLaw && !reflected));
    double[] edges = outerEdges(frame, half ? 0 : -reach);
    double factor = half ? 2 : 1;
    double sum = 0;
    double error = 0;
    double magnitude = 0;
    int n = RULE.size();
    double[] values = new double[n];
    for (int p = 0; p + 1 < edges.length; p++) {
      double halfWidth = (edges[p + 1] - edges[p]) / 2;
      double largest = 0;
      for (int i = 0; i < n; i++) {
        double v = edges[p] + halfWidth * (1 + RULE.nodes[i]);
        Tally tally = new Tally();
        double density = GaussianExpectation.density(v);
        double w = factor * halfWidth * RULE.weights[i];
        tally.outerWeight = w * density;
        values[i] = density * integrand.inner(frame, v, tally);
        sum += w * values[i];
        error += w * density * tally.error;
        magnitude += w * density * tally.magnitude;
        largest = Math.max(largest, density * tally.magnitude);
      }
      error += factor * halfWidth * RULE.truncation(values, 0, largest);
    }
    if (!(magnitude < Double.POSITIVE_INFINITY)) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    return new Estimate(sum, Rounding.bound(magnitude) + error);
  }

  /** Panel edges in v, from {@code start} to the reach. */
  private double[] outerEdges(Frame frame, double start) {
    List<Double> cuts = new ArrayList<>();
    cuts.add(start);
    cuts.add(reach);
    if (start < 0) {
      cuts.add(0.0);
    }
    double twiceSin = 2 * frame.sin;
    if (twiceSin > 0) {
      ScaledMesh a = frame.meshF;
      ScaledMesh b = frame.meshG;
      for (int i = 0; i < a.edges.length; i++) {
        for (int j = 0; a.kinks[i] && j < b.edges.length; j++) {
          double v = (a.edges[i] - b.edges[j]) / twiceSin;
          if (b.kinks[j] && v > start && v < reach) {
            cuts.add(v);
          }
        }
      }
    }
    double[] sorted = cuts.stream().mapToDouble(Double::doubleValue).sorted().distinct().toArray();
    List<Double> edges = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.length; i++) {
      double width = sorted[i + 1] - sorted[i];
      if (width < 1e-14) {
        continue;
      }
      int parts = (int) Math.ceil(width / WIDEST_PANEL);
      for (int k = 0; k < parts; k++) {
        double a = sorted[i] + width * k / parts;
        double b = k == parts - 1 ? sorted[i + 1] : sorted[i] + width * (k + 1) / parts;
        bisect(frame, a, b, 0, edges);
      }
    }
    edges.add(reach);
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void bisect(Frame frame, double a, double b, int depth, List<Double> edges) {
    if (depth > 45 || fits(frame, a, b)) {
      edges.add(a);
      return;
    }
    double middle = a + (b - a) / 2;
    bisect(frame, a, middle, depth + 1, edges);
    bisect(frame, middle, b, depth + 1, edges);
  }

  /**
   * Whether the inner integral is resolved on a ≤ v ≤ b. As v moves by dv, one function slides over
   * the other by 2 sin(θ/2) dv; the path of integration may be bent away from a singularity of one
   * where the other has none near. So the slide must not exceed, at any place, the sum of the panel
   * widths of the two, a kink counting as width 0.
   */
  private boolean fits(Frame frame, double a, double b) {
    double slide = 2 * frame.sin * (b - a);
    if (slide == 0) {
      return true;
    }
    return fits(frame.meshF, frame.meshG, -2 * frame.sin * b, -2 * frame.sin * a, slide)
        && fits(frame.meshG, frame.meshF, 2 * frame.sin * a, 2 * frame.sin * b, slide);
  }

  private static boolean fits(
      ScaledMesh one, ScaledMesh other, double from, double to, double slide) {
    for (int i = 0; i < one.panels(); i++) {
      double width = one.width(i);
      if (width < slide
          && width + other.narrowest(one.edges[i] + from, one.edges[i + 1] + to) < slide) {
        return false;
      }
      if (one.kinks[i] && other.narrowest(one.edges[i] + from, one.edges[i] + to) < slide) {
        return false;
      }
    }
    return true;
  }

  /** Working arrays of one row of inner nodes. */
  private static final class Row {
    double[] u = new double[512];
    double[] weight = new double[512];
    double[] x = new double[512];
    double[] y = new double[512];
    double[] fx = new double[512];
    double[] gy = new double[512];
    private final double[] density = new double[RULE.size()];
    private double[] exponent = new double[512];
    int n;

    void panel(double a, double b) {
      int size = RULE.size();
      if (n + size > u.length) {
        int length = 2 * u.length;
        u = Arrays.copyOf(u, length);
        weight = Arrays.copyOf(weight, length);
        x = new double[length];
        y = new double[length];
        fx = new double[length];
        gy = new double[length];
      }
      double half = (b - a) / 2;
      for (int k = 0; k < size; k++) {
        double node = a + half * (1 + RULE.nodes[k]);
        u[n] = node;
        weight[n++] = half * RULE.weights[k];
      }
    }

    /** Multiplies the weights by the density of u, once all panels are there. */
    void weigh() {
      if (exponent.length < n) {
        exponent = new double[u.length];
      }
      for (int i = 0; i < n; i++) {
        exponent[i] = -0.5 * u[i] * u[i];
      }
      VectorMath.preferred().exp(n, exponent, exponent);
      for (int i = 0; i < n; i++) {
        weight[i] *= GaussianExpectation.DENSITY_AT_ZERO * exponent[i];
      }
    }

    double sum(Tally tally) {
      double sum = 0;
      int size = RULE.size();
      for (int from = 0; from < n; from += size) {
        double total = 0;
        double absolute = 0;
        for (int i = 0; i < size; i++) {
          double term = weight[from + i] * fx[from + i] * gy[from + i];
          total += term;
          absolute += Math.abs(term);
          density[i] = term / RULE.weights[i];
        }
        sum += total;
        tally.magnitude += absolute;
        tally.error += RULE.truncation(density, 0, absolute);
      }
      return sum;
    }
  }

  /** Fills the row with panels of u that fit both meshes at this v, and with x and y. */
  private void walk(Frame frame, double v, double from, Row row) {
    row.n = 0;
    double to = Math.sqrt(Math.max(0, reach * reach - v * v));
    double[] a = shifted(frame.meshF.edges, -frame.sin * v, frame.cos);
    double[] b = shifted(frame.meshG.edges, frame.sin * v, frame.cos);
    double[] wa = shifted(frame.meshF.widths, 0, frame.cos);
    double[] wb = shifted(frame.meshG.widths, 0, frame.cos);
    double start = from < 0 ? -to : 0;
    int i = PanelWalk.advance(a, 0, start);
    int j = PanelWalk.advance(b, 0, start);
    while (start < to) {
      double end = Math.min(to, start + WIDEST_PANEL);
      end = PanelWalk.end(a, wa, frame.meshF.kinks, i, start, end);
      end = PanelWalk.end(b, wb, frame.meshG.kinks, j, start, end);
      row.panel(start, end);
      start = end;
      i = PanelWalk.advance(a, i, start);
      j = PanelWalk.advance(b, j, start);
    }
    row.weigh();
  }

  private static double[] shifted(double[] edges, double by, double cos) {
    double[] out = new double[edges.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (edges[i] + by) / cos;
    }
    return out;
  }

  /** f⁽ᵏ⁾(x)g⁽ᵏ⁾(y). */
  private final class Product implements Integrand {
    private final DerivativeOrder order;
    private final Row row = new Row();

    Product(DerivativeOrder order) {
      this.order = order;
    }

    @Override
    public boolean even() {
      return true;
    }

    @Override
    public double inner(Frame frame, double v, Tally tally) {
      // beyond π/2 with equal laws, u → −u exchanges x and y
      boolean half = sameLaw && frame.reflected;
      walk(frame, v, half ? 0 : -reach, row);
      points(frame, v, row);
      evaluate(f, order, row.n, row.x, row.fx);
      evaluate(g, order, row.n, row.y, row.gy);
      double sum = row.sum(tally);
      if (half) {
        tally.error *= 2;
        tally.magnitude *= 2;
        return 2 * sum;
      }
      return sum;
    }
  }

  private void points(Frame frame, double v, Row row) {
    double b = frame.sin * v;
    double sign = frame.reflected ? -s2 : s2;
    for (int i = 0; i < row.n; i++) {
      double a = frame.cos * row.u[i];
      row.x[i] = s1 * (a + b);
      row.y[i] = sign * (a - b);
    }
  }

  /** ½(a f(x) − b g(y))². */
  private final class Difference implements Integrand {
    private static final double NEAR = 0.02;
    private static final double FAR = 0.25;

    private final double level;
    private final double imbalance;

    /**
     * For each node of the last row, the rounding error of the difference; 0 where none was taken.
     */
    private double[] noise = new double[0];

    private final Row row = new Row();

    /** √q₁ − √q₂ without cancellation. */
    private final double spread;

    Difference(double level, double imbalance) {
      this.level = level;
      this.imbalance = imbalance;
      this.spread = q1 == q2 ? 0 : (q1 - q2) / (s1 + s2);
    }

    @Override
    public boolean even() {
      return imbalance == 0;
    }

    @Override
    public double inner(Frame frame, double v, Tally tally) {
      double to = Math.sqrt(Math.max(0, reach * reach - v * v));
      double separation = separation(frame, v, to);
      boolean near = same && !frame.reflected && separation <= NEAR * closestKinks(frame.meshF);
      row.n = 0;
      if (!near) {
        walk(frame, v, -reach, row);
        points(frame, v, row);
        f.evaluate(row.n, row.x, row.fx, null, null);
        g.evaluate(row.n, row.y, row.gy, null, null);
        for (int i = 0; i < row.n; i++) {
          double d = combine(row.fx[i] - row.gy[i], row.fx[i], row.gy[i]);
          tally.error += row.weight[i] * differenceNoise(row.fx[i], row.gy[i]) * Math.abs(d);
          row.fx[i] = 0.5 * d;
          row.gy[i] = d;
        }
        return row.sum(tally);
      }
      return segments(frame, v, to, tally);
    }

    private double combine(double difference, double fx, double gy) {
      return imbalance == 0
          ? level * difference
          : level * difference + imbalance * (0.5 * (fx + gy));
    }

    private double differenceNoise(double fx, double gy) {
      return 0x1p-52 * Math.abs(level) * (Math.abs(fx) + Math.abs(gy));
    }

    /** max |x − y|/√q over |u| ≤ to. */
    private double separation(Frame frame, double v, double to) {
      double scale = Math.max(s1, s2);
      return scale == 0
          ? 0
          : (Math.abs(spread) * frame.cos * to + (s1 + s2) * frame.sin * Math.abs(v)) / scale;
    }

    private double closestKinks(ScaledMesh mesh) {
      double closest = 1;
      double last = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < mesh.edges.length; i++) {
        if (mesh.kinks[i]) {
          closest = Math.min(closest, mesh.edges[i] - last);
          last = mesh.edges[i];
          if (i > 0) {
            closest = Math.min(closest, mesh.edges[i] - mesh.edges[i - 1]);
          }
          if (i < mesh.panels()) {
            closest = Math.min(closest, mesh.edges[i + 1] - mesh.edges[i]);
          }
        }
      }
      return closest;
    }

    /**
     * x and y so near that at most one kink lies between them: strips of u in which a kink does,
     * held by centre and half-width however narrow they are, and panels between the strips, on
     * which φ is analytic from y to x.
     */
    private double segments(Frame frame, double v, double to, Tally tally) {
      ScaledMesh mesh = frame.meshF;
      double sum = 0;
      double from = -to;
      double lower = Double.NEGATIVE_INFINITY;
      for (int i = 0; i <= mesh.edges.length; i++) {
        boolean end = i == mesh.edges.length;
        if (!end && !mesh.kinks[i]) {
          continue;
        }
        double kink = end ? Double.POSITIVE_INFINITY : mesh.points[i];
        double ux = end ? to : (mesh.edges[i] - frame.sin * v) / frame.cos;
        double uy = end ? to : (kink / s2 + frame.sin * v) / frame.cos;
        double left = Math.min(ux, uy);
        double right = Math.max(ux, uy);
        if (left > from) {
          sum += between(frame, v, from, Math.min(left, to), lower, kink, tally);
        }
        if (end || left >= to) {
          break;
        }
        if (right > -to) {
          sum += strip(frame, v, i, tally);
        }
        from = Math.max(from, right);
        lower = kink;
        if (from >= to) {
          break;
        }
      }
      return sum;
    }

    /** Panels on which neither x nor y meets a kink. */
    private double between(
        Frame frame, double v, double a, double b, double lower, double upper, Tally tally) {
      double[] edges = shifted(frame.meshF.edges, -frame.sin * v, frame.cos);
      double[] widths = shifted(frame.meshF.widths, 0, frame.cos);
      boolean[] none = new boolean[edges.length];
      double sum = 0;
      double start = a;
      int i = PanelWalk.advance(edges, 0, start);
      while (start < b) {
        double end =
            PanelWalk.end(edges, widths, none, i, start, Math.min(b, start + WIDEST_PANEL));
        row.n = 0;
        row.panel(start, end);
        row.weigh();
        row(
            frame.cos,
            frame.sin,
            v,
            Math.max(Math.abs(start), Math.abs(end)),
            end - start,
            row.n,
            row.u,
            row.fx,
            new double[] {lower, upper});
        for (int k = 0; k < row.n; k++) {
          tally.error += row.weight[k] * noise[k] * Math.abs(row.fx[k]);
          row.gy[k] = 0.5 * row.fx[k];
        }
        sum += row.sum(tally);
        start = end;
        i = PanelWalk.advance(edges, i, start);
      }
      return sum;
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
      double separation = (Math.abs(spread) * cos * furthest + (s1 + s2) * sin * Math.abs(v));
      double relative = separation / (width * Math.max(s1, s2));
      boolean average = same && !(relative > FAR);
      GaussLegendre rule = relative <= NEAR ? NEAR_AVERAGE : FAR_AVERAGE;
      if (noise.length < n) {
        noise = new double[n];
      }
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = clamp(s1 * (cos * u[i] + sin * v), piece);
        y[i] = clamp(s2 * (cos * u[i] - sin * v), piece);
      }
      double[] fx = new double[n];
      double[] gy = new double[n];
      if (!average || imbalance != 0) {
        f.evaluate(n, x, fx, null, null);
        g.evaluate(n, y, gy, null, null);
      }
      if (!average) {
        for (int i = 0; i < n; i++) {
          out[i] = combine(fx[i] - gy[i], fx[i], gy[i]);
          noise[i] = differenceNoise(fx[i], gy[i]);
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
      f.evaluate(n * m, t, null, slope, null);
      for (int i = 0; i < n; i++) {
        double mean = 0;
        for (int k = 0; k < m; k++) {
          mean += 0.5 * rule.weights[k] * slope[i * m + k];
        }
        double distance = spread * (cos * u[i]) + (s1 + s2) * (sin * v);
        out[i] = combine(distance * mean, fx[i], gy[i]);
      }
    }

    /**
     * The strip of u in which the kink lies between x and y: there the difference is the jump of φ
     * plus the way from the kink to x and to y, each times the mean of φ′ on its side.
     */
    private double strip(Frame frame, double v, int edge, Tally tally) {
      double kink = frame.meshF.points[edge];
      double centre = 0.5 * (kink / s1 + kink / s2) / frame.cos;
      // x meets the kink at centre − half, y at centre + half
      double half = (frame.sin * v - 0.5 * kink * (1 / s1 - 1 / s2)) / frame.cos;
      double width = Math.abs(half);
      if (width == 0) {
        return 0;
      }
      boolean rising = half > 0;
      double above = Math.nextUp(kink);
      double below = Math.nextDown(kink);
      int n = RULE.size();
      int m = NEAR_AVERAGE.size();
      double[] alongX = new double[n];
      double[] alongY = new double[n];
      double[] points = new double[2 * n * m];
      double[] slopes = new double[2 * n * m];
      row.n = n;
      for (int k = 0; k < n; k++) {
        double t = RULE.nodes[k];
        double u = centre + width * t;
        row.u[k] = u;
        row.weight[k] = width * RULE.weights[k] * GaussianExpectation.density(u);
        alongX[k] = s1 * frame.cos * width * (t + Math.signum(half));
        alongY[k] = s2 * frame.cos * width * (t - Math.signum(half));
        row.x[k] = onSide(kink + alongX[k], rising, above, below);
        row.y[k] = onSide(kink + alongY[k], !rising, above, below);
        for (int l = 0; l < m; l++) {
          double part = 0.5 * (1 + NEAR_AVERAGE.nodes[l]);
          points[k * m + l] = onSide(kink + part * alongX[k], rising, above, below);
          points[(n + k) * m + l] = onSide(kink + part * alongY[k], !rising, above, below);
        }
      }
      f.evaluate(n, row.x, row.fx, null, null);
      g.evaluate(n, row.y, row.gy, null, null);
      f.evaluate(2 * n * m, points, null, slopes, null);
      Breakpoint breakpoint = breakpointAt(kink);
      boolean singular =
          Double.isInfinite(breakpoint.valueJump())
              || Double.isInfinite(breakpoint.derivativeJump());
      double jump = rising ? breakpoint.valueJump() : -breakpoint.valueJump();
      for (int k = 0; k < n; k++) {
        double meanX = 0;
        double meanY = 0;
        for (int l = 0; l < m; l++) {
          meanX += 0.5 * NEAR_AVERAGE.weights[l] * slopes[k * m + l];
          meanY += 0.5 * NEAR_AVERAGE.weights[l] * slopes[(n + k) * m + l];
        }
        double difference =
            singular ? row.fx[k] - row.gy[k] : jump + alongX[k] * meanX - alongY[k] * meanY;
        double d = combine(difference, row.fx[k], row.gy[k]);
        if (singular) {
          tally.error += row.weight[k] * differenceNoise(row.fx[k], row.gy[k]) * Math.abs(d);
        }
        row.fx[k] = d;
        row.gy[k] = 0.5 * d;
      }
      return row.sum(tally);
    }

    private static double onSide(double x, boolean right, double above, double below) {
      return right ? Math.max(x, above) : Math.min(x, below);
    }

    private Breakpoint breakpointAt(double kink) {
      for (Breakpoint b : f.breakpoints()) {
        if (b.location() == kink) {
          return b;
        }
      }
      throw new IllegalStateException("no breakpoint of " + f.name() + " at " + kink);
    }

    private double clamp(double x, double[] piece) {
      if (piece == null) {
        return x;
      }
      return Math.max(piece[0], Math.min(piece[1] < 1e300 ? Math.nextDown(piece[1]) : piece[1], x));
    }
  }

  /** For the mean of φ′ between two points a fiftieth of a panel apart, and a quarter. */
  private static final GaussLegendre NEAR_AVERAGE = new GaussLegendre(4);

  private static final GaussLegendre FAR_AVERAGE = new GaussLegendre(10);
}
