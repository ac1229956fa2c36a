package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import io.brink.expectation.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a {@link PanelMap}: samples the curvature (for a φ that jumps, the slope) at Chebyshev
 * points, bisects panels until the coefficients have decayed, integrates once for the slope and
 * once more for the gap. An integral is smoother than its integrand, so nothing is lost on the way;
 * the slope and gap so found are then compared with the kernel's own at other angles, and the error
 * bound is made of that comparison.
 */
final class MapCompiler {
  private static final double TAIL = 2e-15;
  private static final double NARROWEST = 1e-9;

  /** The same relative to the angle 1/√q that a steep φ resolves. */
  private static final double NARROWEST_STEEP = 1e-4;

  /**
   * Doublings of the angle that take a steep map from its bend to π/2, up to q = 10³⁷. A gap keeps
   * its relative digits on a panel that doubles the angle, not on one that spans many powers of it.
   */
  private static final int DOUBLINGS = 64;

  /** Angles this near π have three digits of their supplement left, and no weight. */
  private static final double SMALLEST_SUPPLEMENT = 1e-13;

  private static final int MOST_PANELS = 400;

  /** Distance of a sample that stands for the end, and how well a polynomial must meet it. */
  private static final double NEXT_TO_END = 1e-9;

  private static final double ENDS = 1e-6;

  /** A one-dimensional source that disagrees with the quadrature by more than this is not used. */
  private static final double DISAGREEMENT = 1e-11;

  private final Kernel kernel;
  private final double q;
  private final Regularity regularity;
  private final MapSource source;
  private final boolean squared;
  private final Parity parity;
  private final double slopeAtOne;
  private final double narrowest;
  private final double negligible;
  private final List<PanelMap.Panel> panels = new ArrayList<>();
  private double slope;
  private double gap;
  private double unresolved;

  private MapCompiler(Kernel kernel, double q, Regularity regularity, MapSource source) {
    this.kernel = kernel;
    this.q = q;
    this.regularity = regularity;
    this.source = source;
    squared = regularity == Regularity.ANALYTIC;
    parity = kernel.activation().parity();
    slopeAtOne = regularity == Regularity.JUMP ? 0 : source.slope(0).value();
    slope = slopeAtOne;
    negligible = source instanceof LatticeSource ? 2e-15 : 1e-16;
    narrowest = Math.min(NARROWEST, NARROWEST_STEEP / Math.sqrt(q));
  }

