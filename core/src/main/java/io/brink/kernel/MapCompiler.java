package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import io.brink.expectation.Estimate;
import java.util.ArrayList;
import java.util.List;

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
  }

  static CorrelationMap compile(Kernel kernel, double q) {
    if (!(q > 0 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a correlation map needs a finite positive preactivation variance, got " + q);
    }
    Activation activation = kernel.activation();
    Regularity regularity = Regularity.of(kernel.activation());
    if (regularity == Regularity.ALGEBRAIC) {
      return new DirectMap(kernel, q);
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
    if (!(kernel instanceof ClosedFormKernel) && regularity == Regularity.ANALYTIC) {
      var quick =
          HermiteSource.of(activation, q, variance)
              .or(
                  () ->
                      LatticeSource.of(
                          activation,
                          q,
                          variance,
                          direct.slope(0).value(),
                          kernel.secondDerivativeVariance(q).value()));
      if (quick.isPresent()) {
        PanelMap map = new MapCompiler(kernel, q, regularity, quick.get()).build(variance, direct);
        if (map.errorBound() < DISAGREEMENT) {
          return map;
        }
      }
    }
    return new MapCompiler(kernel, q, regularity, direct).build(variance, direct);
  }

  private PanelMap build(double variance, MapSource reference) {
    double end = parity == Parity.NONE ? Math.PI : Math.PI / 2;
    // where a sample is a two-dimensional quadrature, begin with panels that are likely to do
    int pieces = squared || kernel instanceof ClosedFormKernel ? 1 : parity == Parity.NONE ? 4 : 2;
    for (int i = 0; i < pieces; i++) {
      double to = end * (i + 1) / pieces;
      bisect(end * i / pieces, squared ? to * to : to);
    }
    PanelMap map = new PanelMap(q, variance, regularity, parity, panels, 0);
    double error = 1e-15 + unresolved + verify(map, variance, reference);
    return new PanelMap(q, variance, regularity, parity, panels, error);
  }

  /**
   * The largest disagreement with the kernel at angles that were not sampled, in units of the gap.
   *
   * <p>At c = 0 gap and slope follow from means alone, V(q) − m(q)² and (E φ′)²: a test of all that
   * was integrated from c = 1, at the price of two one-dimensional quadratures.
   */
  private double verify(PanelMap map, double variance, MapSource reference) {
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

  private static double gapError(PanelMap map, double angle, double expected, double error) {
    return (Math.abs(map.gap(angle) - expected) + error) / Math.max(expected, 1e-300);
  }

  private double slopeError(PanelMap map, double angle, double expected) {
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
    double floor = 1e-16 * slopeAtOne / width;
    double allowed = Math.max(Math.max(TAIL * size, floor), noise);
    boolean resolved =
        Chebyshev.tail(base) <= allowed
            && Chebyshev.tail(panel.gap()) <= TAIL * Chebyshev.largest(panel.gap())
            && Chebyshev.tail(panel.slope())
                <= Math.max(TAIL * Chebyshev.largest(panel.slope()), 4e-16 * slopeAtOne);
    // narrow features hide at the ends: compare there too
    resolved = resolved && (from > 0 || fits(base, -1, NEXT_TO_END, size));
    if (parity == Parity.NONE && angle(to) > Math.PI - NEXT_TO_END) {
      resolved = resolved && fits(base, 1, Math.PI - NEXT_TO_END, size);
    }
    if (!resolved && width > NARROWEST && panels.size() < MOST_PANELS) {
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

  private boolean fits(double[] base, double x, double angle, double size) {
    Estimate sample = base(angle);
    double allowed = ENDS * Math.max(size, Math.abs(sample.value())) + 4 * sample.errorBound();
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
