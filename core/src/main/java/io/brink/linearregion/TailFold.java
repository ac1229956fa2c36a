package io.brink.linearregion;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.linearregion.LinearRegionFamily.Folded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an activation does on x ≥ 0: whether it can be the tail of a scaled-bounded one.
 *
 * <p>Found from 40,000 samples up to 10⁸, spaced evenly by 0.005 up to 100 and by ratio from there,
 * and from both sides of every breakpoint. Where the largest slope, the highest or the lowest value
 * may lie between samples, they are refined; a feature that begins and ends between two samples is
 * not seen. A tail is bounded if over the decade up to 10⁸ it goes on by at most 3/4 of what it did
 * in the decade before, or by 2 % of all; the rest of a geometric series is added to its fall.
 */
final class TailFold {

  private static final int EVEN = 20_000;
  private static final double EVEN_END = 100;
  private static final int GEOMETRIC = 20_000;
  private static final double END = 1e8;

  /** Margin of the largest slope and of values, for what refinement leaves. */
  private static final double MARGIN = 1e-9;

  /** Samples this close to an extreme may have a larger one beside them. */
  private static final double CANDIDATE = 0.9;

  /** Where the search looks between samples. */
  private record Interval(double from, double to, double size) {}

  /** So many of the most likely intervals: a periodic tail has thousands that are alike. */
  private static final int REFINED = 24;

  /** Neighbours this close to the largest end a refinement. */
  private static final double FLAT = 1e-11;

  private static final int PARTS = 16;
  private static final int ROUNDS = 20;
  private static final double LARGEST_RATIO = 0.75;

  /** What the last decade may add, relative to all before. */
  private static final double GROWTH = 0.02;

  private static final double NEGLIGIBLE = 1e-12;

  private final Activation tail;
  private final double start;
  private double lowest;
  private double highest;
  private double steepest;

  private TailFold(Activation tail) {
    this.tail = tail;
    start = tail.value(0);
  }

  static Folded of(Activation tail) {
    TailFold fold = new TailFold(tail);
    fold.sample();
    return fold.folded();
  }

  /** A tail whose scale is given. */
  static Folded of(Activation tail, double tailScale) {
    TailFold fold = new TailFold(tail);
    fold.sample();
    double rise = Math.max(tailScale * fold.highest, tailScale * fold.lowest);
    if (rise > NEGLIGIBLE) {
      throw fold.refusal("times " + tailScale + " rises above where it starts");
    }
    if (Math.abs(tailScale) * fold.steepest > 1 + NEGLIGIBLE) {
      throw fold.refusal("times " + tailScale + " is steeper than the linear region");
    }
    double fall = -Math.min(tailScale * fold.highest, tailScale * fold.lowest);
    return new Folded(tail, tailScale, 0.5 * fall);
  }

  private void sample() {
    for (Breakpoint b : tail.breakpoints()) {
      if (b.location() >= 0 && b.valueJump() != 0) {
        throw refusal("jumps at " + b.location());
      }
      if (b.location() >= 0 && Double.isInfinite(b.derivativeJump())) {
        throw refusal("has an infinite slope at " + b.location());
      }
    }
    int n = EVEN + GEOMETRIC + 1;
    double[] x = new double[n];
    for (int i = 0; i < EVEN; i++) {
      x[i] = EVEN_END * i / EVEN;
    }
    for (int i = 0; i <= GEOMETRIC; i++) {
      x[EVEN + i] = EVEN_END * Math.pow(END / EVEN_END, (double) i / GEOMETRIC);
    }
    double[] value = new double[n];
    double[] slope = new double[n];
    tail.evaluate(n, x, value, slope, null);
    double[] decade = new double[3];
    for (int i = 0; i < n; i++) {
      double change = value[i] - start;
      if (!Double.isFinite(change) || !Double.isFinite(slope[i])) {
        throw refusal("is " + value[i] + " with slope " + slope[i] + " at " + x[i]);
      }
      see(change, slope[i]);
      int before = x[i] > 0.1 * END ? 2 : x[i] > 0.01 * END ? 1 : 0;
      decade[before] = Math.max(highest, -lowest);
    }
    refine(x, value, slope);
    for (Breakpoint b : tail.breakpoints()) {
      if (b.location() > 0) {
        double left = Math.nextDown(b.location());
        see(tail.value(left) - start, tail.derivative(left));
        see(tail.value(b.location()) - start, tail.derivative(b.location()));
      }
    }
    extrapolate(decade[1] - decade[0], decade[2] - decade[1]);
  }

  private void see(double change, double slope) {
    lowest = Math.min(lowest, change);
    highest = Math.max(highest, change);
    steepest = Math.max(steepest, Math.abs(slope));
  }

