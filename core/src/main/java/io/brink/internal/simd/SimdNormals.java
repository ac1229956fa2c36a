package io.brink.internal.simd;

import static io.brink.internal.simd.ScalarNormals.ARTANH;
import static io.brink.internal.simd.ScalarNormals.COSINE;
import static io.brink.internal.simd.ScalarNormals.SINE;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Random numbers on the Vector API.
 *
 * <p>Eight independent xoshiro256++ generators (Blackman &amp; Vigna 2021) run side by side,
 * whatever the width of the machine's vectors, so that the numbers do not depend on it. Normal
 * numbers come in pairs by Box and Muller's transform: r = √(−2 ln u) for u = (k + ½)/2⁵², k ∈ [0,
 * 2⁵²), so that |z| ≤ 8.6, and a point of the circle, (±cos πt, sin πt) for t ∈ [−½, ½).
 *
 * <p>ln u: u = 2^k m, m ∈ [√½, √2), ln m = 2 artanh s, s = (m − 1)/(m + 1). The polynomials are
 * Chebyshev interpolants computed at 50 digits, truncation 6·10⁻¹⁷ or less. All steps are exactly
 * rounded operations in one order, so that the scalar twin gives the same bits.
 */
final class SimdNormals {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> B =
      VectorSpecies.of(long.class, DoubleVector.SPECIES_PREFERRED.vectorShape());

  private static final int LANES = VectorMath.RANDOM_LANES;

  /** Numbers that one step of all generators makes, two words each. */
  private static final int PAIRS = 2 * LANES;

  private static final int BLOCK = 64 * PAIRS;

  /** 1.0's bits less √½'s: adding it carries into the exponent from √½ on. */
  static final long ABOVE_ROOT_HALF = 0x3ff0000000000000L - 0x3fe6a09e667f3bcdL;

  static final long ONE_EXPONENT = 0x3ff0000000000000L;
  static final long TWO_52 = 0x4330000000000000L;
  static final double TWO_52_AND_EXPONENT = 0x1p52 + 1023;
  static final double JUST_BELOW_ONE = 1 - 0x1p-53;
  static final double MINUS_TWO_LN_2 = -1.3862943611198906;

  private SimdNormals() {}

  /** Arrays between the stages: fresh ones for every call would not be in the cache. */
  private static final class Scratch {
    final long[] words = new long[BLOCK];
    final double[] radius = new double[BLOCK / 2];
    final double[] last = new double[PAIRS];
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** What is done to a block of words, one loop after the other. */
  private enum Stage {
    /** √(−2 ln u) of the first word of each pair. */
    RADII {
      @Override
      void apply(long[] words, double[] radius, double[] out, int from, int n) {
        for (int i = 0; i < n; i += S.length()) {
          DoubleVector u = uniform(LongVector.fromArray(B, words, place(i)));
          twiceExponential(u).lanewise(VectorOperators.SQRT).intoArray(radius, i);
        }
      }
    },
    /** r cos πt of the second word, with either sign. */
    COSINES {
      @Override
      void apply(long[] words, double[] radius, double[] out, int from, int n) {
        for (int i = 0; i < n; i += S.length()) {
          LongVector word = LongVector.fromArray(B, words, place(i) + LANES);
          DoubleVector t = oneToTwo(word).sub(1.5);
          DoubleVector c = cosine(t.mul(t)).mul(DoubleVector.fromArray(S, radius, i));
          LongVector flipped = c.reinterpretAsLongs().lanewise(XOR, word.lanewise(LSHL, 63));
          flipped.reinterpretAsDoubles().intoArray(out, from + place(i));
        }
      }
    },
    /** r sin πt of the second word. */
    SINES {
      @Override
      void apply(long[] words, double[] radius, double[] out, int from, int n) {
        for (int i = 0; i < n; i += S.length()) {
          DoubleVector t = oneToTwo(LongVector.fromArray(B, words, place(i) + LANES)).sub(1.5);
          DoubleVector s = sine(t.mul(t)).mul(t).mul(DoubleVector.fromArray(S, radius, i));
          s.intoArray(out, from + place(i) + LANES);
        }
      }
    };

    /** For {@code n} pairs, the first numbers of which go to {@code from} + {@code place(i)}. */
    abstract void apply(long[] words, double[] radius, double[] out, int from, int n);
  }

  // Called through one site, the stages are compiled each for itself: all in one method they are
  // more than the compiler inlines, and what is not inlined allocates.
  private static final Stage[] STAGES = Stage.values();

  private static int place(int pair) {
    return pair / LANES * PAIRS + pair % LANES;
  }

  static void normals(long[] state, double[] out, int from, int n) {
    int whole = n / PAIRS * PAIRS;
    Scratch scratch = SCRATCH.get();
    long[] words = scratch.words;
    double[] radius = scratch.radius;
    for (int done = 0; done < whole; done += BLOCK) {
      int count = Math.min(BLOCK, whole - done);
      words(state, words, count);
      transform(words, radius, out, from + done, count);
    }
    if (whole < n) {
      words(state, words, PAIRS);
      transform(words, radius, scratch.last, 0, PAIRS);
      System.arraycopy(scratch.last, 0, out, from + whole, n - whole);
    }
  }

