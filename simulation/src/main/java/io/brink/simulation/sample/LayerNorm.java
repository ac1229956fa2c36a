package io.brink.simulation.sample;

import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;
import java.util.Arrays;

/** The derivative of y = x/r, r² = ‖x‖²/n, which is its own transpose: g ↦ (g − y (y·g)/n)/r. */
final class LayerNorm {

  private LayerNorm() {}

  static void derivative(
      Signal in, int[] inputOf, Gradient gradient, Gradient result, Arena arena) {
    double units = (double) in.pixels * in.width;
    double[] scratch = arena.take(in.width);
    for (int j = 0; j < gradient.count; j++) {
      double square = 0;
      double product = 0;
      for (int pixel = 0; pixel < in.pixels; pixel++) {
        double[] x = in.value(inputOf[j], pixel, scratch);
        square += Vectors.dot(in.width, x, x);
        product += Vectors.dot(in.width, x, gradient.column(j, pixel));
      }
      double root = Math.sqrt(square / units);
      for (int pixel = 0; pixel < in.pixels; pixel++) {
        double[] out = result.column(j, pixel);
        if (root == 0) {
          Arrays.fill(out, 0);
        } else {
          Vectors.scale(in.width, 1 / root, gradient.column(j, pixel), out);
          double[] x = in.value(inputOf[j], pixel, scratch);
          Vectors.add(in.width, -product / square / root, x, out);
        }
      }
    }
    result.exponent = gradient.exponent - in.exponent;
    arena.give(scratch);
  }
}
