package io.brink.propagation;

import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.CorrelationMapFamily;
import io.brink.kernel.Kernel;
import io.brink.kernel.MapPoint;

/**
 * One activation at one pair of preactivation variances (q₁, q₂): what a nonlinear node does to
 * lengths and to correlations. For a homogeneous activation the variances are 1 and the correlation
 * map holds for every length.
 */
final class ActivationMoments {

  /** Deep networks have smaller gaps than this at most nodes; a series is faster there. */
  private static final double SMALL_GAP = 0.02;

  /** Two moments that only rounding tells apart. */
  private static final double SAME = 2e-14;

  final Kernel kernel;
  final double q1;
  final double q2;
  final double variance1;
  final double variance2;

  /** m(q)/√V(q), the mean in units of the output's root mean square. */
  final double mean1;

  final double mean2;

  /** d ln V/d ln q, by which a relative error of q passes to V. */
  final double elasticity1;

  final double elasticity2;

  /** Relative error bound of the variances. */
  final double relativeError;

  /** The degree of a homogeneous activation, else NaN. */
  final double degree;

  /** The compiled map, where the number of evaluations made compiling it worth while; else null. */
  private volatile CorrelationMap map;

  /** Number of nodes that use this, from which the worth of compiling follows. */
  private int nodes;

  private double slopeAtEqual1 = Double.NaN;
  private double slopeAtEqual2 = Double.NaN;
  private double slopeError;
  private double linear1 = Double.NaN;
  private double linear2 = Double.NaN;

  ActivationMoments(Kernel kernel, double q1, double q2) {
    this(kernel, q1, q2, Double.NaN, 0);
  }

  /** The moments of a homogeneous activation that {@code nodes} nodes apply. */
  static ActivationMoments homogeneous(Kernel kernel, double degree, int nodes) {
    return new ActivationMoments(kernel, 1, 1, degree, nodes);
  }

  private ActivationMoments(Kernel kernel, double q1, double q2, double degree, int nodes) {
    this.nodes = nodes;
    this.kernel = kernel;
    this.degree = degree;
    this.q1 = q1;
    this.q2 = q2;
    Side side1 = Side.of(kernel, q1);
    Side side2 = q1 == q2 ? side1 : Side.of(kernel, q2);
    variance1 = side1.variance;
    variance2 = side2.variance;
    mean1 = side1.mean;
    mean2 = side2.mean;
    elasticity1 = side1.elasticity;
    elasticity2 = side2.elasticity;
    relativeError = Math.max(side1.relativeError, side2.relativeError);
  }

  /**
   * The moments at one variance of the range of {@code family}: V and the correlation map by
   * interpolation over ln q.
   */
  ActivationMoments(Kernel kernel, CorrelationMapFamily family, double q) {
    this.kernel = kernel;
    degree = Double.NaN;
    q1 = q;
    q2 = q;
    double logVariance = Math.log(q);
    CorrelationMap interpolated = family.at(logVariance);
    map = interpolated;
    variance1 = interpolated.outputVariance();
    variance2 = variance1;
    mean1 = family.normalisedMean(logVariance);
    mean2 = mean1;
    elasticity1 = family.varianceElasticity(logVariance);
    elasticity2 = elasticity1;
    relativeError = interpolated.errorBound();
    slopeAtEqual1 = interpolated.slope(0);
    slopeAtEqual2 = slopeAtEqual1;
    slopeError = relativeError;
  }

  /**
   * The moments at variance q of an activation that is two straight lines at that scale, from those
   * at another such variance.
   *
   * @param base compiled
   */
  private ActivationMoments(ActivationMoments base, double q) {
    kernel = base.kernel;
    degree = Double.NaN;
    q1 = q;
    q2 = q;
    variance1 = base.variance1 * (q / base.q1);
    variance2 = variance1;
    mean1 = base.mean1;
    mean2 = mean1;
    elasticity1 = 1;
    elasticity2 = 1;
    relativeError = base.relativeError;
    map = new AsymptoticMap(base.map, q);
    slopeAtEqual1 = base.slopeAtEqual1();
    slopeAtEqual2 = slopeAtEqual1;
    slopeError = base.slopeError();
    linear1 = base.linear1();
    linear2 = linear1;
  }

  /** These moments at a larger variance; see {@link AsymptoticMap}. */
  ActivationMoments scaledTo(double q) {
    return new ActivationMoments(this, q);
  }

  /**
   * Whether the moments are those of two straight lines with a bend: then at {@code larger} they
   * are the same but for the powers of the scale, V ∝ q and E φ″² ∝ 1/√q.
   */
  boolean scalesTo(ActivationMoments larger) {
    double ratio = larger.q1 / q1;
    double bend = kernel.secondDerivativeVariance(q1).value();
    double largerBend = larger.kernel.secondDerivativeVariance(larger.q1).value();
    return bend > 0
        && bend < Double.POSITIVE_INFINITY
        && near(larger.variance1, ratio * variance1)
        && near(larger.slopeAtEqual1(), slopeAtEqual1())
        && Math.abs(larger.mean1 - mean1) <= SAME
        && near(largerBend * Math.sqrt(ratio), bend);
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= SAME * Math.abs(b);
  }

  private record Side(double variance, double mean, double elasticity, double relativeError) {

    static Side of(Kernel kernel, double q) {
      double atZero = kernel.activation().value(0);
      if (q == 0) {
        return new Side(atZero * atZero, Math.signum(atZero), 0, 0);
      }
      var variance = kernel.variance(q);
      double v = variance.value();
      if (v == 0) {
        return new Side(0, 0, 0, 0);
      }
      double mean = kernel.mean(q).value() / Math.sqrt(v);
      double elasticity = kernel.varianceDerivative(q).value() * q / v;
      return new Side(v, Math.clamp(mean, -1.0, 1.0), elasticity, variance.errorBound() / v);
    }
  }

