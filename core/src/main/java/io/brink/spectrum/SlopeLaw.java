package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Parity;
import io.brink.expectation.GaussLegendre;
import io.brink.internal.special.NormalDistribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The law of t = φ′(√q z)² for z ~ N(0, 1), the squared slope of one unit, with a part that is
 * dropped: point masses where φ′ is constant, and a continuous part.
 *
 * <p>What the spectrum needs of it are M(w) = E t/(w − t), its derivative, and E arg(1 − t/w), for
 * w in the upper half plane and on the real axis outside of the support.
 *
 * <p>Method: Gauss–Legendre panels in z, cut at the breakpoints of φ and bisected until twenty
 * nodes resolve t. Near a w close to the support the integrand has a pole near a panel; a panel is
 * bisected until the distance of w from the interval of its values t is at least two thirds of that
 * interval's length. Then the pole lies outside of an ellipse of Bernstein on which the rule
 * converges to 10⁻¹³. The first thousand bisections are kept for later calls.
 */
final class SlopeLaw {

  /** Relative error of M to expect from the rule. */
  static final double QUADRATURE_ERROR = 2e-14;

  private static final GaussLegendre RULE = new GaussLegendre(20);
  private static final double REACH = 8.6;
  private static final double WIDEST = 1.5;
  private static final double RESOLVED = 1e-12;
  private static final double SAME = 1e-14;
  private static final double NEARLY_SAME = 1e-5;
  private static final double SMALLEST_MASS = 0.05;
  private static final double NOTHING = 1e-120;
  private static final double SMALLEST_ZERO = 1e-14;
  private static final int DEEPEST_CUT = 20;
  private static final double NEAR = 1.5;
  private static final int DEEPEST = 36;
  private static final double SMALL_ARGUMENT = 0.1;
  private static final int ARCTAN_TERMS = 8;
  private static final int MOST_KEPT = 1000;

  /**
   * A value that t takes with positive probability.
   *
   * @param value t &gt; 0
   * @param weight its probability
   */
  record PointMass(double value, double weight) {}

  /** What {@link #evaluate} finds: M, M′ and P(t &gt; 0) + M, which is small next to w = 0. */
  static final class Resolvent {
    private double gRe;
    private double gIm;
    private double mRe;
    private double mIm;
    private double dRe;
    private double dIm;
    private Complex supportPlusM = Complex.ONE;

    Complex supportPlusM() {
      return supportPlusM;
    }

    Complex m() {
      return new Complex(mRe, mIm);
    }

    Complex derivative() {
      return new Complex(dRe, dIm);
    }

    private void clear() {
      gRe = 0;
      gIm = 0;
      mRe = 0;
      mIm = 0;
      dRe = 0;
      dIm = 0;
    }

    /** Sums in locals, which registers hold: all time is spent here. */
    private void add(double wRe, double wIm, double[] t, double[] p) {
      double sumGRe = 0;
      double sumGIm = 0;
      double sumMRe = 0;
      double sumMIm = 0;
      double sumDRe = 0;
      double sumDIm = 0;
      for (int i = 0; i < t.length; i++) {
        double re = wRe - t[i];
        double factor = 1 / (re * re + wIm * wIm);
        double inverseRe = re * factor;
        double inverseIm = -wIm * factor;
        double pt = p[i] * t[i];
        sumGRe += p[i] * inverseRe;
        sumGIm += p[i] * inverseIm;
        sumMRe += pt * inverseRe;
        sumMIm += pt * inverseIm;
        sumDRe += pt * (inverseRe * inverseRe - inverseIm * inverseIm);
        sumDIm += pt * inverseRe * inverseIm;
      }
      gRe += sumGRe;
      gIm += sumGIm;
      mRe += sumMRe;
      mIm += sumMIm;
      dRe -= sumDRe;
      dIm -= 2 * sumDIm;
    }

    private void add(double wRe, double wIm, double t, double p) {
      double re = wRe - t;
      double factor = 1 / (re * re + wIm * wIm);
      double inverseRe = re * factor;
      double inverseIm = -wIm * factor;
      double pt = p * t;
      gRe += p * inverseRe;
      gIm += p * inverseIm;
      mRe += pt * inverseRe;
      mIm += pt * inverseIm;
      dRe -= pt * (inverseRe * inverseRe - inverseIm * inverseIm);
      dIm -= 2 * pt * inverseRe * inverseIm;
    }
  }

