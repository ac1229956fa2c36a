package io.brink.simulation.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.network.WeightLaw;
import io.brink.simulation.TwoSamples;
import io.brink.simulation.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Products that are drawn against products of drawn matrices, both laws, all shapes, from both
 * sides and several times; see {@link TwoSamples} for the rate of false failures.
 *
 * <p>The samplers are fed with what they gave before, so that every later statistic depends on the
 * conditioning. Samples of 10,000: a mean that is off by 7 % of the standard deviation of its
 * statistic fails.
 */
class RandomWeightTest {

  private static final int SAMPLES = 10_000;

  private static RandomWeight weight(
      WeightLaw law, WeightSampling sampling, int fanIn, int fanOut, double variance, long seed) {
    WeightSampler sampler = new WeightSampler(sampling, new Arena());
    return sampler.weight(
        law, fanIn, fanOut, variance, 2, () -> RandomStream.of(7, seed, sampling.ordinal()));
  }

  private static double[] fixed(int n, int which) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.sin(1 + i * (which + 0.7)) + 0.3 * which;
    }
    return x;
  }

  private static double[] apply(RandomWeight weight, double[] x, int fanOut) {
    double[] out = new double[fanOut];
    weight.apply(1, new double[][] {x}, new double[][] {out});
    return out;
  }

  private static double[] transposed(RandomWeight weight, double[] delta, int fanIn) {
    double[] out = new double[fanIn];
    weight.applyTransposed(1, new double[][] {delta}, new double[][] {out});
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Two inputs at once, two gradients, an input and a gradient that depend on what came before. */
  private static Map<String, Double> dialogue(RandomWeight weight, int fanIn, int fanOut) {
    double[][] x = {fixed(fanIn, 0), fixed(fanIn, 1)};
    double[][] h = new double[2][fanOut];
    weight.apply(2, x, h);
    double[][] delta = new double[2][fanOut];
    for (int i = 0; i < fanOut; i++) {
      delta[0][i] = Math.tanh(h[0][i]) - 0.4 * h[1][i];
      delta[1][i] = 1 + h[0][i] * h[1][i];
    }
    double[][] g = new double[2][fanIn];
    weight.applyTransposed(2, delta, g);
    double[] later = new double[fanIn];
    for (int i = 0; i < fanIn; i++) {
      later[i] = Math.tanh(g[0][i]) + 0.5 * x[0][i] + 0.2 * g[1][i];
    }
    double[] h3 = apply(weight, later, fanOut);
    double[] delta3 = new double[fanOut];
    for (int i = 0; i < fanOut; i++) {
      delta3[i] = h3[i] - h[0][i] * Math.cos(h3[i]);
    }
    double[] g3 = transposed(weight, delta3, fanIn);
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("first entry", h[0][0]);
    statistics.put("length", dot(h[0], h[0]));
    statistics.put("product", dot(h[0], h[1]));
    statistics.put("return", dot(g[0], x[1]));
    statistics.put("gradient", dot(g[0], g[0]));
    statistics.put("gradients", dot(g[0], g[1]));
    statistics.put("gradient entry", g[1][0] * g[1][0]);
    statistics.put("later length", dot(h3, h3));
    statistics.put("later product", dot(h3, h[0]));
    statistics.put("later gradient", dot(g3, g3));
    statistics.put("later gradients", dot(g3, g[1]));
    statistics.put("later return", dot(g3, x[1]));
    return statistics;
  }

  private static LongFunction<Map<String, Double>> sampler(
      WeightLaw law, WeightSampling sampling, int fanIn, int fanOut, double variance) {
    return seed -> dialogue(weight(law, sampling, fanIn, fanOut, variance, seed), fanIn, fanOut);
  }

  @ParameterizedTest
  @CsvSource({
    "GAUSSIAN, 7, 7",
    "GAUSSIAN, 12, 5",
    "GAUSSIAN, 5, 12",
    "ORTHOGONAL, 7, 7",
    "ORTHOGONAL, 12, 5",
    "ORTHOGONAL, 5, 12"
  })
  void productsHaveTheLawOfADrawnMatrix(WeightLaw law, int fanIn, int fanOut) {
    TwoSamples.of(
            SAMPLES,
            sampler(law, WeightSampling.EXACT, fanIn, fanOut, 1.3),
            sampler(law, WeightSampling.HELD, fanIn, fanOut, 1.3))
        .assertAgreement();
  }

  /** Lengths have a relative deviation of √(2/60): 1 % is 5.5 standard errors of the means. */
  @Test
  void onePercentOfVarianceIsSeen() {
    TwoSamples.of(
            2 * SAMPLES,
            sampler(WeightLaw.GAUSSIAN, WeightSampling.EXACT, 60, 60, 1.3 * 1.01),
            sampler(WeightLaw.GAUSSIAN, WeightSampling.EXACT, 60, 60, 1.3))
        .assertDifference();
  }

  @Test
  void gaussianInPlaceOfOrthogonalIsSeen() {
    TwoSamples.of(
            SAMPLES / 10,
            sampler(WeightLaw.GAUSSIAN, WeightSampling.EXACT, 60, 60, 1.3),
            sampler(WeightLaw.ORTHOGONAL, WeightSampling.EXACT, 60, 60, 1.3))
        .assertDifference();
  }

  /** The wrong sampler that this package exists to avoid: a fresh matrix for the way back. */
  private record Forgetful(RandomWeight forward, RandomWeight backward) implements RandomWeight {
    @Override
    public void apply(int k, double[][] x, double[][] out) {
      forward.apply(k, x, out);
    }

    @Override
    public void applyTransposed(int k, double[][] delta, double[][] out) {
      backward.applyTransposed(k, delta, out);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({"GAUSSIAN", "ORTHOGONAL"})
  void aWayBackThatForgetsTheWayThereIsSeen(WeightLaw law) {
    TwoSamples.of(
            SAMPLES / 10,
            seed ->
                dialogue(
                    new Forgetful(
                        weight(law, WeightSampling.EXACT, 20, 20, 1, seed),
                        weight(law, WeightSampling.EXACT, 20, 20, 1, seed + 500_000)),
                    20,
                    20),
            sampler(law, WeightSampling.HELD, 20, 20, 1))
        .assertDifference();
  }

  /** δ·(W x) = (Wᵀ δ)·x for every pair of vectors that were ever multiplied. */
  @ParameterizedTest
  @CsvSource({
    "GAUSSIAN, EXACT, 30, 30",
    "GAUSSIAN, EXACT, 12, 40",
    "GAUSSIAN, EXACT, 6, 40",
    "GAUSSIAN, DRAWN, 12, 40",
    "ORTHOGONAL, EXACT, 30, 30",
    "ORTHOGONAL, EXACT, 12, 40",
    "ORTHOGONAL, EXACT, 40, 6",
    "ORTHOGONAL, DRAWN, 40, 12"
  })
  void allProductsAreThoseOfOneMatrix(
      WeightLaw law, WeightSampling sampling, int fanIn, int fanOut) {
    RandomWeight weight = weight(law, sampling, fanIn, fanOut, 1.7, 3);
    int rounds = 12;
    double[][] x = new double[rounds][];
    double[][] h = new double[rounds][];
    double[][] delta = new double[rounds][];
    double[][] g = new double[rounds][];
    for (int i = 0; i < rounds; i++) {
      // The third input is the sum of the first two, the fifth is the first again.
      x[i] = i == 4 ? x[0] : fixed(fanIn, i);
      if (i == 2) {
        for (int k = 0; k < fanIn; k++) {
          x[2][k] = x[0][k] + x[1][k];
        }
      }
      h[i] = apply(weight, x[i], fanOut);
      delta[i] = i % 2 == 0 ? h[i] : fixed(fanOut, 3 * i);
      g[i] = transposed(weight, delta[i], fanIn);
    }
    for (int i = 0; i < rounds; i++) {
      for (int j = 0; j < rounds; j++) {
        double scale = Math.sqrt(dot(delta[i], delta[i]) * dot(h[j], h[j]));
        assertThat(dot(delta[i], h[j]))
            .as("%s, %s", i, j)
            .isCloseTo(dot(g[i], x[j]), within(1e-11 * scale));
      }
    }
    for (int k = 0; k < fanOut; k++) {
      assertThat(h[2][k]).isCloseTo(h[0][k] + h[1][k], within(1e-12));
      assertThat(h[4][k]).isCloseTo(h[0][k], within(1e-12));
    }
  }

  @Test
  void orthogonalWeightsKeepLengths() {
    double[] x = fixed(50, 1);
    RandomWeight weight = weight(WeightLaw.ORTHOGONAL, WeightSampling.EXACT, 50, 50, 1, 5);
    double[] h = apply(weight, x, 50);
    assertThat(dot(h, h)).isCloseTo(dot(x, x), within(1e-12 * dot(x, x)));
    RandomWeight wide = weight(WeightLaw.ORTHOGONAL, WeightSampling.EXACT, 50, 200, 1, 5);
    double[] up = apply(wide, x, 200);
    assertThat(dot(up, up)).isCloseTo(4 * dot(x, x), within(1e-12 * dot(up, up)));
  }

  /** Used once, used first, and drawn anew each time: the same figures. */
  @Test
  void theWaysOfOneLawGiveTheSameNumbers() {
    double[][] x = {fixed(2000, 0), fixed(2000, 1), fixed(2000, 0)};
    double[][] once = new double[3][1100];
    double[][] first = new double[3][1100];
    WeightSampler sampler = new WeightSampler(WeightSampling.EXACT, new Arena());
    sampler.applyOnce(WeightLaw.GAUSSIAN, 2000, 1100, 1.5, 3, x, once, () -> RandomStream.of(1, 2));
    sampler
        .weight(WeightLaw.GAUSSIAN, 2000, 1100, 1.5, 3, () -> RandomStream.of(1, 2))
        .apply(3, x, first);
    for (int j = 0; j < 3; j++) {
      assertThat(once[j]).containsExactly(first[j], within(1e-13));
    }
    RandomWeight held = weight(WeightLaw.GAUSSIAN, WeightSampling.HELD, 9, 8, 1, 4);
    double[] h = apply(held, fixed(9, 1), 8);
    assertThat(apply(held, fixed(9, 1), 8)).containsExactly(h);
    Arena arena = new Arena();
    for (WeightSampling sampling :
        new WeightSampling[] {WeightSampling.DRAWN, WeightSampling.HELD}) {
      RandomWeight weight =
          new WeightSampler(sampling, arena)
              .weight(WeightLaw.GAUSSIAN, 9, 8, 1, 2, () -> RandomStream.of(7, 4, 2));
      assertThat(apply(weight, fixed(9, 1), 8)).containsExactly(h);
    }
  }
}
