package io.brink.linearregion;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.linearregion.LinearRegionFamily.Folded;

/**
 * What an activation does on x ≥ 0: whether it can be the tail of a scaled-bounded one. Found from
 * 40,000 samples up to 10⁸, spaced evenly at first and then by ratio.
 */
final class TailFold {

  private static final int EVEN = 20_000;
  private static final double EVEN_END = 100;
  private static final int GEOMETRIC = 20_000;
  private static final double END = 1e8;

  /** Margin of the largest slope, for maxima between samples. */
  private static final double MARGIN = 1e-5;

  /** What a bounded tail may add beyond 100, relative to what it did up to there. */
  private static final double GROWTH = 1.05;

  private static final double NEGLIGIBLE = 1e-12;

  private final Activation tail;
  private double lowest;
  private double highest;
  private double steepest;

  private TailFold(Activation tail) {
    this.tail = tail;
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
    int n = EVEN + GEOMETRIC;
    double[] x = new double[n];
    for (int i = 0; i < EVEN; i++) {
      x[i] = EVEN_END * i / EVEN;
    }
    for (int i = 0; i < GEOMETRIC; i++) {
      x[EVEN + i] = EVEN_END * Math.pow(END / EVEN_END, (double) i / GEOMETRIC);
    }
    double[] value = new double[n];
    double[] slope = new double[n];
    tail.evaluate(n, x, value, slope, null);
    double start = tail.value(0);
    double near = 0;
    for (int i = 0; i < n; i++) {
      if (i < EVEN) {
        near = Math.max(near, Math.abs(value[i] - start));
      } else if (!(Math.abs(value[i] - start) <= GROWTH * near)) {
        throw refusal("is not bounded");
      }
      lowest = Math.min(lowest, value[i] - start);
      highest = Math.max(highest, value[i] - start);
      steepest = Math.max(steepest, Math.abs(slope[i]));
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