  private final AtomicInteger kept = new AtomicInteger();
  private final Activation activation;
  private final double scale;
  private final double zeroMass;
  private final List<PointMass> masses;
  private final List<Panel> panels;
  private final double infimum;
  private final double supremum;
  private final double topDomain;
  private final double bottomDomain;

  private SlopeLaw(
      Activation activation,
      double scale,
      double zeroMass,
      List<PointMass> masses,
      List<Panel> panels) {
    this.activation = activation;
    this.scale = scale;
    this.zeroMass = zeroMass;
    this.masses = masses;
    this.panels = panels;
    double low = masses.isEmpty() ? Double.POSITIVE_INFINITY : masses.getFirst().value();
    double high = masses.isEmpty() ? 0 : masses.getLast().value();
    for (Panel panel : panels) {
      low = Math.min(low, panel.extremum(this, -1));
      high = Math.max(high, panel.extremum(this, 1));
    }
    supremum = high;
    infimum = low;
    boolean discrete = panels.isEmpty() && !masses.isEmpty();
    topDomain = discrete ? zeroBelowTop() : high;
    bottomDomain = discrete ? zeroAboveBottom() : low;
  }

  /**
   * The law of φ′(√q z)² with probability {@code keep}, else 0.
   *
   * @param preactivationVariance q ≥ 0
   */
  static SlopeLaw of(Activation activation, double preactivationVariance, double keep) {
    return new Construction(activation, Math.sqrt(preactivationVariance), keep).law();
  }

  /** Whether t comes close to 0 where |z| is beyond the nodes, with a probability below 10⁻¹⁷. */
  boolean vanishesFarOut() {
    if (panels.isEmpty()) {
      return false;
    }
    for (double t : squaredSlopes(new double[] {-1e4, -1e3, -100, -30, 30, 100, 1e3, 1e4})) {
      if (t < 1e-12 * infimum) {
        return true;
      }
    }
    return false;
  }

  /** P(t = 0). */
  double zeroMass() {
    return zeroMass;
  }

  /** The values other than 0 of positive probability, ascending. */
  List<PointMass> masses() {
    return masses;
  }

  /** Whether t takes finitely many values. */
  boolean isDiscrete() {
    return panels.isEmpty();
  }

  /** The smallest value at |z| ≤ 8.6 other than a point mass at 0. */
  double infimum() {
    return infimum;
  }

  /** The largest value at |z| ≤ 8.6. */
  double supremum() {
    return supremum;
  }

  /** 1/M increases on (topDomain, ∞), through the topmost point mass if it is isolated. */
  double topDomain() {
    return topDomain;
  }

  /** 1/M increases on (−∞, bottomDomain), through the lowest point mass if it is isolated. */
  double bottomDomain() {
    return bottomDomain;
  }

  /** E t by the rule of this law. */
  double mean() {
    double sum = 0;
    for (PointMass mass : masses) {
      sum += mass.weight() * mass.value();
    }
    for (Panel panel : panels) {
      for (int i = 0; i < panel.t.length; i++) {
        sum += panel.p[i] * panel.t[i];
      }
    }
    return sum;
  }

  /** M and M′ at w. */
  void evaluate(double wRe, double wIm, Resolvent out) {
    out.clear();
    for (int i = 0; i < masses.size(); i++) {
      PointMass mass = masses.get(i);
      out.add(wRe, wIm, mass.value(), mass.weight());
    }
    for (int i = 0; i < panels.size(); i++) {
      evaluate(panels.get(i), wRe, wIm, out);
    }
    out.supportPlusM = new Complex(wRe * out.gRe - wIm * out.gIm, wRe * out.gIm + wIm * out.gRe);
  }

  private void evaluate(Panel panel, double wRe, double wIm, Resolvent out) {
    if (panel.isFarFrom(wRe, wIm)) {
      out.add(wRe, wIm, panel.t, panel.p);
    } else {
      Panel[] halves = panel.halves(this);
      evaluate(halves[0], wRe, wIm, out);
      evaluate(halves[1], wRe, wIm, out);
    }
  }

  /** E arg(1 − t/w) for w in the upper half plane; between 0 and π. */
  double meanArgument(double wRe, double wIm) {
    Complex inverse = new Complex(wRe, wIm).inverse();
    double sum = 0;
    for (PointMass mass : masses) {
      sum += mass.weight() * argument(inverse, mass.value());
    }
    for (Panel panel : panels) {
      sum += meanArgument(panel, wRe, wIm, inverse);
    }
    return sum;
  }

