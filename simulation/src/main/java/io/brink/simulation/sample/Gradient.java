package io.brink.simulation.sample;

import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;

/** Several vectors at one node, gradients or tangents, times 2^exponent; laid out as a signal. */
final class Gradient {

  final int count;
  final int pixels;
  final int width;
  final double[][] columns;
  int exponent;

  private Gradient(int count, int pixels, int width, double[][] columns) {
    this.count = count;
    this.pixels = pixels;
    this.width = width;
    this.columns = columns;
  }

  /** Of undefined content. */
  static Gradient take(Arena arena, int count, int pixels, int width) {
    return new Gradient(count, pixels, width, arena.take(count * pixels, width));
  }

  /** Of undefined content, with this one's number of vectors and exponent. */
  Gradient like(Arena arena, int newPixels, int newWidth) {
    Gradient result = take(arena, count, newPixels, newWidth);
    result.exponent = exponent;
    return result;
  }

  /** Vectors given as numbers, each of all pixels one after the other. */
  static Gradient of(Arena arena, double[][] values, int pixels, int width, String name) {
    Gradient gradient = take(arena, values.length, pixels, width);
    for (int j = 0; j < values.length; j++) {
      if (values[j].length != pixels * width) {
        throw new IllegalArgumentException(
            "vector "
                + (j + 1)
                + " has "
                + values[j].length
                + " values, node '"
                + name
                + "' has "
                + pixels * width);
      }
      for (int pixel = 0; pixel < pixels; pixel++) {
        System.arraycopy(values[j], pixel * width, gradient.column(j, pixel), 0, width);
      }
    }
    return gradient;
  }

  double[] column(int j, int pixel) {
    return columns[j * pixels + pixel];
  }

  /** The numbers of one vector. */
  double[] values(int j) {
    double[] result = new double[pixels * width];
    for (int pixel = 0; pixel < pixels; pixel++) {
      double[] column = column(j, pixel);
      for (int i = 0; i < width; i++) {
        result[pixel * width + i] = Math.scalb(column[i], exponent);
      }
    }
    return result;
  }

  /** Σ of squares of one vector, without the exponent. */
  double square(int j) {
    double sum = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      sum += Vectors.dot(width, column(j, pixel), column(j, pixel));
    }
    return sum;
  }

  /** Adds factor·other. */
  void add(double factor, Gradient other) {
    if (other.exponent > exponent) {
      shift(exponent - other.exponent);
    }
    double scaled = factor * Math.scalb(1.0, other.exponent - exponent);
    for (int column = 0; column < columns.length; column++) {
      Vectors.add(width, scaled, other.columns[column], columns[column]);
    }
  }

  private void shift(int shift) {
    double factor = Math.scalb(1.0, shift);
    for (double[] column : columns) {
      Vectors.scale(width, factor, column, column);
    }
    exponent -= shift;
  }

  /** Brings columns that have become very large or very small back to the middle of the range. */
  void normalise() {
    double largest = 0;
    for (double[] column : columns) {
      for (int i = 0; i < Math.min(16, width); i++) {
        largest = Math.max(largest, Math.abs(column[i]));
      }
    }
    if ((largest > 0x1p100 && largest < Double.POSITIVE_INFINITY)
        || (largest < 0x1p-100 && largest > 0)) {
      shift(-Math.getExponent(largest));
    }
  }
}
