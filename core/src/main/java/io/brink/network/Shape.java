package io.brink.network;

/** The shape of a tensor for one input: a vector of units, or an image of channels. */
public sealed interface Shape {

  /** Number of independent units over which mean-field averages run: units, or channels. */
  int width();

  /** A vector. */
  record Vector(int units) implements Shape {
    @Override
    public int width() {
      return units;
    }

    @Override
    public String toString() {
      return Integer.toString(units);
    }
  }

  /** An image: channels × height × width, in pixels. */
  record Image(int channels, int height, int columns) implements Shape {
    @Override
    public int width() {
      return channels;
    }

    @Override
    public String toString() {
      return channels + "x" + height + "x" + columns;
    }
  }
}
