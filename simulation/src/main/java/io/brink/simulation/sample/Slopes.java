package io.brink.simulation.sample;

import io.brink.activation.Activation;
import io.brink.simulation.weight.Arena;

/** φ′ at a signal, one input and pixel at a time; asked for again it is not computed again. */
final class Slopes implements AutoCloseable {

  private final Arena arena;
  private final Activation activation;
  private final Signal in;
  private final double factor;
  private final int exponent;
  private final double[] scratch;
  private final double[] slope;
  private int input = -1;
  private int pixel = -1;

  Slopes(NetworkPlan plan, Arena arena, int node, Activation activation, Signal in) {
    this.arena = arena;
    this.activation = activation;
    this.in = in;
    scratch = arena.take(in.width);
    slope = arena.take(in.width);
    // φ′(2^e x) = 2^{(degree − 1)e} φ′(x) for a homogeneous φ; of others e is 0 here.
    double power = in.exponent == 0 ? 0 : (plan.degree[node] - 1) * in.exponent;
    exponent = (int) Math.floor(power);
    factor = Math.pow(2, power - exponent);
  }

  /** To be added to the exponent of what {@link #of} is multiplied with. */
  int exponent() {
    return exponent;
  }

  /** The slopes at one pixel for one input, until the next call. */
  double[] of(int ofInput, int ofPixel) {
    if (ofInput != input || ofPixel != pixel) {
      input = ofInput;
      pixel = ofPixel;
      activation.evaluate(in.width, in.value(input, pixel, scratch), null, slope, null);
      if (factor != 1) {
        for (int i = 0; i < in.width; i++) {
          slope[i] *= factor;
        }
      }
    }
    return slope;
  }

  @Override
  public void close() {
    arena.give(scratch);
    arena.give(slope);
  }
}
