package io.brink.kernel;

import io.brink.activation.Activation;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The correlation maps of one activation for every preactivation variance of a range, for
 * trajectories whose variance changes from layer to layer.
 *
 * <p>The range of ln q is cut into panels of width ln 2. A panel is compiled when it is first asked
 * for: a {@link CorrelationMap} at each of eleven Chebyshev points, between which everything is
 * interpolated. As functions of ln q the moments are analytic in a strip of half-width about π, so
 * that eleven points leave 10⁻¹³; each panel is checked against the kernel between its points. A
 * homogeneous activation needs one map for all q, and its range is all of ℝ, so that ln q may lie
 * far beyond the logarithms of doubles.
 *
 * <p>Thread-safe: two threads may compile the same panel, the first to finish is kept.
 */
public final class CorrelationMapFamily {
  private static final double WIDTH = Math.log(2);
  private static final int POINTS = 11;

  /** Chebyshev points of the first kind on [−1, 1] and their barycentric weights. */
  private static final double[] NODES = new double[POINTS];

  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int j = 0; j < POINTS; j++) {
      double t = Math.PI * (2 * j + 1) / (2.0 * POINTS);
      NODES[j] = Math.cos(t);
      WEIGHTS[j] = (j % 2 == 0 ? 1 : -1) * Math.sin(t);
    }
  }

  private final Kernel kernel;
  private final double minimum;
  private final double maximum;
  private final AtomicReferenceArray<Panel> panels;
  private final Homogeneous homogeneous;

  private CorrelationMapFamily(Kernel kernel, double minimum, double maximum) {
    this.kernel = kernel;
    var degree = kernel.activation().homogeneityDegree();
    if (degree.isPresent()) {
      this.homogeneous = new Homogeneous(kernel, degree.getAsDouble());
      this.minimum = Double.NEGATIVE_INFINITY;
      this.maximum = Double.POSITIVE_INFINITY;
      this.panels = new AtomicReferenceArray<>(0);
    } else {
      this.homogeneous = null;
      this.minimum = minimum;
      this.maximum = maximum;
      this.panels =
          new AtomicReferenceArray<>(Math.max(1, (int) Math.ceil((maximum - minimum) / WIDTH)));
    }
  }

  /**
   * The maps of {@code activation} for preactivation variances of a range.
   *
   * @param minimumVariance smallest q, positive
   * @param maximumVariance largest q, finite
   */
  public static CorrelationMapFamily of(
      Activation activation, double minimumVariance, double maximumVariance) {
    return of(Kernel.of(activation), minimumVariance, maximumVariance);
  }

  /** The maps of the kernel's activation, sampled from that kernel. */
  public static CorrelationMapFamily of(
      Kernel kernel, double minimumVariance, double maximumVariance) {
    if (!(minimumVariance > 0
        && minimumVariance <= maximumVariance
        && maximumVariance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a range of preactivation variances needs 0 < minimum <= maximum < infinity, got ["
              + minimumVariance
              + ", "
              + maximumVariance
              + "]");
    }
    return new CorrelationMapFamily(kernel, Math.log(minimumVariance), Math.log(maximumVariance));
  }

  /** The activation. */
  public Activation activation() {
    return kernel.activation();
  }

  /** ln of the smallest variance of the range; −∞ for a homogeneous activation. */
  public double minimumLogVariance() {
    return minimum;
  }

  /** ln of the largest variance of the range; +∞ for a homogeneous activation. */
  public double maximumLogVariance() {
    return maximum;
  }

  /** ln V(q) at ln q: absolute error about 10⁻¹². */
  public double logOutputVariance(double logVariance) {
    check(logVariance);
    if (homogeneous != null) {
      return homogeneous.logOutputVariance(logVariance);
    }
    Panel panel = panel(logVariance);
    return panel.interpolate(panel.logVariances, logVariance);
  }

  /** d ln V/d ln q at ln q; 1 for ReLU. */
  public double varianceElasticity(double logVariance) {
    check(logVariance);
    if (homogeneous != null) {
      return homogeneous.degree;
    }
    Panel panel = panel(logVariance);
    return panel.interpolate(panel.elasticities, logVariance);
  }

  /** m(q)/√V(q) at ln q, between −1 and 1. */
  public double normalisedMean(double logVariance) {
    check(logVariance);
    if (homogeneous != null) {
      return homogeneous.normalisedMean;
    }
    Panel panel = panel(logVariance);
    return panel.interpolate(panel.normalisedMeans, logVariance);
  }

  /**
   * The map at one variance.
   *
   * @param logVariance ln q, in the range
   */
  public CorrelationMap at(double logVariance) {
    check(logVariance);
    if (homogeneous != null) {
      return homogeneous.map;
    }
    Panel panel = panel(logVariance);
    return new Interpolated(
        Math.exp(logVariance), Math.exp(logOutputVariance(logVariance)), panel, logVariance);
  }

  private void check(double logVariance) {
    double slack = 1e-12 * (1 + Math.abs(logVariance));
    if (!(logVariance >= minimum - slack && logVariance <= maximum + slack)) {
      throw new IllegalArgumentException(
          "ln of the preactivation variance lies in ["
              + minimum
              + ", "
              + maximum
              + "] for these maps, got "
              + logVariance);
    }
  }

  private Panel panel(double logVariance) {
    int i = (int) ((logVariance - minimum) / WIDTH);
    i = Math.max(0, Math.min(panels.length() - 1, i));
    Panel panel = panels.get(i);
    if (panel == null) {
      panels.compareAndSet(i, null, new Panel(kernel, minimum + (i + 0.5) * WIDTH));
      panel = panels.get(i);
    }
    return panel;
  }

  /** One map for every variance. */
  private static final class Homogeneous {
    final double degree;
    final CorrelationMap map;
    final double normalisedMean;
    final double logUnitVariance;

    Homogeneous(Kernel kernel, double degree) {
      this.degree = degree;
      map = CorrelationMap.compile(kernel, 1);
      double v = kernel.variance(1).value();
      logUnitVariance = Math.log(v);
      normalisedMean = kernel.mean(1).value() / Math.sqrt(v);
    }

    double logOutputVariance(double logVariance) {
      return logUnitVariance + degree * logVariance;
    }
  }

  /** Everything at the Chebyshev points of one panel in ln q. */
  private static final class Panel {
    final double middle;
    final CorrelationMap[] maps = new CorrelationMap[POINTS];
    final double[] logVariances = new double[POINTS];
    final double[] elasticities = new double[POINTS];
    final double[] normalisedMeans = new double[POINTS];
    final double errorBound;

    Panel(Kernel kernel, double middle) {
      this.middle = middle;
      double error = 0;
      for (int j = 0; j < POINTS; j++) {
        double q = Math.exp(middle + WIDTH / 2 * NODES[j]);
        double v = kernel.variance(q).value();
        maps[j] = CorrelationMap.compile(kernel, q);
        logVariances[j] = Math.log(v);
        elasticities[j] = kernel.varianceDerivative(q).value() * (q / v);
        normalisedMeans[j] = kernel.mean(q).value() / Math.sqrt(v);
        error = Math.max(error, maps[j].errorBound());
      }
      double between = middle + WIDTH / 2 * (NODES[0] + NODES[1]) / 2;
      double[] weights = weights(between);
      double q = Math.exp(between);
      double worst = 0;
      for (double angle : new double[] {0.01, 0.7, 2.3}) {
        double expected = kernel.normalisedGap(q, q, new Correlation(angle)).value();
        double found = 0;
        for (int j = 0; j < POINTS; j++) {
          found += weights[j] * maps[j].gap(angle);
        }
        worst = Math.max(worst, Math.abs(found / expected - 1));
      }
      errorBound = 2 * (error + worst);
    }

    /** What multiplies the values at the points; they sum to 1. */
    double[] weights(double logVariance) {
      double x = (logVariance - middle) / (WIDTH / 2);
      double[] w = new double[POINTS];
      double sum = 0;
      for (int j = 0; j < POINTS; j++) {
        double distance = x - NODES[j];
        if (distance == 0) {
          double[] unit = new double[POINTS];
          unit[j] = 1;
          return unit;
        }
        w[j] = WEIGHTS[j] / distance;
        sum += w[j];
      }
      for (int j = 0; j < POINTS; j++) {
        w[j] /= sum;
      }
      return w;
    }

    double interpolate(double[] values, double logVariance) {
      double[] w = weights(logVariance);
      double sum = 0;
      for (int j = 0; j < POINTS; j++) {
        sum += w[j] * values[j];
      }
      return sum;
    }
  }

  /** The map between the points of a panel. */
  private static final class Interpolated implements CorrelationMap {
    private final double q;
    private final double variance;
    private final CorrelationMap[] maps;
    private final double[] weights;
    private final double errorBound;

    Interpolated(double q, double variance, Panel panel, double logVariance) {
      this.q = q;
      this.variance = variance;
      this.maps = panel.maps;
      this.weights = panel.weights(logVariance);
      this.errorBound = panel.errorBound;
    }

    @Override
    public double preactivationVariance() {
      return q;
    }

    @Override
    public double outputVariance() {
      return variance;
    }

    @Override
    public double gap(double angle) {
      double sum = 0;
      for (int j = 0; j < POINTS; j++) {
        sum += weights[j] * maps[j].gap(angle);
      }
      return sum;
    }

    @Override
    public double slope(double angle) {
      double sum = 0;
      for (int j = 0; j < POINTS; j++) {
        double slope = maps[j].slope(angle);
        if (Double.isInfinite(slope)) {
          return slope;
        }
        sum += weights[j] * slope;
      }
      return sum;
    }

    @Override
    public double curvature(double angle) {
      double sum = 0;
      for (int j = 0; j < POINTS; j++) {
        double curvature = maps[j].curvature(angle);
        if (Double.isInfinite(curvature)) {
          return curvature;
        }
        sum += weights[j] * curvature;
      }
      return sum;
    }

    @Override
    public MapPoint at(double angle) {
      double gap = 0;
      double slope = 0;
      double curvature = 0;
      for (int j = 0; j < POINTS; j++) {
        MapPoint point = maps[j].at(angle);
        gap += weights[j] * point.gap();
        slope += weights[j] * point.slope();
        curvature += weights[j] * point.curvature();
      }
      // Infinities, of weights of either sign, are those of every map.
      return Double.isFinite(slope) && Double.isFinite(curvature)
          ? new MapPoint(gap, slope, curvature)
          : new MapPoint(gap, slope(angle), curvature(angle));
    }

    @Override
    public double errorBound() {
      return errorBound;
    }
  }
}
