package io.brink.network;

/** The windows of an average pooling. */
public sealed interface Pooling {

  /** Square windows of {@code size} pixels, every {@code stride} pixels. */
  record Window(int size, int stride) implements Pooling {}

  /** One window: the whole image. */
  record Global() implements Pooling {}
}
