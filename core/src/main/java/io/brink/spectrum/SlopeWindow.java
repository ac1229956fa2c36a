package io.brink.spectrum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A law of slopes as all w see it whose ln |w| lies in a window: t far above and far below by their
 * moments, the others by their panels.
 *
 * <p>t/(w − t) is a power series in t/w where |t| is the smaller, and in w/t where it is the
 * larger. Beside a w far below most of t, next to a zero of φ′ for one, that takes the place of
 * dozens of panels, each within its own factor of e.
 */
final class SlopeWindow {

  /** Of ln |w|. */
  private static final double LENGTH = 4;

  /** |ln t/w| of what is far: the terms left out are below e^{−40}. */
  private static final double MARGIN = 3.6;

  private static final int TERMS = 10;

  /** Panels are parted into near and far where ln t reaches farther than that from the window. */
  private static final double MIXED = 8;

  /** Where a ratio w/t is as good as ∞ or 0, and squares of it would leave the range. */
  private static final double FARTHEST = 330;

  private static final double SMALL_ARGUMENT = 0.1;
  private static final int ARCTAN_TERMS = 8;

  private final double from;
  private final double to;
  private final AtomicInteger kept;
  private double below;
  private double above;
  private final double[] momentsBelow = new double[TERMS];
  private final double[] momentsAbove = new double[TERMS];
  private final SlopePanel[] near;
  private final double[] t;
  private final double[] p;

  /**
   * A window.
   *
   * @param kept how many bisections are kept
   */
  SlopeWindow(int index, SlopePanel[] panels, AtomicInteger kept) {
    from = LENGTH * index;
    to = LENGTH * (index + 1);
    this.kept = kept;
    List<SlopePanel> others = new ArrayList<>();
    for (SlopePanel panel : panels) {
      place(panel, others);
    }
    near = others.toArray(SlopePanel[]::new);
    int nodes = near.length == 0 ? 0 : near[0].t().length;
    t = new double[nodes * near.length];
    p = new double[nodes * near.length];
    for (int i = 0; i < near.length; i++) {
      System.arraycopy(near[i].t(), 0, t, i * nodes, nodes);
      System.arraycopy(near[i].p(), 0, p, i * nodes, nodes);
    }
  }

  /** The index of the window of ln |w|. */
  static int index(double logSize) {
    return (int) Math.floor(logSize / LENGTH);
  }

  private void place(SlopePanel panel, List<SlopePanel> others) {
    if (panel.logHigh() <= from - MARGIN && Place.positive(from).isFarFrom(panel)) {
      below += panel.weight();
      double scale = Math.exp(panel.logScale() - from);
      for (int i = 0; i < panel.t().length; i++) {
        double ratio = panel.t()[i] * scale;
        double power = panel.p()[i];
        for (int k = 0; k < TERMS; k++) {
          power *= ratio;
          momentsBelow[k] += power;
        }
      }
    } else if (panel.logLow() >= to + MARGIN && Place.positive(to).isFarFrom(panel)) {
      above += panel.weight();
      double scale = Math.exp(to - panel.logScale());
      for (int i = 0; i < panel.t().length; i++) {
        // where t over the panel's scale is out of range, w over t is all the more
        double ratio = panel.t()[i] == 0 ? 0 : scale / panel.t()[i];
        double power = panel.p()[i];
        for (int k = 0; k < TERMS; k++) {
          power *= ratio;
          momentsAbove[k] += power;
        }
      }
    } else if (panel.isDeepest()
        || panel.logLow() > from - MIXED
            && panel.logHigh() < to + MIXED
            && panel.logLow() < to + MARGIN
            && panel.logHigh() > from - MARGIN) {
      others.add(panel);
    } else {
      for (SlopePanel half : panel.halves(kept)) {
        place(half, others);
      }
    }
  }

  /** A place of the closed upper half plane, for all that is evaluated there. */
  record Place(double re, double im, double logSize, double angle, double cos, double sin) {

    /** Where |w| over a scale leaves the range of a double. */
    private static final double LARGEST = 700;

    static Place real(double w) {
      double angle = w < 0 ? Math.PI : 0;
      return new Place(w, 0, Math.log(Math.abs(w)), angle, Math.signum(w), 0);
    }

    /** e^x for real x. */
    static Place positive(double x) {
      return new Place(Math.exp(x), 0, x, 0, 1, 0);
    }

    static Place exp(Complex x) {
      double cos = Math.cos(x.im());
      double sin = Math.sin(x.im());
      double size = Math.exp(x.re());
      return new Place(size * cos, size * sin, x.re(), x.im(), cos, sin);
    }

    private boolean isFarFrom(SlopePanel panel) {
      if (panel.logScale() == 0) {
        return panel.isFarFrom(logSize, angle, re, im);
      }
      double size = Math.exp(Math.clamp(logSize - panel.logScale(), -LARGEST, LARGEST));
      return panel.isFarFrom(logSize, angle, size * cos, size * sin);
    }
  }

