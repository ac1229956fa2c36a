package io.brink.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.bounds.CorrelationLayer.Activated;
import io.brink.golden.Golden;
import io.brink.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkageTest {

  private static final List<String> ACTIVATIONS =
      List.of(
          "relu",
          "leaky_relu(0.5)",
          "abs",
          "erf",
          "tanh",
          "sin",
          "gelu",
          "swish",
          "softplus",
          "hard_tanh",
          "elu",
          "square",
          "hermite(3)",
          "sexp(2)",
          "exp");

  private static Activated activated(String name) {
    return RandomLayers.of(name);
  }

  /** A random chain: activations, bias shares and residual scales of their own in every layer. */
  private static CorrelationChain random(SplittableRandom random) {
    return random(random, ACTIVATIONS);
  }

  private static CorrelationChain random(SplittableRandom random, List<String> activations) {
    int depth = 1 + random.nextInt(12);
    boolean residual = random.nextBoolean();
    List<NamedLayer> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      CorrelationLayer layer = activated(activations.get(random.nextInt(activations.size())));
      if (random.nextBoolean()) {
        layer =
            new CorrelationLayer.Series(
                List.of(layer, new CorrelationLayer.Weights(random.nextDouble(0.9))));
      }
      if (residual) {
        double branch = Math.exp(random.nextDouble(-4, -0.01));
        double shortcut = random.nextBoolean() ? 1 - branch : (1 - branch) * random.nextDouble();
        layer = new CorrelationLayer.Residual(shortcut, branch, layer);
      }
      layers.add(new NamedLayer("layer" + l, layer));
    }
    CorrelationLayer.Weights embedding =
        new CorrelationLayer.Weights(random.nextBoolean() ? 0 : random.nextDouble(0.5));
    return new CorrelationChain(embedding, layers);
  }

  /**
   * Theorems 1 and 2 and the bound of figure 1, on 400 random networks of built-in activations,
   * each layer with its own.
   */
  @Test
  void theBoundsAreNeverViolated() {
    assertBounds(new SplittableRandom(42), ACTIVATIONS, 400);
  }

  /** The same for activations that nobody has a name for, one of its own in every layer. */
  @Test
  void norAreTheyForRandomExpressions() {
    assertBounds(new SplittableRandom(20261127), List.of(RandomLayers.expressions()), 300);
  }

  private static void assertBounds(SplittableRandom random, List<String> activations, int cases) {
    double smallestSlack = Double.POSITIVE_INFINITY;
    double sharpest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < cases; i++) {
      CorrelationChain chain = random(random, activations);
      Shrinkage s = Shrinkage.of(chain);
      int depth = s.depth();
      double gain = Math.exp(s.logSquaredGain(depth));
      assertThat(gain).as("%s", chain).isGreaterThanOrEqualTo(s.theoremSquaredGain(depth));
      assertThat(gain)
          .as("%s", chain)
          .isGreaterThanOrEqualTo(s.sharperSquaredGain(depth) * (1 - 1e-11));
      if (s.theoremSum(depth) > 0) {
        smallestSlack = Math.min(smallestSlack, gain / s.theoremSquaredGain(depth));
        sharpest = Math.min(sharpest, gain / s.sharperSquaredGain(depth));
        assertThat(s.shrinkage(depth)).isLessThanOrEqualTo(s.shrinkageBound(depth));
      }
      // 1 − ρ_max ≤ 2(1 − ρ̄_max), where all pairs may also begin behind the embedding
      double lowest = 1;
      for (int l = 0; l <= depth; l++) {
        lowest = Math.min(lowest, s.orthogonalGap(l));
        assertThat(s.widestGap(l)).isGreaterThanOrEqualTo(s.orthogonalGap(l) * (1 - 1e-12));
      }
      assertThat(s.shrinkage(depth)).isLessThanOrEqualTo(2 * lowest * (1 + 1e-12));
      if (s.orthogonalGap(depth) > 1e-200) {
        ExcessConvexity exact = s.exactExcess(depth);
        assertThat(exact.value()).isGreaterThanOrEqualTo(s.sharperExcess(depth).value() - 1e-10);
        assertThat(s.sharperExcess(depth).value())
            .isGreaterThanOrEqualTo(s.theoremExcess(depth).value() * (1 - 1e-9) - 1e-12);
        for (int k = 0; k <= 8; k++) {
          double rho = k / 8.0;
          double after = 1 - s.composedGap(1 - rho, depth);
          for (ExcessConvexity e : List.of(exact, s.sharperExcess(depth), s.theoremExcess(depth))) {
            assertThat(after).isLessThanOrEqualTo(s.correlationBound(rho, e, depth) + 1e-12);
          }
        }
      }
    }
    // How far the bounds fall short at best: the theorem by a factor of 8 at least.
    assertThat(smallestSlack).isBetween(8.0, 60.0);
    assertThat(sharpest).isBetween(1.0, 1.5);
  }

  /** No pair of correlation −1 to 1 is below the smallest correlation, and one is at it. */
  @Test
  void theSmallestCorrelationIsAttained() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 60; i++) {
      CorrelationChain chain = random(random);
      Shrinkage s = Shrinkage.of(chain);
      int l = Math.min(3, s.depth());
      double widest = 0;
      for (int k = 0; k <= 800; k++) {
        widest = Math.max(widest, s.composedGap(k / 400.0, l));
      }
      assertThat(widest).isLessThanOrEqualTo(s.widestGap(l) + 1e-9);
      assertThat(widest).isGreaterThan(s.widestGap(l) - 2e-3 * s.widestGap(l));
    }
  }

  @SuppressWarnings("unchecked")
  @Test
  void agreesWithArbitraryPrecision() {
    List<Map<String, String>> rows =
        (List<Map<String, String>>) Golden.read("bounds.json", Map.class).get("shrinkage");
    for (Map<String, String> row : rows) {
      Activation phi = Activations.parse(row.get("activation"));
      double bias = Double.parseDouble(row.get("bias_variance"));
      Shrinkage s = Shrinkage.of(CorrelationChain.normalised(phi, 1, bias, 40));
      for (int l : new int[] {1, 10, 40}) {
        close(s.orthogonalGap(l), row.get("gap" + l), 1e-13);
      }
      close(s.sharperExcess(1).value(), row.get("first_excess"), 1e-12);
      close(s.sharperExcess(40).value(), row.get("excess_sum"), 1e-11);
      close(s.exactExcess(40).value(), row.get("excess_whole"), 1e-12);
      close(s.widestGap(3), row.get("widest3"), 1e-12);
    }
  }

  private static void close(double actual, String expected, double relative) {
    double value = Double.parseDouble(expected);
    assertThat(actual).isCloseTo(value, within(relative * Math.abs(value)));
  }

  /** Appendix B of SHR, and the share of degree 2 and more against the Hermite coefficients. */
  @Test
  void termsOfTheTheorems() {
    for (double a : new double[] {0, 0.3, -0.5, 0.9}) {
      double expected = (1 - a) * (1 - a) * (Math.PI - 2) / (4 * Math.PI) / ((1 + a * a) / 2);
      assertThat(activated("leaky_relu(" + a + ")").theoremTerm())
          .isCloseTo(expected, within(1e-14));
    }
    double erf = Math.sqrt(5) / 2 * (Math.atan(2 / Math.sqrt(5)) - 2.0 / 3);
    assertThat(activated("erf").theoremTerm()).isCloseTo(erf, within(1e-14));
    double sigma2 = 0.37;
    CorrelationLayer block = CorrelationLayer.Residual.of(activated("erf"), sigma2);
    double error = 2 / Math.PI * (Math.atan(2 / Math.sqrt(5)) - 2.0 / 3);
    double slope = 4 / (Math.PI * Math.sqrt(5));
    assertThat(block.theoremTerm()).isCloseTo(sigma2 * error / (1 + sigma2 * slope), within(1e-14));
    // nearly linear: ‖φ − φ̃‖² of leaky ReLU is ~ (1−a)²
    double a = 1 - 0x1p-20;
    double expected = 0x1p-40 * (Math.PI - 2) / (4 * Math.PI) / ((1 + a * a) / 2);
    assertThat(activated("leaky_relu(" + a + ")").nonlinearShare())
        .isCloseTo(expected, within(1e-12 * expected + 1e-15 * Math.sqrt(expected)));
  }

  /** Against 30-digit figures: V − a₀² − a₁². */
  @SuppressWarnings("unchecked")
  @Test
  void linearisationErrors() {
    List<Map<String, Object>> rows = Golden.read("hermite.json", List.class);
    assertThat(rows).hasSizeGreaterThan(10);
    for (Map<String, Object> row : rows) {
      Activation phi = Activations.parse((String) row.get("activation"));
      double q = Double.parseDouble((String) row.get("q"));
      double expected = Double.parseDouble((String) row.get("linearisation_error"));
      assertThat(Linearisation.of(phi, q).error())
          .as("%s at q = %s", phi.name(), q)
          .isCloseTo(expected, within(1e-12 * expected));
    }
  }

  /** The series of a layer behind weights with biases, by its tangent. */
  @Test
  void theShareOfASeriesIsThatOfItsTangent() {
    CorrelationLayer behind =
        new CorrelationLayer.Series(List.of(new CorrelationLayer.Weights(0.2), activated("tanh")));
    double expected = behind.at(1).gap() - behind.at(1).slope();
    assertThat(behind.nonlinearShare()).isCloseTo(expected, within(1e-14)).isPositive();
    CorrelationLayer before =
        new CorrelationLayer.Series(List.of(activated("tanh"), new CorrelationLayer.Weights(0.2)));
    assertThat(before.nonlinearShare())
        .isCloseTo(before.at(1).gap() - before.at(1).slope(), within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"erf", "relu", "tanh"})
  void deepNetworksKeepTheirDigits(String name) {
    // ReLU: 1 − ρ ~ (9π²/2) l⁻²; smooth: κ/l, κ = 2/P″(1)
    Activation phi = Activations.parse(name);
    double critical = NormalisedRegime.criticalRatio(phi).value();
    Shrinkage s = Shrinkage.of(CorrelationChain.normalised(phi, 1, Math.max(0, critical), 100_000));
    double l = s.depth();
    double law =
        name.equals("relu")
            ? 4.5 * Math.PI * Math.PI / (l * l)
            : 2
                * Kernel.of(phi).derivativeVariance(1).value()
                / Kernel.of(phi).secondDerivativeVariance(1).value()
                / l;
    assertThat(s.orthogonalGap(s.depth()) / law).isCloseTo(1, within(1e-3));
    assertThat(s.logSquaredGain(s.depth())).isCloseTo(0, within(1e-9));
  }

  /** Ordered: the gap falls below every double, its logarithm goes on with slope ln P′(1). */
  @Test
  void gapsBeyondTheRangeOfADouble() {
    CorrelationLayer layer = CorrelationChain.normalisedLayer(Activations.parse("tanh"), 1, 0.5);
    Shrinkage s = Shrinkage.of(CorrelationChain.repeated(layer, 100_000));
    double slope = Math.log(layer.slopeAtOne());
    assertThat(s.orthogonalGap(100_000)).isZero();
    assertThat(s.logOrthogonalGap(100_000) - s.logOrthogonalGap(50_000))
        .isCloseTo(50_000 * slope, within(1e-9 * 50_000));
    assertThat(s.logShrinkage(100_000)).isLessThan(-1000).isGreaterThan(2 * 100_000 * slope);
    assertThat(s.theoremSquaredGain(100_000)).isZero();
  }

  @Test
  void closedForms() {
    Shrinkage relu = Shrinkage.of(CorrelationChain.normalised(Activations.parse("relu"), 1, 0, 64));
    Activation half = Activations.parse("leaky_relu(0.5)");
    Shrinkage leaky = Shrinkage.of(CorrelationChain.normalised(half, 1, 0, 64));
    Activation erf = Activations.parse("erf");
    double critical = NormalisedRegime.criticalRatio(erf).value();
    assertThat(critical)
        .isCloseTo(2 / Math.PI * (2 / Math.sqrt(5) - Math.atan(2 / Math.sqrt(5))), within(1e-15));
    Shrinkage smooth = Shrinkage.of(CorrelationChain.normalised(erf, 1, critical, 64));
    CorrelationLayer chaoticLayer = CorrelationChain.normalisedLayer(erf, 1, critical / 4);
    double fixed = NormalisedRegime.of(chaoticLayer).fixedPointGap();
    Shrinkage chaotic = Shrinkage.of(CorrelationChain.repeated(chaoticLayer, 64));
    for (int l : new int[] {1, 7, 64}) {
      assertThat(ShrinkageLaws.leakyReluShrinkage(0, l))
          .isCloseTo(relu.shrinkageBound(l), within(1e-12));
      assertThat(ShrinkageLaws.leakyReluShrinkage(0.5, l))
          .isCloseTo(leaky.shrinkageBound(l), within(1e-12));
      assertThat(ShrinkageLaws.criticalErfShrinkage(l))
          .isCloseTo(smooth.shrinkageBound(l), within(1e-12));
      assertThat(ShrinkageLaws.chaoticErfGain(fixed, l))
          .isCloseTo(Math.sqrt(fixed * fixed / 8 * chaotic.theoremSum(l)), within(1e-12))
          .isLessThan(Math.exp(0.5 * chaotic.logSquaredGain(l)));
    }
    assertThatThrownBy(() -> ShrinkageLaws.leakyReluShrinkage(1, 5))
        .hasMessageContaining("below 1");
  }

  @ParameterizedTest
  @CsvSource({"0.5, ORDERED", "0.10485098033620166, CRITICAL", "0.03, CHAOTIC", "0, CHAOTIC"})
  void regimes(double bias, NormalisedRegime.Phase phase) {
    CorrelationLayer layer = CorrelationChain.normalisedLayer(Activations.parse("erf"), 1, bias);
    NormalisedRegime regime = NormalisedRegime.of(layer);
    assertThat(regime.phase()).isEqualTo(phase);
    if (phase == NormalisedRegime.Phase.CHAOTIC) {
      double gap = regime.fixedPointGap();
      assertThat(layer.gap(gap)).isCloseTo(gap, within(1e-13));
      assertThat(regime.slopeAtFixedPoint()).isLessThan(1);
    } else {
      assertThat(regime.fixedPointGap()).isZero();
    }
  }
}
