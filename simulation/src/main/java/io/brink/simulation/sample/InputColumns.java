package io.brink.simulation.sample;

import io.brink.simulation.weight.Arena;

/**
 * Inputs that are given as numbers.
 *
 * @param values one array for each input: its units or, for an image, its pixels one after the
 *     other, each with all its channels
 */
public record InputColumns(double[]... values) implements Inputs {

  /** Copies the arrays. */
  public InputColumns {
    if (values.length == 0) {
      throw new IllegalArgumentException("at least one input is needed, got none");
    }
    double[][] copies = new double[values.length][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = values[i].clone();
      for (double value : copies[i]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "input " + (i + 1) + " has a value that is not finite: " + value);
        }
      }
    }
    values = copies;
  }

  @Override
  public int count() {
    return values.length;
  }

  /** The signal of the input node. */
  Signal signal(String name, int pixels, int width, Arena arena) {
    Signal signal = Signal.take(arena, values.length, pixels, width);
    for (int input = 0; input < values.length; input++) {
      if (values[input].length != pixels * width) {
        throw new IllegalArgumentException(
            "input "
                + (input + 1)
                + " has "
                + values[input].length
                + " values, node '"
                + name
                + "' takes "
                + pixels * width);
      }
      for (int pixel = 0; pixel < pixels; pixel++) {
        System.arraycopy(values[input], pixel * width, signal.column(input, pixel), 0, width);
      }
    }
    return signal;
  }
}
