package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.spectrum.SlopeWindow.Place;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The law of t = φ′(√q z)² for z ~ N(0, 1), the squared slope of one unit, with a part that is
 * dropped: point masses where φ′ is constant, and a continuous part.
 *
 * <p>What the spectrum needs of it are M(w) = E t/(w − t), its derivative, and E arg(1 − t/w), for
 * w in the upper half plane and on the real axis outside of the support. Slopes of smooth
 * activations at large q run through hundreds of decades, of which each has its share of units; so
 * w may be given by its logarithm, and t is kept over scales.
 *
 * <p>Method: Gauss–Legendre panels in z, cut at the breakpoints of φ and bisected until 24 nodes
 * resolve t or ln t. Near a w close to the support the integrand has a pole near a panel; a panel
 * is bisected until {@link SlopePanel#isFarFrom} finds it far away. Most bisections are kept for
 * later calls.
 */
final class SlopeLaw {

  /** Relative error of M to expect from the rule. */
  static final double QUADRATURE_ERROR = 2e-14;

  private static final int MOST_WINDOWS = 4000;

  /**
   * A value that t takes with positive probability.
   *
   * @param value t &gt; 0
   * @param weight its probability
   */
  record PointMass(double value, double weight) {}

  private final AtomicInteger kept = new AtomicInteger();
  private final SquaredSlope slope;
  private final SlopeReach reach;
  private final NearlyConstant nearlyConstant;
  private final boolean takesNearlyConstant;
  private final double zeroMass;
  private final List<PointMass> masses;
  private final SlopePanel[] panels;
  private final Map<Integer, SlopeWindow> windows = new ConcurrentHashMap<>();
  private final double infimum;
  private final double supremum;
  private final double topDomain;
  private final double bottomDomain;

  SlopeLaw(
      SquaredSlope slope,
      SlopeReach reach,
      NearlyConstant nearlyConstant,
      boolean takesNearlyConstant,
      double zeroMass,
      List<PointMass> masses,
      List<SlopePanel> panels) {
    this.slope = slope;
    this.reach = reach;
    this.nearlyConstant = nearlyConstant;
    this.takesNearlyConstant = takesNearlyConstant;
    this.zeroMass = zeroMass;
    this.masses = masses;
    this.panels = panels.toArray(SlopePanel[]::new);
    double low = masses.isEmpty() ? Double.POSITIVE_INFINITY : masses.getFirst().value();
    double high = masses.isEmpty() ? 0 : masses.getLast().value();
    for (SlopePanel panel : this.panels) {
      low = Math.min(low, panel.extremum(-1));
      high = Math.max(high, panel.extremum(1));
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
   * @param growth of the slopes
   */
  static SlopeLaw of(
      Activation activation,
      double preactivationVariance,
      SlopeReach.Growth growth,
      double keep,
      NearlyConstant nearlyConstant) {
    double scale = Math.sqrt(preactivationVariance);
    SlopeReach reach = SlopeReach.of(activation, growth, scale);
    return new SlopePieces(activation, scale, reach, keep, nearlyConstant).law();
  }

  /** How stretches with hardly different slopes are taken. */
  NearlyConstant nearlyConstant() {
    return nearlyConstant;
  }

  /** Whether there was such a stretch, and it is a point mass now. */
  boolean takesNearlyConstant() {
    return takesNearlyConstant;
  }

  /** Whether t comes close to 0 where |z| is beyond the nodes, with a probability below 10⁻¹⁷. */
  boolean vanishesFarOut() {
    if (panels.length == 0) {
      return false;
    }
    for (double each : slope.squares(-1e4, -1e3, -100, -30, 30, 100, 1e3, 1e4)) {
      if (each < 1e-12 * infimum) {
        return true;
      }
    }
    return false;
  }

  /** On which sides t is unbounded, its larger values left out. */
  SlopeReach.Growth growth() {
    return reach.growth();
  }

  /** Whether what is left out of an unbounded law is negligible. */
  boolean isWhole() {
    return reach.isWhole();
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
    return panels.length == 0;
  }

  /** The smallest value within reach other than a point mass at 0; 0 if it is out of range. */
  double infimum() {
    return infimum;
  }

  /** The largest value within reach. */
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

  /** By how much ln w may be wrong for want of t in the range of a double. */
  double continuationError(double logSize) {
    return logSize < slope.continuedBelow() ? SquaredSlope.CONTINUATION_ERROR * -logSize : 0;
  }

  /** E t by the rule of this law. */
  double mean() {
    double sum = 0;
    for (PointMass mass : masses) {
      sum += mass.weight() * mass.value();
    }
    for (SlopePanel panel : panels) {
      sum += panel.mean();
    }
    return sum;
  }

  /** M and M′ at a real w outside of the support. */
  void evaluate(double w, Resolvent out) {
    evaluate(Place.real(w), out);
  }

  /** M and M′ at w = e^x. */
  void evaluate(Complex x, Resolvent out) {
    evaluate(Place.exp(x), out);
  }

  private void evaluate(Place w, Resolvent out) {
    out.clear();
    for (int i = 0; i < masses.size(); i++) {
      PointMass mass = masses.get(i);
      out.add(w.re(), w.im(), mass.value(), mass.weight());
    }
    if (panels.length > 0) {
      window(w).evaluate(w, out);
    }
  }

  /** E arg(1 − t/w) for w = e^x in the upper half plane; between 0 and π. */
  double meanArgument(Complex x) {
    Place w = Place.exp(x);
    double sum = panels.length > 0 ? window(w).meanArgument(w) : 0;
    for (PointMass mass : masses) {
      sum += mass.weight() * SlopeWindow.argument(w, mass.value(), Math.exp(x.re()));
    }
    return sum;
  }

  private SlopeWindow window(Place w) {
    int index = SlopeWindow.index(w.logSize());
    SlopeWindow known = windows.get(index);
    if (known != null) {
      return known;
    }
    SlopeWindow window = new SlopeWindow(index, panels, kept);
    if (windows.size() < MOST_WINDOWS) {
      windows.put(index, window);
    }
    return window;
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
      evaluate(mid, at);
      if (at.m().re() > 0) {
        a = mid;
      } else {
        b = mid;
      }
    }
    return 0.5 * (a + b);
  }
}
