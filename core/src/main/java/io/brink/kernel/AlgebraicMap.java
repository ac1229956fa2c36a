package io.brink.kernel;

import io.brink.activation.Parity;
import io.brink.expectation.Estimate;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The correlation map of an activation with algebraic singularities |x − k|^α, such as {@code
 * relu(x)^1.5+0.1*x}: as a function of ln θ, in which the fractional powers of θ are exponentials.
 *
 * <p>[0, π/2] is cut where θ halves, {@value #HALVINGS} times; so is the angle from π, where φ is
 * neither even nor odd. On a panel the gap, divided by θ², and the slope are polynomials in ln θ.
 * One more panel reaches down to where what the leading powers leave, gap = aθ² + bθ^{2α+1}, is as
 * small as the noise of the quadrature, and these powers go on from there; a is known where E φ′²
 * is finite. A panel is sampled when it is first asked for.
 */
final class AlgebraicMap implements CorrelationMap {
  private static final int HALVINGS = 9;

  /** Panels that do not resolve are halved so many times. */
  private static final int DEEPEST = 5;

  private static final double TAIL = 1e-13;

  /** Relative noise of a gap by quadrature, times its angle. */
  private static final double NOISE = 6e-15;

  private static final double LOGARITHMIC = 1e-6;

  private static final double CANCELLING = 0.1;

  private final QuadratureKernel kernel;
  private final double q;
  private final double variance;
  private final Parity parity;

  /** 2α − 1 of the strongest singularity, at most 2. */
  private final double power;

  /** Where the two leading powers take over, and the lower end of the panels that halve. */
  private final double smallest;

  private final double lowest;
  private final double errorBound;
  private final AtomicReferenceArray<Panel> near = new AtomicReferenceArray<>(HALVINGS + 1);
  private final AtomicReferenceArray<Panel> far = new AtomicReferenceArray<>(HALVINGS);

  /**
   * A panel from ln θ = {@code from} to {@code to}: polynomials, or two halves.
   *
   * @param slopes polynomial of the slope, or null where it follows from the gap
   */
  private record Panel(
      double from, double to, double[] gaps, double[] slopes, Panel left, Panel right) {

    Panel holding(double log) {
      Panel panel = this;
      while (panel.left != null) {
        panel = log <= panel.left.to ? panel.left : panel.right;
      }
      return panel;
    }

    private double place(double log) {
      return Math.clamp((2 * log - from - to) / (to - from), -1.0, 1.0);
    }

    double value(double[] polynomial, double log) {
      return Chebyshev.value(polynomial, 0, place(log));
    }

    /** d/d ln θ. */
    double derivative(double[] polynomial, double log) {
      return Chebyshev.value(Chebyshev.derivative(polynomial), 0, place(log)) * 2 / (to - from);
    }

    double secondDerivative(double[] polynomial, double log) {
      double[] twice = Chebyshev.derivative(Chebyshev.derivative(polynomial));
      double factor = 2 / (to - from);
      return Chebyshev.value(twice, 0, place(log)) * factor * factor;
    }
  }

  AlgebraicMap(QuadratureKernel kernel, double q, double exponent) {
    this.kernel = kernel;
    this.q = q;
    Estimate v = kernel.variance(q);
    variance = v.value();
    parity = kernel.activation().parity();
    power = Math.min(2, 2 * exponent - 1);
    smallest = Math.pow(NOISE, 1 / (2 + Math.max(0, power)));
    lowest = Math.PI / 2 / (1 << HALVINGS);
    double worst = 0;
    for (double angle : new double[] {smallest, 0.3, 1, 2}) {
      Estimate gap = kernel.gap(q, new Correlation(angle));
      if (gap.value() > 0) {
        worst = Math.max(worst, gap.errorBound() / gap.value());
      }
    }
    errorBound =
        TAIL
            + 4 * worst
            + Math.pow(smallest, 1 + Math.max(0, power))
            + 2 * v.errorBound() / variance;
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
  public double errorBound() {
    return errorBound;
  }

  /** Whether the angle from π is what counts. */
  private static boolean isFar(double angle) {
    return angle > Math.PI / 2;
  }

  @Override
  public double gap(double angle) {
    if (!isFar(angle)) {
      return angle == Math.PI / 2 && parity == Parity.ODD ? 1 : nearGap(angle);
    }
    double supplement = Correlation.supplement(angle);
    return switch (parity) {
      case EVEN -> nearGap(supplement);
      case ODD -> 2 - nearGap(supplement);
      case NONE -> {
        if (supplement < lowest) {
          yield kernel.gap(q, new Correlation(angle)).value() / variance;
        }
        double log = Math.log(supplement);
        Panel panel = panel(far, supplement).holding(log);
        yield panel.value(panel.gaps, log);
      }
    };
  }

  @Override
  public double slope(double angle) {
    if (!isFar(angle)) {
      return nearSlope(angle);
    }
    double supplement = Correlation.supplement(angle);
    return switch (parity) {
      case EVEN -> -nearSlope(supplement);
      case ODD -> nearSlope(supplement);
      case NONE -> {
        if (supplement < lowest) {
          Estimate slope = kernel.derivativeCovariance(q, q, new Correlation(angle));
          yield q * slope.value() / variance;
        }
        double log = Math.log(supplement);
        Panel panel = panel(far, supplement).holding(log);
        yield panel.value(panel.slopes, log);
      }
    };
  }

  @Override
  public double curvature(double angle) {
    if (!isFar(angle)) {
      return nearCurvature(angle);
    }
    double supplement = Correlation.supplement(angle);
    return switch (parity) {
      case EVEN -> nearCurvature(supplement);
      case ODD -> -nearCurvature(supplement);
      case NONE -> {
        if (supplement < lowest) {
          yield directCurvature(angle);
        }
        double log = Math.log(supplement);
        Panel panel = panel(far, supplement).holding(log);
        yield panel.derivative(panel.slopes, log) / (supplement * Math.sin(supplement));
      }
    };
  }

  private double directCurvature(double angle) {
    Estimate bends = kernel.secondDerivativeCovariance(q, q, new Correlation(angle));
    return q * q * bends.value() / variance;
  }

  private double nearGap(double angle) {
    if (angle == 0) {
      return 0;
    }
    return angle * (angle * ratio(angle));
  }

  /** Gap over θ². */
  private double ratio(double angle) {
    if (angle < smallest) {
      return leading().ratio(angle);
    }
    double log = Math.log(angle);
    Panel panel = panel(near, angle).holding(log);
    return panel.value(panel.gaps, log);
  }

  private double nearSlope(double angle) {
    if (angle < smallest) {
      return angle == 0 ? slopeAtOne() : leading().slope(angle);
    }
    double log = Math.log(angle);
    Panel panel = panel(near, angle).holding(log);
    return panel.slopes != null
        ? panel.value(panel.slopes, log)
        : angle
            / Math.sin(angle)
            * (2 * panel.value(panel.gaps, log) + panel.derivative(panel.gaps, log));
  }

  private double nearCurvature(double angle) {
    if (angle < lowest && power >= 1) {
      // φ″ is integrable here, and its moments tell more than differences do
      return directCurvature(angle);
    }
    if (angle < smallest) {
      return angle == 0 ? Double.POSITIVE_INFINITY : leading().curvature(angle);
    }
    double log = Math.log(angle);
    Panel panel = panel(near, angle).holding(log);
    double bySlope =
        panel.slopes != null
            ? panel.derivative(panel.slopes, log)
            : 2 * panel.derivative(panel.gaps, log) + panel.secondDerivative(panel.gaps, log);
    return -bySlope / (angle * Math.sin(angle));
  }

  private double slopeAtOne() {
    return q * kernel.derivativeVariance(q).value() / variance;
  }

  /** gap/θ² = a + bθ^p, or a + b ln θ. */
  private record Leading(double a, double b, double power) {
    private boolean isLogarithm() {
      return Math.abs(power) < LOGARITHMIC;
    }

    double ratio(double angle) {
      return isLogarithm() ? a + b * Math.log(angle) : a + b * Math.pow(angle, power);
    }

    double slope(double angle) {
      return isLogarithm()
          ? 2 * ratio(angle) + b
          : 2 * a + (2 + power) * b * Math.pow(angle, power);
    }

    double curvature(double angle) {
      return isLogarithm()
          ? -2 * b / angle / angle
          : -(2 + power) * power * b * Math.pow(angle, power) / angle / angle;
    }
  }

  private Leading leading() {
    Panel panel = panel(near, smallest).holding(Math.log(smallest));
    double log = Math.log(smallest);
    double ratio = panel.value(panel.gaps, log);
    if (power > LOGARITHMIC) {
      double a = slopeAtOne() / 2;
      return new Leading(a, (ratio - a) / Math.pow(smallest, power), power);
    }
    double change = panel.derivative(panel.gaps, log);
    if (power > -LOGARITHMIC) {
      return new Leading(ratio - change * log, change, 0);
    }
    double b = change / power / Math.pow(smallest, power);
    return new Leading(ratio - change / power, b, power);
  }

  /** The panel of an angle of at least {@link #smallest}, at most π/2. */
  private Panel panel(AtomicReferenceArray<Panel> panels, double angle) {
    int i = 0;
    double end = Math.PI / 2;
    while (i < HALVINGS && angle < end / 2) {
      i++;
      end /= 2;
    }
    Panel panel = panels.get(i);
    if (panel == null) {
      double start = i == HALVINGS ? smallest : end / 2;
      panels.compareAndSet(i, null, sample(panels == far, Math.log(start), Math.log(end), 0));
      panel = panels.get(i);
    }
    return panel;
  }

  /** V − W, which cancels only where φ is nearly even. */
  private Estimate oppositeGap(Correlation c) {
    Estimate w = kernel.covariance(q, q, c);
    double gap = variance - w.value();
    return gap > CANCELLING * variance ? new Estimate(gap, w.errorBound()) : kernel.gap(q, c);
  }

  private Panel sample(boolean opposite, double from, double to, int depth) {
    boolean halving = to > Math.log(lowest) + 1e-9;
    double[] gaps = new double[Chebyshev.SIZE];
    double[] slopes = halving ? new double[Chebyshev.SIZE] : null;
    double noise = 0;
    for (int j = 0; j < Chebyshev.SIZE; j++) {
      double angle = Math.exp((from + to) / 2 + (to - from) / 2 * Chebyshev.node(j));
      Correlation c = new Correlation(opposite ? Math.PI - angle : angle);
      Estimate gap = opposite ? oppositeGap(c) : kernel.gap(q, c);
      double factor = opposite ? 1 / variance : 1 / variance / angle / angle;
      gaps[j] = gap.value() * factor;
      noise = Math.max(noise, gap.errorBound() * factor);
      if (halving) {
        slopes[j] = q * kernel.derivativeCovariance(q, q, c).value() / variance;
      }
    }
    double[] gapPolynomial = Chebyshev.interpolate(gaps);
    double[] slopePolynomial = halving ? Chebyshev.interpolate(slopes) : null;
    boolean resolved =
        Chebyshev.tail(gapPolynomial)
                <= Math.max(TAIL * Chebyshev.largest(gapPolynomial), 4 * noise)
            && (!halving
                || Chebyshev.tail(slopePolynomial)
                    <= 1e3 * TAIL * Chebyshev.largest(slopePolynomial));
    if (resolved || depth == DEEPEST) {
      return new Panel(from, to, gapPolynomial, slopePolynomial, null, null);
    }
    double middle = (from + to) / 2;
    return new Panel(
        from,
        to,
        gapPolynomial,
        slopePolynomial,
        sample(opposite, from, middle, depth + 1),
        sample(opposite, middle, to, depth + 1));
  }
}
