package io.brink.network;

/** The windows of an average pooling. */
public sealed interface Pooling {

  /**
   * Square windows of {@code size} pixels, every {@code stride} pixels, all inside the image (no
   * padding): the output is an image of ⌊(height − size)/stride⌋ + 1 rows.
   */
  record Window(int size, int stride) implements Pooling {}

  /** One window, the whole image: the output is a vector of one unit per channel. */
  record Global() implements Pooling {}
}