  /** Adds what the panels bring to M and M′. */
  void evaluate(Place w, Resolvent out) {
    if (below > 0) {
      // e^from/w
      double size = Math.exp(from - w.logSize);
      out.addFarBelow(below, momentsBelow, size * w.cos, -size * w.sin);
    }
    if (above > 0) {
      double size = Math.exp(w.logSize - to);
      out.addFarAbove(above, momentsAbove, size * w.cos, size * w.sin);
    }
    // panels beside each other in one go
    int first = 0;
    for (int i = 0; i < near.length; i++) {
      SlopePanel panel = near[i];
      if (panel.logScale() != 0 || !w.isFarFrom(panel)) {
        addRun(w, first, i, out);
        first = i + 1;
        evaluate(panel, w, out);
      }
    }
    addRun(w, first, near.length, out);
  }

  private void addRun(Place w, int first, int last, Resolvent out) {
    if (last > first) {
      int nodes = t.length / near.length;
      add(w, 0, t, p, first * nodes, last * nodes, out);
    }
  }

  private void evaluate(SlopePanel panel, Place w, Resolvent out) {
    if (w.isFarFrom(panel)) {
      add(w, panel.logScale(), panel.t(), panel.p(), 0, panel.t().length, out);
    } else {
      SlopePanel[] halves = panel.halves(kept);
      evaluate(halves[0], w, out);
      evaluate(halves[1], w, out);
    }
  }

  private static void add(
      Place w, double logScale, double[] t, double[] p, int from, int to, Resolvent out) {
    double logRatio = w.logSize - logScale;
    if (Math.abs(logRatio) > FARTHEST) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += p[i];
      }
      if (logRatio > 0) {
        out.addFarBelow(sum);
      } else {
        out.addFarAbove(sum);
      }
    } else if (logScale == 0) {
      out.add(w.re, w.im, t, p, from, to);
    } else {
      double size = Math.exp(logRatio);
      out.add(size * w.cos, size * w.sin, t, p, from, to);
    }
  }

  /** What the panels bring to E arg(1 − t/w). */
  double meanArgument(Place w) {
    double sum = 0;
    if (below > 0) {
      double size = Math.exp(from - w.logSize);
      sum -= imaginaryOfLog(momentsBelow, size * w.cos, -size * w.sin);
    }
    if (above > 0) {
      // arg(1 − t/w) = arg(−1/w) + arg(1 − w/t)
      double size = Math.exp(w.logSize - to);
      sum += above * (Math.PI - w.angle) - imaginaryOfLog(momentsAbove, size * w.cos, size * w.sin);
    }
    for (SlopePanel panel : near) {
      sum += meanArgument(panel, w);
    }
    return sum;
  }

  /** Im Σ a_k xᵏ/k. */
  private static double imaginaryOfLog(double[] moments, double re, double im) {
    double powerRe = 1;
    double powerIm = 0;
    double sum = 0;
    for (int k = 0; k < TERMS; k++) {
      double next = powerRe * re - powerIm * im;
      powerIm = powerRe * im + powerIm * re;
      powerRe = next;
      sum += moments[k] * powerIm / (k + 1);
    }
    return sum;
  }

  private double meanArgument(SlopePanel panel, Place w) {
    if (!w.isFarFrom(panel)) {
      SlopePanel[] halves = panel.halves(kept);
      return meanArgument(halves[0], w) + meanArgument(halves[1], w);
    }
    double logRatio = w.logSize - panel.logScale();
    if (Math.abs(logRatio) > FARTHEST) {
      return logRatio > 0 ? 0 : panel.weight() * (Math.PI - w.angle);
    }
    double size = Math.exp(logRatio);
    double[] values = panel.t();
    double[] weights = panel.p();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * argument(w, values[i], size);
    }
    return sum;
  }

  /** arg(1 − t/w), t and |w| over the same scale; small ones, the most, by a series. */
  static double argument(Place w, double t, double size) {
    double im = t * w.sin;
    double re = size - t * w.cos;
    if (im < SMALL_ARGUMENT * re) {
      return arctangent(im / re);
    }
    double otherIm = size * w.sin;
    double otherRe = t - size * w.cos;
    if (otherIm < SMALL_ARGUMENT * otherRe) {
      return Math.PI - w.angle - arctangent(otherIm / otherRe);
    }
    return Math.atan2(im, re);
  }

  private static double arctangent(double x) {
    double square = x * x;
    double sum = 0;
    for (int k = ARCTAN_TERMS - 1; k >= 0; k--) {
      sum = 1.0 / (2 * k + 1) - square * sum;
    }
    return x * sum;
  }
}
