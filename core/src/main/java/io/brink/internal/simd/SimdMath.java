package io.brink.internal.simd;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The provider on the Vector API, at the widest species of the machine.
 *
 * <p>eˣ: x = k ln 2 + r with |r| ≤ ½ ln 2 by two fused steps, e^r − 1 = r + r²Q(r) with Q of degree
 * 9 (truncation 4·10⁻¹⁷), scaled by 2^k in two factors so that underflow is gradual. e^r − 1 is
 * kept apart from the 1, which gives eˣ − 1 without cancellation; tanh and the logistic family
 * follow from e^{−|x|} and e^{−|x|} − 1. ln(1 + e) for e ≤ 1 is 2 artanh(e/(2 + e)). The error
 * function uses the polynomials of {@link io.brink.internal.special.ErrorFunction}. Sine and cosine
 * reduce by π/2 in two fused steps, for |x| ≤ 10⁵; an array that goes beyond is left to the JDK's
 * functions.
 *
 * <p>Polynomials run as two interleaved Horner chains in the square of their argument. Coefficients
 * are Chebyshev expansions computed at 50 digits. Long formulas (erf, Φ) take several passes over a
 * block that stays in the first-level cache: in one loop they exceed what the compiler keeps
 * unboxed.
 */
public final class SimdMath implements VectorMath {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Small, as scratch arrays come from memory that no cache holds. */
  private static final int BLOCK = 128;

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN_2 = 0.6931471805599453;
  private static final double LN_2_LOW = 2.3190468138462996e-17;

  private static final double HALF_PI = 1.5707963267948966;
  private static final double HALF_PI_LOW = 6.123233995736766e-17;
  private static final double TWO_OVER_PI = 0.6366197723675814;

  /** Adding and subtracting 1.5·2⁵² rounds to a whole number. */
  private static final double ROUND = 0x1.8p52;

  /** Beyond this sine and cosine need a longer π. */
  private static final double LONGEST_ARC = 1e5;

  /** Beyond this Φ and erfc underflow. */
  private static final double FARTHEST = 40;

  /**
   * A loop over whole vectors. Behind an interface it is compiled by itself: the compiler stops to
   * inline where a method has grown too large, and then each vector becomes an object.
   */
  private interface Pass {
    /** Handles {@code x[0..n)}, n a multiple of the length of a vector. */
    void run(int n, double[] x, double[] a, double[] b, double[] c);
  }

  /** A pass over any number of points: the last ones, fewer than a vector, are padded to one. */
  private static void apply(Pass pass, int n, double[] x, double[] a, double[] b, double[] c) {
    int bound = S.loopBound(n);
    int rest = n - bound;
    double[] xPart = x;
    double[] aPart = a;
    double[] bPart = b;
    double[] cPart = c;
    int size = bound;
    // one call in a loop, so that the pass is not inlined twice
    for (int part = bound > 0 ? 0 : 1; part < (rest > 0 ? 2 : 1); part++) {
      if (part == 1) {
        xPart = Arrays.copyOf(Arrays.copyOfRange(x, bound, n), L);
        aPart = a == null ? null : new double[L];
        bPart = b == null ? null : new double[L];
        cPart = c == null ? null : new double[L];
        size = L;
      }
      pass.run(size, xPart, aPart, bPart, cPart);
    }
    if (rest > 0) {
      copy(aPart, a, bound, n);
      copy(bPart, b, bound, n);
      copy(cPart, c, bound, n);
    }
  }

  @Override
  public void exp(int n, double[] x, double[] exp) {
    apply(SimdMath::exponentials, n, x, exp, null, null);
  }

