package io.brink.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.internal.special.SpecialFunctionReference;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each provider against mpmath, and the SIMD provider against the scalar reference. */
final class VectorMathTest {

  private static final double FOUR_ULP = 8.9e-16;

  @FunctionalInterface
  private interface Operation {
    void apply(VectorMath math, int n, double[] x, double[] out);
  }

  private record Named(String name, Operation operation) {}

  private static final List<Named> OPERATIONS =
      List.of(
          new Named("exp", VectorMath::exp),
          new Named("decay", (m, n, x, out) -> m.decay(n, x, out, null)),
          new Named("tanh", (m, n, x, out) -> m.tanh(n, x, out, null)),
          new Named("sech2", (m, n, x, out) -> m.tanh(n, x, null, out)),
          new Named("sigmoid", (m, n, x, out) -> m.sigmoid(n, x, out, null, null)),
          new Named("sigmoid1", (m, n, x, out) -> m.sigmoid(n, x, null, out, null)),
          new Named("sigmoid2", (m, n, x, out) -> m.sigmoid(n, x, null, null, out)),
          new Named("softplus", VectorMath::softplus),
          new Named("erf", (m, n, x, out) -> m.erf(n, x, out, null)),
          new Named("gaussian", (m, n, x, out) -> m.erf(n, x, null, out)),
          new Named("cdf", (m, n, x, out) -> m.normal(n, x, out, null)),
          new Named("density", (m, n, x, out) -> m.normal(n, x, null, out)),
          new Named("sin", (m, n, x, out) -> m.sinCos(n, x, out, null)),
          new Named("cos", (m, n, x, out) -> m.sinCos(n, x, null, out)));

  static Stream<VectorMath> providers() {
    return Stream.of(new ScalarMath(), new SimdMath());
  }

  @Test
  void theSimdProviderIsLoadedWhereTheModuleIsPresent() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    assertThat(VectorMath.preferred()).isInstanceOf(SimdMath.class);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void resultsAreWithinFourUnitsInTheLastPlace(VectorMath math) {
    for (Named named : OPERATIONS) {
      List<SpecialFunctionReference.Point> points = SpecialFunctionReference.of(named.name());
      double[] x = points.stream().mapToDouble(SpecialFunctionReference.Point::x).toArray();
      double[] out = new double[x.length];
      named.operation().apply(math, x.length, x, out);
      for (int i = 0; i < x.length; i++) {
        check(named.name(), x[i], points.get(i).value(), out[i]);
      }
    }
  }

  @Test
  void providersAgreeOnManyPoints() {
    double[] x = new Random(7).doubles(20_001, -1, 1).map(u -> 40 * u * u * u).toArray();
    double[] scalar = new double[x.length];
    double[] simd = new double[x.length];
    for (Named named : OPERATIONS) {
      named.operation().apply(new ScalarMath(), x.length, x, scalar);
      named.operation().apply(new SimdMath(), x.length, x, simd);
      for (int i = 0; i < x.length; i++) {
        double allowed =
            Math.abs(scalar[i]) < 1e-290 ? 1e-290 : 1.5 * FOUR_ULP * Math.abs(scalar[i]);
        assertThat(Math.abs(simd[i] - scalar[i]))
            .as("%s(%s): scalar %s, SIMD %s", named.name(), x[i], scalar[i], simd[i])
            .isLessThanOrEqualTo(allowed);
      }
    }
  }

