package io.brink.kernel;

import io.brink.activation.Parity;
import java.util.List;

/**
 * A correlation map as Chebyshev polynomials on panels of [0, π], in θ² for an analytic φ and in θ
 * otherwise.
 *
 * <p>For even and odd φ, C(−c) = ±C(c), the panels end at π/2.
 *
 * <p>Each panel holds three polynomials, of
 *
 * <ul>
 *   <li>the gap divided by θ² (by θ where φ jumps), which is why no digit is lost as θ → 0;
 *   <li>the slope (times sin θ where φ jumps);
 *   <li>the curvature (times sin θ where φ′ jumps; where φ jumps, the derivative of the slope's
 *       polynomial).
 * </ul>
 */
final class PanelMap implements CorrelationMap {
  private static final int BINS = 256;
  private static final double BINS_PER_RADIAN = BINS / Math.PI;

  private final double q;
  private final double variance;
  private final Regularity regularity;
  private final Parity parity;
  private final double errorBound;
  private final boolean squared;

  /** Upper end of each panel, radians. */
  private final double[] ends;

  /** The first panel that can hold an angle of each bin. */
  private final int[] bins;

  private final double[] middles;
  private final double[] inverseHalves;
  private final double[] gaps;
  private final double[] slopes;
  private final double[] curvatures;

  PanelMap(
      double q,
      double variance,
      Regularity regularity,
      Parity parity,
      List<Panel> panels,
      double errorBound) {
    this.q = q;
    this.variance = variance;
    this.regularity = regularity;
    this.parity = parity;
    this.errorBound = errorBound;
    squared = regularity == Regularity.ANALYTIC;
    int count = panels.size();
    ends = new double[count];
    middles = new double[count];
    inverseHalves = new double[count];
    gaps = new double[count * Chebyshev.SIZE];
    slopes = new double[count * Chebyshev.SIZE];
    curvatures = new double[count * Chebyshev.SIZE];
    for (int p = 0; p < count; p++) {
      Panel panel = panels.get(p);
      ends[p] = p == count - 1 ? Double.POSITIVE_INFINITY : panel.endAngle();
      middles[p] = panel.middle();
      inverseHalves[p] = 1 / panel.half();
      System.arraycopy(panel.gap(), 0, gaps, p * Chebyshev.SIZE, Chebyshev.SIZE);
      System.arraycopy(panel.slope(), 0, slopes, p * Chebyshev.SIZE, Chebyshev.SIZE);
      System.arraycopy(panel.curvature(), 0, curvatures, p * Chebyshev.SIZE, Chebyshev.SIZE);
    }
    bins = new int[BINS + 1];
    int p = 0;
    for (int bin = 0; bin <= BINS; bin++) {
      // a little to the left: the product below is rounded
      while (ends[p] < (bin - 0.001) / BINS_PER_RADIAN) {
        p++;
      }
      bins[bin] = p;
    }
  }

  /**
   * One panel.
   *
   * @param middle middle of the panel in θ or θ²
   * @param half half its width
   * @param endAngle its upper end as an angle
   * @param gap coefficients, as for slope and curvature
   */
  record Panel(
      double middle,
      double half,
      double endAngle,
      double[] gap,
      double[] slope,
      double[] curvature) {}

  /** Number of panels. */
  int size() {
    return ends.length;
  }

  Parity parity() {
    return parity;
  }

  private int panel(double angle) {
    int p = bins[(int) (angle * BINS_PER_RADIAN)];
    while (angle > ends[p]) {
      p++;
    }
    return p;
  }

  private double place(double angle, int p) {
    return ((squared ? angle * angle : angle) - middles[p]) * inverseHalves[p];
  }

  @Override
  public double preactivationVariance() {
    return q;
  }

  @Override
  public double outputVariance() {
    return variance;
  }

  /** Whether the angle is at or beyond the end of the panels and its supplement stands for it. */
  private boolean mirrored(double angle) {
    return parity != Parity.NONE && angle >= Math.PI / 2;
  }

  /**
   * {@inheritDoc} For odd φ it is exactly 1 at c = 0, which deep chaotic networks would amplify.
   */
  @Override
  public double gap(double angle) {
    if (mirrored(angle)) {
      if (angle == Math.PI / 2 && parity == Parity.ODD) {
        return 1;
      }
      double gap = gapWithin(Correlation.supplement(angle));
      return parity == Parity.EVEN ? gap : 2 - gap;
    }
    return gapWithin(angle);
  }

  private double gapWithin(double angle) {
    int p = panel(angle);
    double g = Chebyshev.value(gaps, p * Chebyshev.SIZE, place(angle, p));
    return regularity == Regularity.JUMP ? angle * g : angle * (angle * g);
  }

  @Override
  public double slope(double angle) {
    if (mirrored(angle)) {
      double slope = slopeWithin(Correlation.supplement(angle));
      return parity == Parity.EVEN ? -slope : slope;
    }
    return slopeWithin(angle);
  }

  /** {@inheritDoc} The three recurrences run side by side. */
  @Override
  public MapPoint at(double angle) {
    if (regularity == Regularity.JUMP || mirrored(angle)) {
      return new MapPoint(gap(angle), slope(angle), curvature(angle));
    }
    int p = panel(angle);
    int from = p * Chebyshev.SIZE;
    double x = place(angle, p);
    double two = x + x;
    double g1 = 0;
    double g2 = 0;
    double s1 = 0;
    double s2 = 0;
    double k1 = 0;
    double k2 = 0;
    for (int k = Chebyshev.SIZE - 1; k > 0; k--) {
      double g = Math.fma(two, g1, gaps[from + k] - g2);
      double s = Math.fma(two, s1, slopes[from + k] - s2);
      double c = Math.fma(two, k1, curvatures[from + k] - k2);
      g2 = g1;
      g1 = g;
      s2 = s1;
      s1 = s;
      k2 = k1;
      k1 = c;
    }
    double gap = Math.fma(x, g1, gaps[from] - g2);
    double slope = Math.fma(x, s1, slopes[from] - s2);
    double curvature = Math.fma(x, k1, curvatures[from] - k2);
    if (regularity == Regularity.KINK && curvature != 0) {
      curvature /= TwoSlopeKernel.sine(angle);
    }
    return new MapPoint(angle * (angle * gap), slope, curvature);
  }

  private double slopeWithin(double angle) {
    int p = panel(angle);
    double d = Chebyshev.value(slopes, p * Chebyshev.SIZE, place(angle, p));
    return regularity == Regularity.JUMP ? d / TwoSlopeKernel.sine(angle) : d;
  }

  @Override
  public double curvature(double angle) {
    if (mirrored(angle)) {
      double curvature = curvatureWithin(Correlation.supplement(angle));
      return parity == Parity.EVEN ? curvature : -curvature;
    }
    return curvatureWithin(angle);
  }

  private double curvatureWithin(double angle) {
    int p = panel(angle);
    double x = place(angle, p);
    double k = Chebyshev.value(curvatures, p * Chebyshev.SIZE, x);
    return switch (regularity) {
      case ANALYTIC, SMOOTH_SLOPE -> k;
      case KINK -> k == 0 ? 0 : k / TwoSlopeKernel.sine(angle);
      case JUMP, ALGEBRAIC -> {
        double sine = TwoSlopeKernel.sine(angle);
        double m = Chebyshev.value(slopes, p * Chebyshev.SIZE, x);
        yield angle == 0
            ? Double.POSITIVE_INFINITY
            : (m * Math.cos(angle) - k * sine) / (sine * sine * sine);
      }
    };
  }

  @Override
  public double errorBound() {
    return errorBound;
  }
}