  static CorrelationMap compile(Kernel kernel, double q) {
    if (!(q > 0 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a correlation map needs a finite positive preactivation variance, got " + q);
    }
    Activation activation = kernel.activation();
    Regularity regularity = Regularity.of(kernel.activation());
    if (regularity == Regularity.ALGEBRAIC) {
      return kernel instanceof QuadratureKernel quadrature && kernel.variance(q).value() > 0
          ? new AlgebraicMap(quadrature, q, quadrature.expectation().singularExponent())
          : new DirectMap(kernel, q);
    }
    double variance = kernel.variance(q).value();
    if (!(variance > 0)) {
      throw new IllegalArgumentException(
          "the correlation map of "
              + activation.name()
              + " is undefined at preactivation variance "
              + q
              + ", where its output variance is 0");
    }
    MapSource direct = MapSource.of(kernel, q, variance);
    return fromOneDimension(kernel, q, variance, direct)
        .orElseGet(() -> new MapCompiler(kernel, q, regularity, direct).build(variance, direct));
  }

  /**
   * The map where no sample is a two-dimensional quadrature, so that it costs some milliseconds.
   */
  static Optional<CorrelationMap> compileIfQuick(Kernel kernel, double q) {
    if (kernel instanceof ClosedFormKernel form && form.hasElementaryPairs()) {
      return Optional.of(compile(kernel, q));
    }
    double variance = kernel.variance(q).value();
    return variance > 0
        ? fromOneDimension(kernel, q, variance, MapSource.of(kernel, q, variance))
        : Optional.empty();
  }

  /** The map of an analytic φ from its Hermite coefficients or lattice sums, if these serve. */
  private static Optional<CorrelationMap> fromOneDimension(
      Kernel kernel, double q, double variance, MapSource direct) {
    Activation activation = kernel.activation();
    if (kernel instanceof ClosedFormKernel || Regularity.of(activation) != Regularity.ANALYTIC) {
      return Optional.empty();
    }
    double slope = direct.slope(0).value();
    double bends = kernel.secondDerivativeVariance(q).value();
    return HermiteSource.of(activation, q, variance, q * (q / variance) * bends)
        .or(() -> LatticeSource.of(activation, q, variance, slope, bends))
        .map(
            source ->
                source instanceof LatticeSource lattice
                    ? steep(kernel, q, variance, lattice, direct)
                    : new MapCompiler(kernel, q, Regularity.ANALYTIC, source)
                        .build(variance, direct))
        .filter(map -> map.errorBound() < DISAGREEMENT);
  }

  /**
   * The map of a steep φ: where it bends, in θ²; beyond, where it looks like a kink or a jump, in
   * θ, on panels that double in width.
   */
  private static CorrelationMap steep(
      Kernel kernel, double q, double variance, LatticeSource source, MapSource reference) {
    MapCompiler near = new MapCompiler(kernel, q, Regularity.ANALYTIC, source);
    MapCompiler far = new MapCompiler(kernel, q, Regularity.KINK, source);
    double border = source.narrowest();
    near.bisect(0, border * border);
    far.slope = near.slope;
    far.gap = near.gap;
    double end = far.end();
    double from = border;
    for (int i = 0; i < DOUBLINGS && 2 * from < Math.PI / 2; i++) {
      far.bisect(from, 2 * from);
      from *= 2;
    }
    if (far.parity != Parity.NONE) {
      far.bisect(from, end);
    } else {
      // the same towards c = −1, where x and −y bend together
      far.bisect(from, end - from);
      double left = from;
      for (; left > Math.max(border, SMALLEST_SUPPLEMENT); left /= 2) {
        far.bisect(end - left, end - left / 2);
      }
      far.bisect(end - left, end);
    }
    double opposite = source.curvature(Math.PI).value();
    SplitMap map =
        new SplitMap(near.panelMap(variance, 0), far.panelMap(variance, 0), border, opposite, 0);
    double error = 1e-15 + near.unresolved + far.unresolved + near.verify(map, variance, reference);
    return new SplitMap(map.near(), map.far(), border, opposite, error);
  }

  private double end() {
    return parity == Parity.NONE ? Math.PI : Math.PI / 2;
  }

  private PanelMap panelMap(double variance, double error) {
    return new PanelMap(q, variance, regularity, parity, panels, error);
  }

  private PanelMap build(double variance, MapSource reference) {
    double end = end();
    // where a sample is a two-dimensional quadrature, begin with panels that are likely to do
    int pieces = squared || kernel instanceof ClosedFormKernel ? 1 : parity == Parity.NONE ? 4 : 2;
    for (int i = 0; i < pieces; i++) {
      double to = end * (i + 1) / pieces;
      bisect(end * i / pieces, squared ? to * to : to);
    }
    PanelMap map = panelMap(variance, 0);
    return panelMap(variance, 1e-15 + unresolved + verify(map, variance, reference));
  }

  /**
   * The largest disagreement with the kernel at angles that were not sampled, in units of the gap.
   *
   * <p>At c = 0 gap and slope follow from means alone, V(q) − m(q)² and (E φ′)²: a test of all that
   * was integrated from c = 1, at the price of two one-dimensional quadratures.
   */
  private double verify(CorrelationMap map, double variance, MapSource reference) {
    double worst = 0;
    if (variance < Double.POSITIVE_INFINITY) {
      Estimate mean = kernel.mean(q);
      double square = mean.value() * (mean.value() / variance);
      double error = 2 * mean.errorBound() / Math.sqrt(variance) + 4e-16 * square;
      worst = gapError(map, Math.PI / 2, 1 - square, error);
      Estimate slopeMean = kernel.derivativeMean(q);
      worst =
          Math.max(
              worst,
              slopeError(map, Math.PI / 2, slopeMean.value() * slopeMean.value() * (q / variance)));
    }
    if (kernel instanceof ClosedFormKernel form && form.hasElementaryPairs()) {
      for (double angle : new double[] {1e-3, 0.6180339887, 1.4142135, 2.6457513, 3.1}) {
        Estimate expected = kernel.normalisedGap(q, q, new Correlation(angle));
        if (expected.value() < Double.POSITIVE_INFINITY) {
          worst = Math.max(worst, gapError(map, angle, expected.value(), expected.errorBound()));
        }
        worst = Math.max(worst, slopeError(map, angle, reference.slope(angle).value()));
      }
    } else if (parity == Parity.NONE) {
      worst = Math.max(worst, slopeError(map, 2.3, reference.slope(2.3).value()));
    }
    return worst;
  }

  private static double gapError(CorrelationMap map, double angle, double expected, double error) {
    return (Math.abs(map.gap(angle) - expected) + error) / Math.max(expected, 1e-300);
  }

  private double slopeError(CorrelationMap map, double angle, double expected) {
    double size = slopeAtOne > 0 ? slopeAtOne : Math.abs(expected);
    return Math.abs(map.slope(angle) - expected) / size;
  }

  private double angle(double t) {
    return squared ? Math.sqrt(t) : t;
  }

  /** What is sampled: smooth on panels, and integrated with {@link #slopeJacobian}. */
  private Estimate base(double angle) {
    return switch (regularity) {
      case ANALYTIC, SMOOTH_SLOPE -> source.curvature(angle);
      case KINK -> times(source.curvature(angle), Math.sin(angle));
      case JUMP, ALGEBRAIC -> times(source.slope(angle), Math.sin(angle));
    };
  }

  private static Estimate times(Estimate e, double factor) {
    return new Estimate(e.value() * factor, e.errorBound() * factor);
  }

  /** d(cos θ)/dt up to sign, over what base already holds. */
  private double slopeJacobian(double angle) {
    return switch (regularity) {
      case ANALYTIC -> Math.sin(angle) / (2 * angle);
      case SMOOTH_SLOPE -> Math.sin(angle);
      case KINK, JUMP, ALGEBRAIC -> 1;
    };
  }

  private double gapJacobian(double angle) {
    return switch (regularity) {
      case ANALYTIC -> Math.sin(angle) / (2 * angle);
      case SMOOTH_SLOPE, KINK -> Math.sin(angle);
      case JUMP, ALGEBRAIC -> 1;
    };
  }

  private void bisect(double from, double to) {
    double half = (to - from) / 2;
    double middle = from + half;
    double[] samples = new double[Chebyshev.SIZE];
    double[] angles = new double[Chebyshev.SIZE];
    double noise = 0;
    for (int j = 0; j < Chebyshev.SIZE; j++) {
      angles[j] = Math.min(Math.PI, angle(middle + half * Chebyshev.node(j)));
      Estimate e = base(angles[j]);
      samples[j] = e.value();
      noise = Math.max(noise, e.errorBound());
    }
    double[] base = Chebyshev.interpolate(samples);
    PanelMap.Panel panel = panel(from, to, samples, angles, base);
    double size = Chebyshev.largest(base);
    double width = angle(to) - angle(from);
    // what makes no difference to the slope, such as the rounding of angles near π
    double floor = (from > 3 ? 10 : 1) * negligible * slopeAtOne / width;
    double allowed = Math.max(Math.max(TAIL * size, floor), noise);
    boolean resolved =
        Chebyshev.tail(base) <= allowed
            && Chebyshev.tail(panel.gap()) <= TAIL * Chebyshev.largest(panel.gap())
            && Chebyshev.tail(panel.slope())
                <= Math.max(TAIL * Chebyshev.largest(panel.slope()), 4e-16 * slopeAtOne);
    // narrow features hide at the ends: compare there too
    resolved = resolved && (from > 0 || fits(panel, NEXT_TO_END * Math.min(1, width), size, 0));
    if (parity == Parity.NONE && angle(to) > Math.PI - 2e-15) {
      resolved = resolved && fits(panel, Math.PI - NEXT_TO_END * Math.min(1, width), size, floor);
    }
    boolean divisible = middle > from && middle < to;
    if (!resolved && divisible && width > narrowest && panels.size() < MOST_PANELS) {
      bisect(from, middle);
      bisect(middle, to);
      return;
    }
    if (!resolved) {
      unresolved = Math.max(unresolved, Chebyshev.tail(base) * width / Math.max(slopeAtOne, size));
    }
    panels.add(panel);
    advance(panel, to);
  }

  private boolean fits(PanelMap.Panel panel, double angle, double size, double floor) {
    Estimate sample = base(angle);
    double allowed =
        ENDS * Math.max(size, Math.abs(sample.value())) + 4 * sample.errorBound() + floor;
    double x = ((squared ? angle * angle : angle) - panel.middle()) / panel.half();
    double[] base = regularity == Regularity.JUMP ? panel.slope() : panel.curvature();
    return Math.abs(Chebyshev.value(base, 0, x) - sample.value()) <= allowed;
  }

  /** Slope and gap at the end of the panel, where the next one starts. */
  private void advance(PanelMap.Panel panel, double to) {
    double end = Math.min(Math.PI, angle(to));
    double g = Chebyshev.value(panel.gap(), 0, 1);
    gap = regularity == Regularity.JUMP ? end * g : end * end * g;
    slope = regularity == Regularity.JUMP ? 0 : Chebyshev.value(panel.slope(), 0, 1);
  }

  private PanelMap.Panel panel(
      double from, double to, double[] samples, double[] angles, double[] base) {
    double half = (to - from) / 2;
    double[] slopes;
    double[] curvatures;
    if (regularity == Regularity.JUMP) {
      slopes = base;
      curvatures = Chebyshev.derivative(base);
      scale(curvatures, 1 / half);
    } else {
      curvatures = base;
      double[] integrand = new double[Chebyshev.SIZE];
      for (int j = 0; j < Chebyshev.SIZE; j++) {
        integrand[j] = samples[j] * slopeJacobian(angles[j]);
      }
      slopes = Chebyshev.integral(Chebyshev.interpolate(integrand));
      scale(slopes, -half);
      slopes[0] += slope;
    }
    double[] gaps = from == 0 ? firstGaps(to, slopes) : laterGaps(half, angles, slopes);
    return new PanelMap.Panel(
        from + half, half, Math.min(Math.PI, angle(to)), gaps, slopes, curvatures);
  }

  private static void scale(double[] a, double factor) {
    for (int k = 0; k < a.length; k++) {
      a[k] *= factor;
    }
  }

  /**
   * Gap over θ² (θ) at angles below which there is no panel: ∫₀¹ slope(θs) sin(θs)/θ ds, all
   * positive.
   */
  private double[] firstGaps(double to, double[] slopes) {
    double[] ratio = new double[Chebyshev.SIZE];
    for (int j = 0; j < Chebyshev.SIZE; j++) {
      double t = to / 2 * (1 + Chebyshev.node(j));
      double angle = angle(t);
      double sum = 0;
      for (int i = 0; i < FejerRule.SIZE; i++) {
        double s = FejerRule.node(i);
        double x = 2 * (t / to) * (squared ? s * s : s) - 1;
        double d = Chebyshev.value(slopes, 0, x);
        sum +=
            FejerRule.weight(i)
                * (regularity == Regularity.JUMP ? d : d * Math.sin(angle * s) / angle);
      }
      ratio[j] = sum;
    }
    return Chebyshev.interpolate(ratio);
  }

  private double[] laterGaps(double half, double[] angles, double[] slopes) {
    double[] integrand = new double[Chebyshev.SIZE];
    for (int j = 0; j < Chebyshev.SIZE; j++) {
      integrand[j] = Chebyshev.value(slopes, 0, Chebyshev.node(j)) * gapJacobian(angles[j]) * half;
    }
    double[] integral = Chebyshev.integral(Chebyshev.interpolate(integrand));
    double[] ratio = new double[Chebyshev.SIZE];
    for (int j = 0; j < Chebyshev.SIZE; j++) {
      double g = gap + Chebyshev.value(integral, 0, Chebyshev.node(j));
      ratio[j] = regularity == Regularity.JUMP ? g / angles[j] : g / angles[j] / angles[j];
    }
    return Chebyshev.interpolate(ratio);
  }
}