  private double meanArgument(Panel panel, double wRe, double wIm, Complex inverse) {
    if (!panel.isFarFrom(wRe, wIm)) {
      Panel[] halves = panel.halves(this);
      return meanArgument(halves[0], wRe, wIm, inverse)
          + meanArgument(halves[1], wRe, wIm, inverse);
    }
    double sum = 0;
    for (int i = 0; i < panel.t.length; i++) {
      sum += panel.p[i] * argument(inverse, panel.t[i]);
    }
    return sum;
  }

  /** arg(1 − t/w); small ones, the most, by the series of arctan. */
  private static double argument(Complex inverse, double t) {
    double re = 1 - t * inverse.re();
    double im = -t * inverse.im();
    if (!(im < SMALL_ARGUMENT * re)) {
      return Math.atan2(im, re);
    }
    double x = im / re;
    double square = x * x;
    double sum = 0;
    for (int k = ARCTAN_TERMS - 1; k >= 0; k--) {
      sum = 1.0 / (2 * k + 1) - square * sum;
    }
    return x * sum;
  }

  /** The zero of M between the two largest point masses; 0 if there is one. */
  private double zeroBelowTop() {
    int n = masses.size();
    return n < 2 ? 0 : zero(masses.get(n - 2).value(), masses.get(n - 1).value());
  }

  /** The zero of M between the two smallest point masses; +∞ if there is one. */
  private double zeroAboveBottom() {
    return masses.size() < 2
        ? Double.POSITIVE_INFINITY
        : zero(masses.get(0).value(), masses.get(1).value());
  }

  private double zero(double low, double high) {
    Resolvent at = new Resolvent();
    double a = low;
    double b = high;
    for (int i = 0; i < 100 && b - a > 1e-15 * b; i++) {
      double mid = 0.5 * (a + b);
      evaluate(mid, 0, at);
      if (at.mRe > 0) {
        a = mid;
      } else {
        b = mid;
      }
    }
    return 0.5 * (a + b);
  }

