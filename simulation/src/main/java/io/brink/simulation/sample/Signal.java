package io.brink.simulation.sample;

import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;

/**
 * One node's tensor for several inputs: a column of {@code width} units for each input and pixel,
 * {@code columns[input · pixels + pixel]}, times 2^exponent.
 *
 * <p>Where {@code differences} holds, the columns of all inputs but the first are x_j − x_0, which
 * keeps inputs apart that a double cannot.
 */
final class Signal {

  final int inputs;
  final int pixels;
  final int width;
  final double[][] columns;
  int exponent;
  boolean differences;

  Signal(int inputs, int pixels, int width, double[][] columns) {
    this.inputs = inputs;
    this.pixels = pixels;
    this.width = width;
    this.columns = columns;
  }

  /** A signal of undefined content. */
  static Signal take(Arena arena, int inputs, int pixels, int width) {
    return new Signal(inputs, pixels, width, arena.take(inputs * pixels, width));
  }

  /** A signal of undefined content with this one's exponent and form. */
  Signal like(Arena arena, int newPixels, int newWidth) {
    Signal result = take(arena, inputs, newPixels, newWidth);
    result.exponent = exponent;
    result.differences = differences;
    return result;
  }

  double[] column(int input, int pixel) {
    return columns[input * pixels + pixel];
  }

  /** Σ over pixels of the products of the columns of two inputs, as they are stored. */
  double product(int i, int j) {
    double sum = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      sum += Vectors.dot(width, column(i, pixel), column(j, pixel));
    }
    return sum;
  }

  /** Rewrites the columns as differences from the first input's. */
  void toDifferences() {
    if (!differences) {
      addFirst(-1);
      differences = true;
    }
  }

  /** Rewrites the columns as the tensors themselves. */
  void toValues() {
    if (differences) {
      addFirst(1);
      differences = false;
    }
  }

  private void addFirst(double factor) {
    for (int input = 1; input < inputs; input++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        Vectors.add(width, factor, column(0, pixel), column(input, pixel));
      }
    }
  }

  /** The tensor of one input at one pixel; {@code scratch} receives it where it is not stored. */
  double[] value(int input, int pixel, double[] scratch) {
    double[] stored = column(input, pixel);
    if (!differences || input == 0) {
      return stored;
    }
    System.arraycopy(stored, 0, scratch, 0, width);
    Vectors.add(width, 1, column(0, pixel), scratch);
    return scratch;
  }

  /** Multiplies the columns by 2^shift and keeps the value. */
  void shift(int shift) {
    double factor = Math.scalb(1.0, shift);
    for (double[] column : columns) {
      Vectors.scale(width, factor, column, column);
    }
    exponent -= shift;
  }

  /** Brings columns that have become very large or very small back to the middle of the range. */
  void normalise() {
    double largest = 0;
    for (int i = 0; i < Math.min(16, width); i++) {
      largest = Math.max(largest, Math.abs(columns[0][i]));
    }
    if (largest > 0x1p100 || (largest < 0x1p-100 && largest > 0)) {
      if (largest < Double.POSITIVE_INFINITY) {
        shift(-Math.getExponent(largest));
      }
    }
  }
}