  private static void check(String name, double x, double expected, double actual) {
    double allowed = Math.abs(expected) < 1e-300 ? 1e-300 : FOUR_ULP * Math.abs(expected);
    assertThat(Math.abs(actual - expected))
        .as("%s(%s) = %s, got %s", name, x, expected, actual)
        .isLessThanOrEqualTo(allowed);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyLengthIsHandledAndNothingBeyondItIsTouched(VectorMath math) {
    double[] x = new Random(3).doubles(600, -3, 3).toArray();
    for (Named named : OPERATIONS) {
      double[] all = new double[600];
      named.operation().apply(math, 600, x, all);
      for (int n : new int[] {0, 1, 7, 8, 9, 15, 17, 511, 513}) {
        double[] out = new double[600];
        Arrays.fill(out, -77);
        named.operation().apply(math, n, x, out);
        assertThat(Arrays.copyOf(out, n)).isEqualTo(Arrays.copyOf(all, n));
        assertThat(Arrays.copyOfRange(out, n, 600)).containsOnly(-77);
      }
      double[] inPlace = x.clone();
      named.operation().apply(math, 599, inPlace, inPlace);
      assertThat(Arrays.copyOf(inPlace, 599)).isEqualTo(Arrays.copyOf(all, 599));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void resolventsOfEveryLengthFromAnyPlace(VectorMath math) {
    double[] t = new Random(7).doubles(90, 0, 1).toArray();
    double[] p = new Random(8).doubles(90, 0, 1).toArray();
    double[][] places = {{0.3, 0.2}, {-0.7, 0}, {1e-3, 1e-2}, {40, 3}, {1.5, 0}};
    for (double[] w : places) {
      for (int n = 0; n < 70; n++) {
        double[] expected = new double[6];
        double size = 0;
        for (int i = 3; i < 3 + n; i++) {
          double re = w[0] - t[i];
          double norm = re * re + w[1] * w[1];
          double inverseRe = re / norm;
          double inverseIm = -w[1] / norm;
          expected[0] += p[i] * inverseRe;
          expected[1] += p[i] * inverseIm;
          expected[2] += p[i] * t[i] * inverseRe;
          expected[3] += p[i] * t[i] * inverseIm;
          expected[4] += p[i] * t[i] * (inverseRe * inverseRe - inverseIm * inverseIm);
          expected[5] += p[i] * t[i] * 2 * inverseRe * inverseIm;
          size += p[i] / Math.sqrt(norm) + p[i] / norm;
        }
        double[] sums = {1, 2, 3, 4, 5, 6};
        math.resolvent(n, t, p, 3, w[0], w[1], sums);
        double[] again = {1, 2, 3, 4, 5, 6};
        math.resolvent(n, t, p, 3, w[0], w[1], again);
        assertThat(again).isEqualTo(sums);
        for (int k = 0; k < 6; k++) {
          assertThat(sums[k] - k - 1).isCloseTo(expected[k], within(2e-15 * (size + 8)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void sumsOfProductsOfEveryLengthFromAnyPlace(VectorMath math) {
    double[] a = new Random(5).doubles(90, -1, 1).toArray();
    double[] b = new Random(6).doubles(90, -1, 1).toArray();
    for (int n = 0; n < 70; n++) {
      for (int from = 0; from < 4; from++) {
        double expected = 0;
        for (int i = 0; i < n; i++) {
          expected += a[from + i] * b[2 * from + i];
        }
        assertThat(math.dot(n, a, from, b, 2 * from)).isCloseTo(expected, within(1e-14));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void overflowUnderflowAndNotANumber(VectorMath math) {
    double inf = Double.POSITIVE_INFINITY;
    double[] x = {-inf, -1e5, -800, 800, 1e5, inf, Double.NaN};
    double[] out = new double[7];
    math.exp(7, x, out);
    assertThat(out).containsExactly(0, 0, 0, inf, inf, inf, Double.NaN);
    math.tanh(7, x, out, null);
    assertThat(out).containsExactly(-1, -1, -1, 1, 1, 1, Double.NaN);
    math.erf(7, x, out, null);
    assertThat(out).containsExactly(-1, -1, -1, 1, 1, 1, Double.NaN);
    math.softplus(6, x, out);
    assertThat(out[3]).isEqualTo(800);
    assertThat(out[5]).isEqualTo(inf);
    double[] far = {1e6, -1e9, 1e300};
    double[] sin = new double[3];
    math.sinCos(3, far, sin, null);
    assertThat(sin).containsExactly(Math.sin(1e6), Math.sin(-1e9), Math.sin(1e300));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void sums(VectorMath math) {
    double[] a = new Random(1).doubles(103).toArray();
    double[] b = new Random(2).doubles(103).toArray();
    double[] w = new Random(3).doubles(103).toArray();
    for (int n : new int[] {0, 1, 7, 8, 16, 33, 103}) {
      double two = 0;
      double three = 0;
      for (int i = 0; i < n; i++) {
        two += a[i] * b[i];
        three += w[i] * a[i] * b[i];
      }
      assertThat(math.dot(n, a, b)).isCloseTo(two, within(1e-13));
      assertThat(math.dot(n, w, a, b)).isCloseTo(three, within(1e-13));
    }
  }

  /** Also after they were compiled. */
  @ParameterizedTest
  @MethodSource("providers")
  void sumsRepeatToTheBit(VectorMath math) {
    double[] a = new Random(1).doubles(37).toArray();
    double[] b = new Random(2).doubles(37).toArray();
    double[] w = new Random(3).doubles(37).toArray();
    double two = math.dot(37, a, b);
    double three = math.dot(37, w, a, b);
    for (int i = 0; i < 300_000; i++) {
      assertEqual(math.dot(37, a, b), two);
      assertEqual(math.dot(37, w, a, b), three);
    }
  }

  private static void assertEqual(double one, double other) {
    if (one != other) {
      throw new AssertionError(one + " is not " + other);
    }
  }

  /** Random numbers are the same to the bit; 1.1 million of each kind, all lengths up to 70. */
  @Test
  void providersGiveTheSameRandomNumbers() {
    long[] seeds = new Random(3).longs(4 * VectorMath.RANDOM_LANES).toArray();
    long[] scalarState = seeds.clone();
    long[] simdState = seeds.clone();
    for (int n = 0; n < 1_000_000; n = n < 70 ? n + 1 : 4 * n + 7) {
      double[] scalar = new double[n + 3];
      double[] simd = new double[n + 3];
      new ScalarMath().normals(scalarState, scalar, 3, n);
      new SimdMath().normals(simdState, simd, 3, n);
      assertThat(Arrays.equals(simd, scalar)).as("%s normals", n).isTrue();
      new ScalarMath().uniforms(scalarState, scalar, 1, n);
      new SimdMath().uniforms(simdState, simd, 1, n);
      assertThat(Arrays.equals(simd, scalar)).as("%s uniforms", n).isTrue();
      assertThat(simdState).isEqualTo(scalarState);
    }
  }
}