  boolean isHomogeneous() {
    return !Double.isNaN(degree);
  }

  /** One more node uses these moments. */
  void countNode() {
    nodes++;
  }

  int nodes() {
    return nodes;
  }

  void compiled(CorrelationMap compiled) {
    map = compiled;
  }

  boolean isCompiled() {
    return map != null;
  }

  /** E[z φ(√q z)]/√V(q) = √q E φ′/√V: the first Hermite coefficient of the normalised output. */
  synchronized double linear1() {
    if (Double.isNaN(linear1)) {
      linear1 = linear(q1, variance1);
    }
    return linear1;
  }

  /** {@link #linear1} at the second input's variance. */
  synchronized double linear2() {
    if (Double.isNaN(linear2)) {
      linear2 = q1 == q2 ? linear1() : linear(q2, variance2);
    }
    return linear2;
  }

  private double linear(double q, double variance) {
    return q == 0 || variance == 0 ? 0 : Math.sqrt(q / variance) * kernel.derivativeMean(q).value();
  }

  /**
   * q E φ′²/V(q), the slope of the correlation map at equal inputs, for the first input's variance;
   * 0 where V or q is 0, +∞ where φ jumps.
   */
  synchronized double slopeAtEqual1() {
    if (Double.isNaN(slopeAtEqual1)) {
      slopeAtEqual1 = slopeAtEqual(q1, variance1);
    }
    return slopeAtEqual1;
  }

  /** {@link #slopeAtEqual1} at the second input's variance. */
  synchronized double slopeAtEqual2() {
    if (Double.isNaN(slopeAtEqual2)) {
      slopeAtEqual2 = q1 == q2 ? slopeAtEqual1() : slopeAtEqual(q2, variance2);
    }
    return slopeAtEqual2;
  }

  /** Relative error bound of the slopes at equal inputs asked for so far. */
  synchronized double slopeError() {
    return slopeError;
  }

  private double slopeAtEqual(double q, double variance) {
    if (q == 0 || variance == 0) {
      return 0;
    }
    var derivative = kernel.derivativeVariance(q);
    if (derivative.value() > 0 && derivative.value() < Double.POSITIVE_INFINITY) {
      slopeError =
          Math.max(slopeError, derivative.errorBound() / derivative.value() + relativeError);
    }
    return derivative.value() * (q / variance);
  }

  /** The correlation map at 1 − c = {@code gap}, with derivatives with respect to c. */
  void at(double gap, Jet out) {
    CorrelationMap map = this.map;
    if (q1 == 0 || variance1 == 0 || variance2 == 0) {
      // Constant outputs: equal, whatever the input.
      out.gap = mean1 * mean2 < 0 ? 2 : 0;
      out.slope = 0;
      out.curvature = 0;
      out.errorBound = 0;
    } else if (map != null) {
      MapPoint point = map.at(angle(gap));
      out.gap = point.gap();
      out.slope = point.slope();
      out.curvature = point.curvature();
      out.errorBound = map.errorBound() * point.gap();
    } else {
      direct(Correlation.ofGap(gap), out);
    }
  }

  /** The gap of the correlation map at 1 − c = {@code gap}. */
  double gapAt(double gap) {
    CorrelationMap map = this.map;
    if (q1 == 0 || variance1 == 0 || variance2 == 0) {
      return mean1 * mean2 < 0 ? 2 : 0;
    }
    if (map != null) {
      return map.gap(angle(gap));
    }
    Correlation c = Correlation.ofGap(gap);
    return q1 == q2
        ? kernel.gap(q1, c).value() / variance1
        : kernel.normalisedGap(q1, q2, c).value();
  }

  private void direct(Correlation c, Jet out) {
    if (q1 == q2) {
      var gap = kernel.gap(q1, c);
      out.gap = gap.value() / variance1;
      out.errorBound = gap.errorBound() / variance1 + out.gap * relativeError;
    } else {
      var gap = kernel.normalisedGap(q1, q2, c);
      out.gap = gap.value();
      out.errorBound = gap.errorBound();
    }
    // products of two variances would underflow in a deep network that shrinks
    double gain = Math.sqrt(q1 / variance1) * Math.sqrt(q2 / variance2);
    out.slope = gain * kernel.derivativeCovariance(q1, q2, c).value();
    out.curvature =
        gain
            * (Math.sqrt(q1) * Math.sqrt(q2))
            * kernel.secondDerivativeCovariance(q1, q2, c).value();
  }

  /** θ of a gap 1 − cos θ. */
  static double angle(double gap) {
    if (gap <= SMALL_GAP) {
      return Math.sqrt(2 * gap) * arcsineRatio(gap / 2);
    }
    return gap <= 1
        ? 2 * Math.asin(Math.sqrt(gap / 2))
        : Math.PI - 2 * Math.asin(Math.sqrt((2 - gap) / 2));
  }

  /** arcsin(s)/s for s² = z ≤ 0.01, by its power series. */
  private static double arcsineRatio(double z) {
    double sum = 143.0 / 10240;
    sum = Math.fma(sum, z, 231.0 / 13312);
    sum = Math.fma(sum, z, 63.0 / 2816);
    sum = Math.fma(sum, z, 35.0 / 1152);
    sum = Math.fma(sum, z, 5.0 / 112);
    sum = Math.fma(sum, z, 3.0 / 40);
    sum = Math.fma(sum, z, 1.0 / 6);
    return Math.fma(sum, z, 1);
  }
}