  /** Looks between samples where one of the extremes may lie there. */
  private void refine(double[] x, double[] value, double[] slope) {
    int last = x.length - 1;
    double steep = CANDIDATE * steepest;
    double size = Math.max(highest, -lowest);
    List<Interval> slopes = new ArrayList<>();
    List<Interval> values = new ArrayList<>();
    for (int i = 0; i < last; i++) {
      double own = Math.abs(slope[i]);
      double next = Math.abs(slope[i + 1]);
      double before = i == 0 ? 0 : Math.abs(slope[i - 1]);
      if (own >= steep && own >= before && own >= next) {
        slopes.add(new Interval(x[Math.max(0, i - 1)], x[i + 1], vertex(before, own, next)));
      }
      // what both slopes do not explain is narrower than the interval
      double change = Math.abs(value[i + 1] - value[i]);
      double mean = change / (x[i + 1] - x[i]);
      boolean hidden = mean > 1.5 * Math.max(own, next) && change > 1e-9 * size;
      if (hidden || (mean >= steep && mean > Math.max(own, next))) {
        slopes.add(new Interval(x[i], x[i + 1], hidden ? mean + steepest : mean));
      }
      double deviation = Math.max(Math.abs(value[i] - start), Math.abs(value[i + 1] - start));
      if (deviation >= CANDIDATE * size && slope[i] * slope[i + 1] <= 0 && own + next > 0) {
        values.add(new Interval(x[i], x[i + 1], deviation));
      }
    }
    for (boolean even : new boolean[] {true, false}) {
      largest(slopes, even).forEach(each -> zoom(each, true));
      largest(values, even).forEach(each -> zoom(each, false));
    }
  }

  /** The top of a parabola through three samples with equal spacings, the middle one largest. */
  private static double vertex(double before, double own, double next) {
    double bend = 2 * own - before - next;
    return bend > 0 ? own + (next - before) * (next - before) / (8 * bend) : own;
  }

  private static List<Interval> largest(List<Interval> intervals, boolean even) {
    return intervals.stream()
        .filter(each -> each.to() < EVEN_END == even)
        .sorted(Comparator.comparingDouble(Interval::size).reversed())
        .limit(REFINED)
        .toList();
  }

  /** Narrows an interval down to the largest slope, or value, in it. */
  private void zoom(Interval interval, boolean bySlope) {
    double[] x = new double[PARTS + 1];
    double[] value = new double[PARTS + 1];
    double[] slope = new double[PARTS + 1];
    double low = interval.from();
    double high = interval.to();
    for (int round = 0; round < ROUNDS && high - low > 8 * Math.ulp(high); round++) {
      for (int i = 0; i <= PARTS; i++) {
        x[i] = low + (high - low) * i / PARTS;
      }
      tail.evaluate(PARTS + 1, x, value, slope, null);
      int best = 0;
      double most = -1;
      double[] size = new double[PARTS + 1];
      for (int i = 0; i <= PARTS; i++) {
        see(value[i] - start, slope[i]);
        double mean =
            i < PARTS && bySlope ? Math.abs((value[i + 1] - value[i]) / (x[i + 1] - x[i])) : 0;
        size[i] = bySlope ? Math.max(mean, Math.abs(slope[i])) : Math.abs(value[i] - start);
        if (size[i] > most) {
          most = size[i];
          best = i;
        }
      }
      double beside = Math.min(size[Math.max(0, best - 1)], size[Math.min(PARTS, best + 1)]);
      if (round > 1 && beside > (1 - FLAT) * most) {
        return;
      }
      low = x[Math.max(0, best - 1)];
      high = x[Math.min(PARTS, best + 2)];
    }
  }

  /** Adds what lies beyond the last sample, if the changes per decade form a falling series. */
  private void extrapolate(double first, double second) {
    double size = Math.max(highest, -lowest);
    double ratio = second / first;
    if (!(ratio <= LARGEST_RATIO)) {
      // Samples of an oscillation, too, go on to come closer to its peaks.
      if (second > GROWTH * size) {
        throw refusal("is not bounded");
      }
      return;
    }
    double more = second * ratio / (1 - ratio);
    if (highest > -lowest) {
      highest += more;
    } else {
      lowest -= more;
    }
  }

  private Folded folded() {
    if (highest > NEGLIGIBLE && lowest < -NEGLIGIBLE) {
      throw refusal("both rises above and falls below where it starts");
    }
    if (steepest == 0) {
      throw refusal("is constant; that is shtanh");
    }
    double size = steepest <= 1 ? 1 : 1 / (steepest * (1 + MARGIN));
    boolean rises = highest > NEGLIGIBLE;
    double fall = size * (rises ? highest : -lowest);
    return new Folded(tail, rises ? -size : size, 0.5 * fall);
  }

  private IllegalArgumentException refusal(String fault) {
    return new IllegalArgumentException(
        "no linear region can be put before "
            + tail.name()
            + ": for x >= 0 it "
            + fault
            + "; a scaled-bounded activation needs a tail that stays on one side of where it"
            + " starts and is bounded, such as tanh or exp(-x)");
  }
}