  private static void exponentials(
      int n, double[] x, double[] exp, double[] unused0, double[] unused1) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector y = clamp(v);
      DoubleVector k = exponent(y);
      DoubleVector e = scale(fraction(y, k).add(1), k);
      e.intoArray(exp, i);
    }
  }

  @Override
  public void decay(int n, double[] x, double[] expm1, double[] exp) {
    apply(SimdMath::decays, n, x, expm1, exp, null);
  }

  private static void decays(int n, double[] x, double[] expm1, double[] exp, double[] unused0) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector y = clampNegative(v.blend(0.0, v.compare(VectorOperators.GT, 0.0)));
      DoubleVector k = exponent(y);
      DoubleVector p = fraction(y, k);
      DoubleVector power = powerOfTwo(k);
      if (expm1 != null) {
        p.fma(power, power.sub(1)).intoArray(expm1, i);
      }
      if (exp != null) {
        p.fma(power, power).intoArray(exp, i);
      }
    }
  }

  @Override
  public void tanh(int n, double[] x, double[] tanh, double[] sechSquared) {
    apply(SimdMath::tangents, n, x, tanh, sechSquared, null);
  }

  private static void tangents(
      int n, double[] x, double[] tanh, double[] sechSquared, double[] unused0) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector y = clampNegative(v.abs().mul(-2));
      DoubleVector k = exponent(y);
      DoubleVector p = fraction(y, k);
      DoubleVector power = powerOfTwo(k);
      DoubleVector m = p.fma(power, power.sub(1));
      DoubleVector e = p.fma(power, power);
      DoubleVector t = withSignOf(m.neg().div(m.add(2)), v);
      if (tanh != null) {
        t.intoArray(tanh, i);
      }
      if (sechSquared != null) {
        DoubleVector inverse = DoubleVector.broadcast(S, 2.0).div(e.add(1));
        e.mul(inverse).mul(inverse).intoArray(sechSquared, i);
      }
    }
  }

  @Override
  public void sigmoid(int n, double[] x, double[] sigmoid, double[] derivative, double[] second) {
    apply(SimdMath::sigmoids, n, x, sigmoid, derivative, second);
  }

  private static void sigmoids(
      int n, double[] x, double[] sigmoid, double[] derivative, double[] second) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector y = clampNegative(v.abs().neg());
      DoubleVector k = exponent(y);
      DoubleVector p = fraction(y, k);
      DoubleVector power = powerOfTwo(k);
      DoubleVector m = p.fma(power, power.sub(1));
      DoubleVector e = p.fma(power, power);
      DoubleVector inverse = DoubleVector.broadcast(S, 1.0).div(e.add(1));
      if (sigmoid != null) {
        VectorMask<Double> negative = v.compare(VectorOperators.LT, 0.0);
        inverse.blend(e.mul(inverse), negative).intoArray(sigmoid, i);
      }
      if (derivative != null) {
        e.mul(inverse).mul(inverse).intoArray(derivative, i);
      }
      if (second != null) {
        DoubleVector size = e.mul(inverse).mul(inverse).mul(m).mul(inverse);
        withSignOf(size.neg(), v.neg()).intoArray(second, i);
      }
    }
  }

  @Override
  public void softplus(int n, double[] x, double[] softplus) {
    apply(SimdMath::softpluses, n, x, softplus, null, null);
  }

  private static void softpluses(
      int n, double[] x, double[] softplus, double[] unused0, double[] unused1) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector y = clampNegative(v.abs().neg());
      DoubleVector k = exponent(y);
      DoubleVector e = fraction(y, k).add(1).mul(powerOfTwo(k));
      DoubleVector s = e.div(e.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector log1p = artanh(z).mul(z).mul(s).add(s).mul(2);
      v.blend(0.0, v.compare(VectorOperators.LT, 0.0)).add(log1p).intoArray(softplus, i);
    }
  }

  @Override
  public void erf(int n, double[] x, double[] erf, double[] gaussian) {
    if (erf == null) {
      if (gaussian != null) {
        apply(SimdMath::gaussians, n, x, gaussian, null, null);
      }
      return;
    }
    byBlocks(ERF, n, x, erf, gaussian);
  }

  private static final Pass[] ERF = {
    SimdMath::gaussians,
    (n, x, _, complement, _) -> scaledComplement(n, x, 1, complement),
    (n, x, _, _, near) -> erfNear(n, x, near),
    SimdMath::joinErf
  };

  private static void gaussians(
      int n, double[] x, double[] gaussian, double[] unused0, double[] unused1) {
    gaussian(n, x, -1, gaussian);
  }

  @Override
  public void normal(int n, double[] x, double[] cdf, double[] density) {
    if (cdf != null) {
      byBlocks(NORMAL, n, x, cdf, density);
    } else if (density != null) {
      apply(SimdMath::halfGaussians, n, x, density, null, null);
    }
    if (density != null) {
      for (int i = 0; i < n; i++) {
        density[i] *= 0.3989422804014327;
      }
    }
  }

  private static final Pass[] NORMAL = {
    SimdMath::halfGaussians,
    (n, x, _, complement, _) -> scaledComplement(n, x, 0.7071067811865476, complement),
    SimdMath::joinNormal
  };

  private static void halfGaussians(
      int n, double[] x, double[] gaussian, double[] unused0, double[] unused1) {
    gaussian(n, x, -0.5, gaussian);
  }

  /** Long formulas: each pass over one block after the other; the second result is optional. */
  private static void byBlocks(
      Pass[] passes, int n, double[] x, double[] integral, double[] gaussian) {
    int room = roundedUp(Math.min(n, BLOCK));
    double[] block = new double[room];
    double[] decay = new double[room];
    double[] complement = new double[room];
    double[] near = new double[room];
    for (int from = 0; from < n; from += BLOCK) {
      int size = Math.min(BLOCK, n - from);
      System.arraycopy(x, from, block, 0, size);
      int padded = roundedUp(size);
      for (Pass pass : passes) {
        pass.run(padded, block, decay, complement, near);
      }
      System.arraycopy(complement, 0, integral, from, size);
      if (gaussian != null) {
        System.arraycopy(decay, 0, gaussian, from, size);
      }
    }
  }

  private static int roundedUp(int n) {
    return (n + L - 1) / L * L;
  }

  /** e^{factor·x²}, with the rounding error of the square. */
  private static void gaussian(int n, double[] x, double factor, double[] result) {
    // There the result is e^{−708}, which stands for 0.
    double farthest = Math.sqrt(708 / -factor);
    for (int i = 0; i < n; i += L) {
      DoubleVector distance = DoubleVector.fromArray(S, x, i).abs();
      DoubleVector a = distance.blend(farthest, distance.compare(VectorOperators.GT, farthest));
      DoubleVector square = a.mul(a);
      DoubleVector low = a.fma(a, square.neg());
      DoubleVector y = square.mul(factor);
      DoubleVector k = exponent(y);
      DoubleVector e = fraction(y, k).add(1).mul(powerOfTwo(k));
      e.fma(low.mul(factor), e).intoArray(result, i);
    }
  }

  /** erfcx(factor·|x|). */
  private static void scaledComplement(int n, double[] x, double factor, double[] result) {
    for (int i = 0; i < n; i += L) {
      DoubleVector a = nearby(DoubleVector.fromArray(S, x, i).abs()).mul(factor);
      DoubleVector t = a.sub(4).div(a.add(4));
      DoubleVector numerator = scaledComplementPolynomial(t);
      numerator.div(a.lanewise(FMA, 2, 1)).intoArray(result, i);
    }
  }

  /** erf |x| where |x| ≤ 1, and erf 1 elsewhere. */
  private static void erfNear(int n, double[] x, double[] result) {
    for (int i = 0; i < n; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, i).abs();
      DoubleVector inside = a.blend(1.0, a.compare(VectorOperators.GT, 1.0));
      erfRatio(inside.mul(inside)).mul(inside).intoArray(result, i);
    }
  }

  /** erf from its value near 0, e^{−x²} and erfcx |x|, which it replaces. */
  private static void joinErf(
      int n, double[] x, double[] decay, double[] complement, double[] near) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      VectorMask<Double> isFar = v.abs().compare(VectorOperators.GT, 1.0);
      DoubleVector tail =
          DoubleVector.fromArray(S, decay, i).mul(DoubleVector.fromArray(S, complement, i));
      DoubleVector size = DoubleVector.fromArray(S, near, i).blend(tail.neg().add(1), isFar);
      withSignOf(size, v).intoArray(complement, i);
    }
  }

  /** Φ from e^{−x²/2} and erfcx(|x|/√2), which it replaces. */
  private static void joinNormal(
      int n, double[] x, double[] decay, double[] complement, double[] unused) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector tail =
          DoubleVector.fromArray(S, decay, i)
              .mul(DoubleVector.fromArray(S, complement, i))
              .mul(0.5);
      VectorMask<Double> positive = v.compare(VectorOperators.GT, 0.0);
      tail.blend(tail.neg().add(1), positive).intoArray(complement, i);
    }
  }

  @Override
  public void sinCos(int n, double[] x, double[] sin, double[] cos) {
    if (!isShort(n, x)) {
      new ScalarMath().sinCos(n, x, sin, cos);
      return;
    }
    apply(SimdMath::sinesAndCosines, n, x, sin, cos, null);
  }

  private static void sinesAndCosines(
      int n, double[] x, double[] sin, double[] cos, double[] unused0) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, i);
      DoubleVector k = v.lanewise(FMA, TWO_OVER_PI, ROUND).sub(ROUND);
      DoubleVector r = k.lanewise(FMA, -HALF_PI, v);
      DoubleVector t = k.lanewise(FMA, -HALF_PI_LOW, r);
      DoubleVector z = t.mul(t);
      DoubleVector s = sine(z).mul(z).mul(t).add(t);
      DoubleVector c = cosine(z).mul(z).mul(z).add(z.lanewise(FMA, -0.5, 1));
      LongVector quadrant = k.add(ROUND).reinterpretAsLongs();
      VectorMask<Double> odd = bit(quadrant, 1);
      if (sin != null) {
        DoubleVector sine = s.blend(c, odd);
        sine.blend(sine.neg(), bit(quadrant, 2)).intoArray(sin, i);
      }
      if (cos != null) {
        DoubleVector cosine = c.blend(s, odd);
        cosine.blend(cosine.neg(), bit(quadrant.add(1), 2)).intoArray(cos, i);
      }
    }
  }

  @Override
  public double dot(int n, double[] a, double[] b) {
    return dot(n, a, 0, b, 0);
  }

  @Override
  public double dot(int n, double[] a, int aFrom, double[] b, int bFrom) {
    DoubleVector first = DoubleVector.zero(S);
    DoubleVector second = DoubleVector.zero(S);
    int i = 0;
    for (; i + 2 * L <= n; i += 2 * L) {
      first =
          DoubleVector.fromArray(S, a, aFrom + i)
              .fma(DoubleVector.fromArray(S, b, bFrom + i), first);
      second =
          DoubleVector.fromArray(S, a, aFrom + i + L)
              .fma(DoubleVector.fromArray(S, b, bFrom + i + L), second);
    }
    if (i + L <= n) {
      first =
          DoubleVector.fromArray(S, a, aFrom + i)
              .fma(DoubleVector.fromArray(S, b, bFrom + i), first);
      i += L;
    }
    double sum = lanes(first.add(second));
    for (; i < n; i++) {
      sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
    }
    return sum;
  }

  @Override
  public double dot(int n, double[] w, double[] a, double[] b) {
    DoubleVector total = DoubleVector.zero(S);
    int i = 0;
    for (; i + L <= n; i += L) {
      DoubleVector weighted = DoubleVector.fromArray(S, w, i).mul(DoubleVector.fromArray(S, a, i));
      total = weighted.fma(DoubleVector.fromArray(S, b, i), total);
    }
    double sum = lanes(total);
    for (; i < n; i++) {
      sum = Math.fma(w[i] * a[i], b[i], sum);
    }
    return sum;
  }

  /**
   * The sum of the lanes in their order. {@code reduceLanes} leaves the order open and adds in
   * another one once it is compiled, so the same sum would change its last bit within a run.
   */
  private static double lanes(DoubleVector vector) {
    double sum = vector.lane(0);
    for (int i = 1; i < L; i++) {
      sum += vector.lane(i);
    }
    return sum;
  }

  @Override
  public void resolvent(
      int n, double[] t, double[] p, int from, double wRe, double wIm, double[] sums) {
    DoubleVector square = DoubleVector.broadcast(S, wIm * wIm);
    DoubleVector gRe = DoubleVector.zero(S);
    DoubleVector gIm = DoubleVector.zero(S);
    DoubleVector mRe = DoubleVector.zero(S);
    DoubleVector mIm = DoubleVector.zero(S);
    DoubleVector dRe = DoubleVector.zero(S);
    DoubleVector dIm = DoubleVector.zero(S);
    int i = from;
    for (; i + L <= from + n; i += L) {
      DoubleVector value = DoubleVector.fromArray(S, t, i);
      DoubleVector weight = DoubleVector.fromArray(S, p, i);
      DoubleVector re = DoubleVector.broadcast(S, wRe).sub(value);
      DoubleVector factor = DoubleVector.broadcast(S, 1.0).div(re.fma(re, square));
      DoubleVector inverseRe = re.mul(factor);
      DoubleVector inverseIm = factor.mul(wIm);
      DoubleVector product = weight.mul(value);
      gRe = weight.fma(inverseRe, gRe);
      gIm = weight.fma(inverseIm, gIm);
      DoubleVector partRe = product.mul(inverseRe);
      DoubleVector partIm = product.mul(inverseIm);
      mRe = mRe.add(partRe);
      mIm = mIm.add(partIm);
      dRe = partRe.fma(inverseRe, dRe.sub(partIm.mul(inverseIm)));
      dIm = partRe.fma(inverseIm, dIm);
    }
    // 1/(w − t) has the imaginary part −Im w/|w − t|²
    sums[0] += lanes(gRe);
    sums[1] -= lanes(gIm);
    sums[2] += lanes(mRe);
    sums[3] -= lanes(mIm);
    sums[4] += lanes(dRe);
    sums[5] -= 2 * lanes(dIm);
    if (i < from + n) {
      ScalarMath.resolvent(i, from + n, t, p, wRe, wIm, sums);
    }
  }

  @Override
  public void normals(long[] state, double[] out, int from, int n) {
    SimdNormals.normals(state, out, from, n);
  }

  @Override
  public void uniforms(long[] state, double[] out, int from, int n) {
    SimdNormals.uniforms(state, out, from, n);
  }

  private static void copy(double[] rest, double[] target, int from, int to) {
    if (target != null) {
      System.arraycopy(rest, 0, target, from, to - from);
    }
  }

  private static boolean isShort(int n, double[] x) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(x[i]) <= LONGEST_ARC)) {
        return false;
      }
    }
    return true;
  }

  private static VectorMask<Double> bit(LongVector quadrant, long bit) {
    return quadrant.and(bit).compare(VectorOperators.NE, 0L).cast(S);
  }

  private static DoubleVector withSignOf(DoubleVector magnitude, DoubleVector sign) {
    LongVector bit = sign.reinterpretAsLongs().and(Long.MIN_VALUE);
    return magnitude.reinterpretAsLongs().or(bit).reinterpretAsDoubles();
  }

  /** The range outside of which eˣ is 0 or ∞ anyway. */
  private static DoubleVector clamp(DoubleVector x) {
    DoubleVector above = x.blend(-746.0, x.compare(VectorOperators.LT, -746.0));
    return above.blend(710.0, above.compare(VectorOperators.GT, 710.0));
  }

  /** Lower limit for arguments x ≤ 0 whose eˣ is scaled in one step: e^{−708} stands for 0. */
  private static DoubleVector clampNegative(DoubleVector x) {
    return x.blend(-708.0, x.compare(VectorOperators.LT, -708.0));
  }

  /** k, the whole number nearest to x/ln 2. */
  private static DoubleVector exponent(DoubleVector x) {
    return x.lanewise(FMA, LOG2_E, ROUND).sub(ROUND);
  }

  /** e^r − 1 for r = x − k ln 2. */
  private static DoubleVector fraction(DoubleVector x, DoubleVector k) {
    DoubleVector r = k.lanewise(FMA, -LN_2_LOW, k.lanewise(FMA, -LN_2, x));
    return quadraticRemainder(r).mul(r).fma(r, r);
  }

  /** value·2^k, for −1076 ≤ k ≤ 1024. */
  private static DoubleVector scale(DoubleVector value, DoubleVector k) {
    DoubleVector half = k.lanewise(FMA, 0.5, ROUND).sub(ROUND);
    return value.mul(powerOfTwo(half)).mul(powerOfTwo(k.sub(half)));
  }

  /** 2^k, for |k| ≤ 1022: the biased exponent comes to lie in the last bits, and is shifted up. */
  private static DoubleVector powerOfTwo(DoubleVector k) {
    return k.add(ROUND + 1023).reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
  }

  private static DoubleVector nearby(DoubleVector distance) {
    return distance.blend(FARTHEST, distance.compare(VectorOperators.GT, FARTHEST));
  }

  /** (e^r − 1 − r)/r². */
  private static DoubleVector quadraticRemainder(DoubleVector r) {
    DoubleVector square = r.mul(r);
    DoubleVector even =
        DoubleVector.broadcast(S, 2.7620439996785407e-07)
            .lanewise(FMA, square, 2.480152055448538e-05);
    even = even.lanewise(FMA, square, 0.0013888888917692516);
    even = even.lanewise(FMA, square, 0.041666666666623164);
    even = even.lanewise(FMA, square, 0.5000000000000001);
    DoubleVector odd =
        DoubleVector.broadcast(S, 2.5105514240547173e-08)
            .lanewise(FMA, square, 2.755725468382964e-06);
    odd = odd.lanewise(FMA, square, 0.000198412698753872);
    odd = odd.lanewise(FMA, square, 0.008333333333325973);
    odd = odd.lanewise(FMA, square, 0.1666666666666667);
    return odd.lanewise(FMA, r, even);
  }

  /** (artanh(s)/s − 1)/s², z = s² ≤ 1/9. */
  private static DoubleVector artanh(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even =
        DoubleVector.broadcast(S, 0.04397433350441767).lanewise(FMA, square, 0.06657003640942079);
    even = even.lanewise(FMA, square, 0.09090894546490517);
    even = even.lanewise(FMA, square, 0.1428571428351453);
    even = even.lanewise(FMA, square, 0.3333333333333333);
    DoubleVector odd =
        DoubleVector.broadcast(S, 0.08087903494377864).lanewise(FMA, square, 0.0600114700144563);
    odd = odd.lanewise(FMA, square, 0.07692789505153332);
    odd = odd.lanewise(FMA, square, 0.11111111362409398);
    odd = odd.lanewise(FMA, square, 0.20000000000007456);
    return odd.lanewise(FMA, z, even);
  }

  /** (sin r − r)/r³, z = r². */
  private static DoubleVector sine(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even =
        DoubleVector.broadcast(S, -2.5051126979238972e-08)
            .lanewise(FMA, square, -0.00019841269836713728);
    even = even.lanewise(FMA, square, -0.16666666666666666);
    DoubleVector odd =
        DoubleVector.broadcast(S, 1.59177784310941e-10)
            .lanewise(FMA, square, 2.7557316079238886e-06);
    odd = odd.lanewise(FMA, square, 0.008333333333330918);
    return odd.lanewise(FMA, z, even);
  }

  /** (cos r − 1 + r²/2)/r⁴, z = r². */
  private static DoubleVector cosine(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even =
        DoubleVector.broadcast(S, 2.087614321725824e-09)
            .lanewise(FMA, square, 2.4801587298737547e-05);
    even = even.lanewise(FMA, square, 0.041666666666666664);
    DoubleVector odd =
        DoubleVector.broadcast(S, -1.1382412463365415e-11)
            .lanewise(FMA, square, -2.7557317257106383e-07);
    odd = odd.lanewise(FMA, square, -0.0013888888888887378);
    return odd.lanewise(FMA, z, even);
  }

  /** erf(x)/x, z = x² ≤ 1. */
  private static DoubleVector erfRatio(DoubleVector z) {
    DoubleVector square = z.mul(z);
    DoubleVector even =
        DoubleVector.broadcast(S, 5.958930743134941e-11)
            .lanewise(FMA, square, 1.4660051998394848e-08);
    even = even.lanewise(FMA, square, 1.6461004480962034e-06);
    even = even.lanewise(FMA, square, 0.00012055331122299266);
    even = even.lanewise(FMA, square, 0.005223977624823223);
    even = even.lanewise(FMA, square, 0.11283791670954882);
    even = even.lanewise(FMA, square, 1.1283791670955126);
    DoubleVector odd =
        DoubleVector.broadcast(S, -1.1373902296430911e-09)
            .lanewise(FMA, square, -1.6350354461959655e-07);
    odd = odd.lanewise(FMA, square, -1.4925595519506043e-05);
    odd = odd.lanewise(FMA, square, -0.0008548326981129666);
    odd = odd.lanewise(FMA, square, -0.026866170645077334);
    odd = odd.lanewise(FMA, square, -0.3761263890318375);
    return odd.lanewise(FMA, z, even);
  }

  /**
   * (1 + 2x) erfcx(x), t = (x − 4)/(x + 4). In two methods, as the compiler inlines none above 325
   * bytes.
   */
  private static DoubleVector scaledComplementPolynomial(DoubleVector t) {
    DoubleVector square = t.mul(t);
    return scaledComplementOdd(square).fma(t, scaledComplementEven(square));
  }

  /** The even coefficients. */
  private static DoubleVector scaledComplementEven(DoubleVector square) {
    DoubleVector sum = DoubleVector.broadcast(S, -2.659599690242689e-10);
    sum = sum.lanewise(FMA, square, 3.1695881915648173e-09);
    sum = sum.lanewise(FMA, square, -2.05606492756992e-08);
    sum = sum.lanewise(FMA, square, 7.746992727017941e-08);
    sum = sum.lanewise(FMA, square, 2.919733377963012e-07);
    sum = sum.lanewise(FMA, square, -1.1221287012353486e-05);
    sum = sum.lanewise(FMA, square, 0.0001506214900124047);
    sum = sum.lanewise(FMA, square, -0.0007577732613730956);
    sum = sum.lanewise(FMA, square, -0.016197734059799265);
    sum = sum.lanewise(FMA, square, -0.06633036581218697);
    sum = sum.lanewise(FMA, square, -0.10103906603630056);
    sum = sum.lanewise(FMA, square, 0.015379652102619604);
    sum = sum.lanewise(FMA, square, 1.2329951186255526);
    return sum;
  }

  /** The odd coefficients. */
  private static DoubleVector scaledComplementOdd(DoubleVector square) {
    DoubleVector sum = DoubleVector.broadcast(S, 9.311744978232572e-10);
    sum = sum.lanewise(FMA, square, -1.234686604382353e-08);
    sum = sum.lanewise(FMA, square, 1.0633855618594884e-07);
    sum = sum.lanewise(FMA, square, -8.210939042560568e-07);
    sum = sum.lanewise(FMA, square, 5.706604414895734e-06);
    sum = sum.lanewise(FMA, square, -2.4397746422436416e-05);
    sum = sum.lanewise(FMA, square, -0.00019925714661091188);
    sum = sum.lanewise(FMA, square, 0.005031970067657489);
    sum = sum.lanewise(FMA, square, 0.03716751552655567);
    sum = sum.lanewise(FMA, square, 0.0937328349990944);
    sum = sum.lanewise(FMA, square, 0.06809705425466908);
    sum = sum.lanewise(FMA, square, -0.1396211168405623);
    return sum;
  }
}