  private static void transform(long[] words, double[] radius, double[] out, int from, int n) {
    for (Stage stage : STAGES) {
      stage.apply(words, radius, out, from, n / 2);
    }
  }

  static void uniforms(long[] state, double[] out, int from, int n) {
    int whole = n / LANES * LANES;
    long[] words = SCRATCH.get().words;
    for (int done = 0; done < whole; done += BLOCK) {
      int count = Math.min(BLOCK, whole - done);
      words(state, words, count);
      for (int i = 0; i < count; i += S.length()) {
        uniform(LongVector.fromArray(B, words, i)).intoArray(out, from + done + i);
      }
    }
    if (whole < n) {
      words(state, words, LANES);
      for (int i = 0; whole + i < n; i++) {
        out[from + whole + i] = ScalarNormals.uniform(words[i]);
      }
    }
  }

  /** The next outputs of the generators, lane by lane side by side. */
  private static void words(long[] state, long[] words, int n) {
    for (int lane = 0; lane < LANES; lane += S.length()) {
      LongVector s0 = LongVector.fromArray(B, state, lane);
      LongVector s1 = LongVector.fromArray(B, state, LANES + lane);
      LongVector s2 = LongVector.fromArray(B, state, 2 * LANES + lane);
      LongVector s3 = LongVector.fromArray(B, state, 3 * LANES + lane);
      for (int i = lane; i < n; i += LANES) {
        s0.add(s3).lanewise(ROL, 23).add(s0).intoArray(words, i);
        LongVector t = s1.lanewise(LSHL, 17);
        s2 = s2.lanewise(XOR, s0);
        s3 = s3.lanewise(XOR, s1);
        s1 = s1.lanewise(XOR, s2);
        s0 = s0.lanewise(XOR, s3);
        s2 = s2.lanewise(XOR, t);
        s3 = s3.lanewise(ROL, 45);
      }
      s0.intoArray(state, lane);
      s1.intoArray(state, LANES + lane);
      s2.intoArray(state, 2 * LANES + lane);
      s3.intoArray(state, 3 * LANES + lane);
    }
  }

  private static DoubleVector uniform(LongVector word) {
    return oneToTwo(word).sub(JUST_BELOW_ONE);
  }

  private static DoubleVector oneToTwo(LongVector word) {
    return word.lanewise(LSHR, 12).or(ONE_EXPONENT).reinterpretAsDoubles();
  }

  /** −2 ln u. */
  private static DoubleVector twiceExponential(DoubleVector u) {
    LongVector bits = u.reinterpretAsLongs();
    LongVector raised = bits.add(ABOVE_ROOT_HALF).lanewise(LSHR, 52);
    DoubleVector k = raised.or(TWO_52).reinterpretAsDoubles().sub(TWO_52_AND_EXPONENT);
    DoubleVector m = bits.sub(raised.lanewise(LSHL, 52)).add(ONE_EXPONENT).reinterpretAsDoubles();
    DoubleVector s = m.sub(1).div(m.add(1));
    return k.lanewise(FMA, DoubleVector.broadcast(S, MINUS_TWO_LN_2), artanh(s));
  }

  /** −4 artanh s. */
  private static DoubleVector artanh(DoubleVector s) {
    DoubleVector z = s.mul(s);
    DoubleVector sum = DoubleVector.broadcast(S, ARTANH[7]);
    sum = sum.lanewise(FMA, z, ARTANH[6]);
    sum = sum.lanewise(FMA, z, ARTANH[5]);
    sum = sum.lanewise(FMA, z, ARTANH[4]);
    sum = sum.lanewise(FMA, z, ARTANH[3]);
    sum = sum.lanewise(FMA, z, ARTANH[2]);
    sum = sum.lanewise(FMA, z, ARTANH[1]);
    sum = sum.lanewise(FMA, z, ARTANH[0]);
    return s.mul(-4).mul(sum);
  }

  private static DoubleVector sine(DoubleVector square) {
    DoubleVector sum = DoubleVector.broadcast(S, SINE[8]);
    sum = sum.lanewise(FMA, square, SINE[7]);
    sum = sum.lanewise(FMA, square, SINE[6]);
    sum = sum.lanewise(FMA, square, SINE[5]);
    sum = sum.lanewise(FMA, square, SINE[4]);
    sum = sum.lanewise(FMA, square, SINE[3]);
    sum = sum.lanewise(FMA, square, SINE[2]);
    sum = sum.lanewise(FMA, square, SINE[1]);
    return sum.lanewise(FMA, square, SINE[0]);
  }

  private static DoubleVector cosine(DoubleVector square) {
    DoubleVector sum = DoubleVector.broadcast(S, COSINE[9]);
    sum = sum.lanewise(FMA, square, COSINE[8]);
    sum = sum.lanewise(FMA, square, COSINE[7]);
    sum = sum.lanewise(FMA, square, COSINE[6]);
    sum = sum.lanewise(FMA, square, COSINE[5]);
    sum = sum.lanewise(FMA, square, COSINE[4]);
    sum = sum.lanewise(FMA, square, COSINE[3]);
    sum = sum.lanewise(FMA, square, COSINE[2]);
    sum = sum.lanewise(FMA, square, COSINE[1]);
    return sum.lanewise(FMA, square, COSINE[0]);
  }
}