  /** t at z for a unit that is kept. */
  private double[] squaredSlopes(double[] z) {
    double[] x = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      x[i] = scale * z[i];
    }
    double[] slope = new double[z.length];
    activation.evaluate(z.length, x, null, slope, null);
    for (int i = 0; i < z.length; i++) {
      slope[i] *= slope[i];
    }
    return slope;
  }

  /** A range [a, b] of z with the rule's nodes. */
  private static final class Panel {
    private final double a;
    private final double b;
    private final int depth;
    private final double share;
    private final double[] t;
    private final double[] p;
    private final double low;
    private final double high;
    private final double[] ends;
    private volatile Panel[] halves;

    /**
     * A panel.
     *
     * @param share factor of the standard normal density
     */
    Panel(double a, double b, int depth, double share, SlopeLaw law) {
      this.a = a;
      this.b = b;
      this.depth = depth;
      this.share = share;
      int n = RULE.size();
      double[] z = new double[n];
      p = new double[n];
      double half = 0.5 * (b - a);
      double middle = 0.5 * (a + b);
      for (int i = 0; i < n; i++) {
        z[i] = middle + half * RULE.node(i);
        p[i] = share * half * RULE.weight(i) * NormalDistribution.density(z[i]);
      }
      t = law.squaredSlopes(z);
      double least = t[0];
      double most = t[0];
      for (double each : t) {
        least = Math.min(least, each);
        most = Math.max(most, each);
      }
      // just inside, as a kink may lie at the end itself
      double inside = 1e-14 * Math.max(b - a, Math.max(Math.abs(a), Math.abs(b)));
      ends = law.squaredSlopes(new double[] {a + inside, b - inside});
      for (double end : ends) {
        least = Math.min(least, end);
        most = Math.max(most, end);
      }
      low = least;
      high = most;
    }

    boolean isFarFrom(double wRe, double wIm) {
      double variation = high - low;
      double beside = wRe < low ? low - wRe : wRe > high ? wRe - high : 0;
      double limit = variation / NEAR;
      return beside * beside + wIm * wIm >= limit * limit || depth >= DEEPEST;
    }

    /** The largest (sign 1) or smallest (sign −1) value, also between the nodes. */
    double extremum(SlopeLaw law, int sign) {
      int n = t.length;
      int best = -1;
      for (int i = 0; i < n; i++) {
        if (best < 0 || sign * t[i] > sign * t[best]) {
          best = i;
        }
      }
      double atEnds = sign * Math.max(sign * ends[0], sign * ends[1]);
      if (sign * atEnds >= sign * t[best]) {
        return atEnds;
      }
      double middle = 0.5 * (a + b);
      double half = 0.5 * (b - a);
      double left = best == 0 ? a : middle + half * RULE.node(best - 1);
      double right = best == n - 1 ? b : middle + half * RULE.node(best + 1);
      double value = t[best];
      for (int i = 0; i < 50; i++) {
        double third = (right - left) / 3;
        double[] at = law.squaredSlopes(new double[] {left + third, right - third});
        value = sign * Math.max(sign * value, Math.max(sign * at[0], sign * at[1]));
        if (sign * at[0] < sign * at[1]) {
          left += third;
        } else {
          right -= third;
        }
      }
      return value;
    }

    Panel[] halves(SlopeLaw law) {
      Panel[] known = halves;
      if (known == null) {
        double middle = 0.5 * (a + b);
        known =
            new Panel[] {
              new Panel(a, middle, depth + 1, share, law),
              new Panel(middle, b, depth + 1, share, law)
            };
        if (law.kept.incrementAndGet() <= MOST_KEPT) {
          halves = known;
        }
      }
      return known;
    }

    /** Whether the nodes resolve t. */
    boolean isResolved() {
      int n = t.length;
      double tail = 0;
      for (int degree = n - 2; degree < n; degree++) {
        double[] row = RULE.analysisRow(degree);
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += row[i] * t[i];
        }
        tail += Math.abs(sum);
      }
      return tail <= RESOLVED * Math.max(high, Double.MIN_NORMAL);
    }

    boolean isConstant() {
      return high - low <= SAME * high;
    }

    double weight() {
      double sum = 0;
      for (double each : p) {
        sum += each;
      }
      return sum;
    }
  }

  /** Finds the pieces. */
  private static final class Construction {
    private final Activation activation;
    private final double scale;
    private final double keep;
    private final List<PointMass> masses = new ArrayList<>();
    private final List<Panel> panels = new ArrayList<>();
    private final SlopeLaw bare;
    private double zeroMass;

    Construction(Activation activation, double scale, double keep) {
      this.activation = activation;
      this.scale = scale;
      this.keep = keep;
      zeroMass = 1 - keep;
      bare = new SlopeLaw(activation, scale, 0, List.of(), List.of());
    }

    SlopeLaw law() {
      List<Double> edges = new ArrayList<>();
      boolean folded = activation.parity() != Parity.NONE;
      edges.add(folded ? 0.0 : -REACH);
      for (Breakpoint breakpoint : activation.breakpoints()) {
        double z = scale == 0 ? 0 : breakpoint.location() / scale;
        if (scale > 0 && z > edges.getFirst() && z < REACH) {
          edges.add(z);
        }
      }
      edges.add(REACH);
      for (int i = 0; i + 1 < edges.size(); i++) {
        piece(edges.get(i), edges.get(i + 1), folded ? 2 : 1);
      }
      dropNegligible();
      takeNearlyConstant();
      masses.sort(Comparator.comparingDouble(PointMass::value));
      return new SlopeLaw(activation, scale, zeroMass, List.copyOf(masses), List.copyOf(panels));
    }

    /**
     * Counts a t below 10⁻¹²⁰ of the largest as 0: slopes of smooth activations may fall like
     * e^{−x²} and run out of the range of a double.
     */
    private void dropNegligible() {
      double most = masses.stream().mapToDouble(PointMass::value).max().orElse(0);
      for (Panel panel : panels) {
        most = Math.max(most, panel.high);
      }
      List<Panel> kept = new ArrayList<>();
      double dropped = 0;
      for (Panel panel : panels) {
        dropped += drop(panel, NOTHING * most, kept);
      }
      panels.clear();
      panels.addAll(kept);
      zeroMass += dropped > SMALLEST_ZERO ? dropped : 0;
    }

    private double drop(Panel panel, double nothing, List<Panel> kept) {
      if (panel.low >= nothing || panel.depth >= DEEPEST_CUT && panel.high >= nothing) {
        kept.add(panel);
        return 0;
      }
      double dropped = 0;
      if (panel.high < nothing) {
        dropped += panel.weight();
      } else {
        for (Panel half : panel.halves(bare)) {
          dropped += drop(half, nothing, kept);
        }
      }
      return dropped;
    }

    /**
     * Makes point masses of panels on which t hardly varies. Next to such a value rounding would
     * hide what is spread over less; the mean stays as it is.
     */
    private void takeNearlyConstant() {
      double spread =
          panels.stream().mapToDouble(panel -> panel.high).max().orElse(0)
              - panels.stream().mapToDouble(panel -> panel.low).min().orElse(0);
      List<Panel> flat =
          panels.stream()
              .filter(panel -> panel.high - panel.low <= tolerance(panel.low, spread))
              .sorted(Comparator.comparingDouble(panel -> panel.high))
              .toList();
      int from = 0;
      while (from < flat.size()) {
        double least = flat.get(from).low;
        int to = from + 1;
        while (to < flat.size() && flat.get(to).high - least <= tolerance(least, spread)) {
          to++;
        }
        takeNearlyConstant(flat.subList(from, to), tolerance(least, spread));
        from = to;
      }
    }

    private static double tolerance(double value, double spread) {
      return NEARLY_SAME * Math.min(value, spread);
    }

    private void takeNearlyConstant(List<Panel> flat, double tolerance) {
      if (flat.stream().mapToDouble(Panel::weight).sum() < SMALLEST_MASS) {
        return;
      }
      double value = flat.getFirst().high;
      List<Panel> same = new ArrayList<>();
      List<Panel> others = new ArrayList<>();
      for (Panel panel : panels) {
        boolean adjacent = flat.stream().anyMatch(each -> each.a == panel.b || each.b == panel.a);
        part(panel, value, tolerance, adjacent ? DEEPEST_CUT : 0, same, others);
      }
      panels.clear();
      panels.addAll(others);
      double weight = 0;
      double moment = 0;
      for (Panel panel : same) {
        for (int i = 0; i < panel.t.length; i++) {
          weight += panel.p[i];
          moment += panel.p[i] * panel.t[i];
        }
      }
      addMass(moment / weight, weight, tolerance / value);
    }

    /** Parts a panel into where t hardly differs from a value and where it does. */
    private void part(
        Panel panel,
        double value,
        double tolerance,
        int deepest,
        List<Panel> same,
        List<Panel> others) {
      double most = value + tolerance;
      double least = value - tolerance;
      if (panel.low >= least && panel.high <= most) {
        same.add(panel);
      } else if (panel.depth >= deepest || panel.low > most || panel.high < least) {
        others.add(panel);
      } else {
        for (Panel half : panel.halves(bare)) {
          part(half, value, tolerance, deepest, same, others);
        }
      }
    }

    private void piece(double a, double b, int folds) {
      if (!(b > a)) {
        return;
      }
      int count = (int) Math.ceil((b - a) / WIDEST);
      List<Panel> found = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        double from = a + (b - a) * i / count;
        double to = i + 1 == count ? b : a + (b - a) * (i + 1) / count;
        bisect(new Panel(from, to, 0, folds * keep, bare), found);
      }
      double value = found.getFirst().high;
      if (found.stream()
          .allMatch(p -> p.isConstant() && Math.abs(p.high - value) <= SAME * value)) {
        double weight = folds * keep * probability(a, b);
        if (value == 0) {
          zeroMass += weight;
        } else {
          addMass(value, weight, SAME);
        }
      } else {
        panels.addAll(found);
      }
    }

    private static double probability(double a, double b) {
      double from = a <= -REACH ? Double.NEGATIVE_INFINITY : a;
      double to = b >= REACH ? Double.POSITIVE_INFINITY : b;
      return from > 0
          ? NormalDistribution.cdf(-from) - NormalDistribution.cdf(-to)
          : NormalDistribution.cdf(to) - NormalDistribution.cdf(from);
    }

    private void addMass(double value, double weight, double relative) {
      for (int i = 0; i < masses.size(); i++) {
        PointMass mass = masses.get(i);
        if (Math.abs(mass.value() - value) <= relative * value) {
          double both = mass.weight() + weight;
          double mean =
              mass.value() == value ? value : mass.value() + (value - mass.value()) * weight / both;
          masses.set(i, new PointMass(mean, both));
          return;
        }
      }
      masses.add(new PointMass(value, weight));
    }

    private void bisect(Panel panel, List<Panel> found) {
      if (panel.depth >= 30 || panel.isResolved()) {
        found.add(panel);
        return;
      }
      Panel[] halves = panel.halves(bare);
      bisect(halves[0], found);
      bisect(halves[1], found);
    }
  }
}
