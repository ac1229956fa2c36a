package io.brink.simulation.random;

import io.brink.internal.simd.VectorMath;

/**
 * A stream of random numbers that is named by numbers: the seed of a simulation, then whatever the
 * stream belongs to. Equal names give equal streams; streams of different names are independent for
 * all practical purposes. So a figure depends on what is simulated and not on the thread that does
 * it or on what was simulated before.
 *
 * <p>Eight xoshiro256++ generators side by side; their 2048 bits of state come from two SplitMix64
 * sequences, whose starting points are 64-bit hashes of the name (Steele, Lea &amp; Flood 2014).
 * Not thread-safe.
 */
public final class RandomStream {

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;
  private static final long OTHER_RATIO = 0xd1342543de82ef95L;

  private final long[] state = new long[4 * VectorMath.RANDOM_LANES];
  private final VectorMath math = VectorMath.preferred();

  private RandomStream() {}

  /** The stream of that name, at its beginning. */
  public static RandomStream of(long seed, long... path) {
    RandomStream stream = new RandomStream();
    long first = mixed(seed + GOLDEN_RATIO);
    long second = mixed(seed + OTHER_RATIO);
    for (long step : path) {
      first = mixed(first + GOLDEN_RATIO * (step + 1));
      second = mixed(second + OTHER_RATIO * (step + 1));
    }
    for (int i = 0; i < stream.state.length; i++) {
      first += GOLDEN_RATIO;
      second += OTHER_RATIO;
      stream.state[i] = mixed(first) + mixed(second);
    }
    return stream;
  }

  /**
   * Fills {@code out[from .. from + n)} with independent standard normal numbers, |z| ≤ 8.6. The
   * numbers that a stream gives depend on how many were asked for at a time.
   */
  public void normals(double[] out, int from, int n) {
    math.normals(state, out, from, n);
  }

  /** Fills {@code out[0 .. n)} with independent standard normal numbers. */
  public void normals(double[] out, int n) {
    math.normals(state, out, 0, n);
  }

  /** Fills {@code out[0 .. n)} with independent uniform numbers in (0, 1). */
  public void uniforms(double[] out, int n) {
    math.uniforms(state, out, 0, n);
  }

  /** The finaliser of MurmurHash3, in Stafford's variant 13. */
  private static long mixed(long z) {
    long y = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    y = (y ^ y >>> 27) * 0x94d049bb133111ebL;
    return y ^ y >>> 31;
  }
}
