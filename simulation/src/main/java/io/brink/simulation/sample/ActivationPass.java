package io.brink.simulation.sample;

import io.brink.activation.Activation;
import io.brink.simulation.weight.Arena;

/**
 * An activation applied to values, or to a value and a difference.
 *
 * <p>φ(x + d) − φ(x) for |d| ≤ 10⁻³ is d times the mean of φ′ between, by Gauss' rule of two points
 * (relative error d⁴/4320 times the fifth derivative over the first), else the difference of two
 * values, which has then lost three digits at most. Where x and x + d lie on different sides of a
 * kink or jump it is the difference of two values, too.
 */
final class ActivationPass {

  private static final int BLOCK = 512;
  private static final double SHORT = 1e-3;

  /** Half the distance between the two points of Gauss' rule on an interval of length 1. */
  private static final double HALF_SPREAD = 0.28867513459481287;

  private final double[] shifted = new double[BLOCK];
  private final double[] left = new double[BLOCK];
  private final double[] right = new double[BLOCK];
  private final double[] slope = new double[BLOCK];
  private final double[] otherSlope = new double[BLOCK];
  private final double[] base = new double[BLOCK];
  private final double[] step = new double[BLOCK];

  /** φ of a signal, whose exponent is 0 or whose activation is homogeneous. */
  Signal forward(Activation activation, double[] breaks, Signal in, Arena arena) {
    Signal out = in.like(arena, in.pixels, in.width);
    for (int pixel = 0; pixel < in.pixels; pixel++) {
      activation.evaluate(in.width, in.column(0, pixel), out.column(0, pixel), null, null);
      for (int input = 1; input < in.inputs; input++) {
        double[] x = in.column(input, pixel);
        double[] y = out.column(input, pixel);
        if (in.differences) {
          difference(activation, breaks, in.width, in.column(0, pixel), x, out.column(0, pixel), y);
        } else {
          activation.evaluate(in.width, x, y, null, null);
        }
      }
    }
    return out;
  }

  private void difference(
      Activation activation,
      double[] breaks,
      int n,
      double[] x,
      double[] d,
      double[] value,
      double[] result) {
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      System.arraycopy(x, from, base, 0, size);
      System.arraycopy(d, from, step, 0, size);
      boolean anyShort = false;
      boolean anyLong = false;
      for (int i = 0; i < size; i++) {
        shifted[i] = base[i] + step[i];
        boolean isLong = !(Math.abs(step[i]) <= SHORT) || crosses(breaks, base[i], shifted[i]);
        anyLong |= isLong;
        anyShort |= !isLong;
      }
      if (anyShort) {
        for (int i = 0; i < size; i++) {
          double middle = base[i] + 0.5 * step[i];
          left[i] = middle - HALF_SPREAD * step[i];
          right[i] = middle + HALF_SPREAD * step[i];
        }
        activation.evaluate(size, left, null, slope, null);
        activation.evaluate(size, right, null, otherSlope, null);
        for (int i = 0; i < size; i++) {
          left[i] = 0.5 * (slope[i] + otherSlope[i]) * step[i];
        }
      }
      if (anyLong) {
        activation.evaluate(size, shifted, right, null, null);
        for (int i = 0; i < size; i++) {
          if (!(Math.abs(step[i]) <= SHORT) || crosses(breaks, base[i], shifted[i])) {
            left[i] = right[i] - value[from + i];
          }
        }
      }
      System.arraycopy(left, 0, result, from, size);
    }
  }

  private static boolean crosses(double[] breaks, double x, double y) {
    for (double at : breaks) {
      if (x < at != y < at) {
        return true;
      }
    }
    return false;
  }
}
