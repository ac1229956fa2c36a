package io.brink.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationLayer.Activated;
import io.brink.bounds.DepthLimit.Demand;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.GaussianExpectation;
import io.brink.kernel.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What SHR says of one layer and of its repetition, equations 4.1 to 4.3, depth limits and
 * skimming, each on hundreds of random activations, variances and depths. (Theorems 1 and 2: {@link
 * ShrinkageTest}; rules of excess convexity: {@link ExcessConvexityTest}; residual scales: {@link
 * DepthAdviceTest}.)
 */
class RandomLayersTest {

  /** P with a random σ_b²/σ_w², behind a random activation. */
  private static CorrelationLayer layer(SplittableRandom random) {
    return biased(RandomLayers.next(random), Math.exp(random.nextDouble(-7, 1)));
  }

  private static CorrelationLayer biased(Activated activated, double ratio) {
    double part = activated.map().outputVariance();
    return new CorrelationLayer.Series(
        List.of(activated, new CorrelationLayer.Weights(ratio / (ratio + part))));
  }

  /** (2.4): the coefficients are squares of Hermite coefficients, and sum up to the map. */
  @Test
  void correlationMapsArePowerSeriesWithNonNegativeCoefficients() {
    for (String expression : RandomLayers.expressions()) {
      Activated layer = RandomLayers.of(expression);
      double[] hermite =
          GaussianExpectation.of(layer.activation()).hermite(DerivativeOrder.VALUE, 1, 60);
      double variance = layer.map().outputVariance();
      for (double rho : new double[] {-0.5, -0.1, 0, 0.3, 0.6}) {
        double series = 0;
        double slope = 0;
        for (int k = hermite.length - 1; k >= 0; k--) {
          series = series * rho + hermite[k] * hermite[k] / variance;
          slope = k == 0 ? slope : slope * rho + k * hermite[k] * hermite[k] / variance;
        }
        CorrelationLayer.Point point = layer.at(1 - rho);
        // what lies beyond 60 terms
        double rest = Math.pow(Math.abs(rho), 60) * 60;
        assertThat(1 - point.gap()).as(expression).isCloseTo(series, within(1e-12 + rest));
        assertThat(point.slope()).as(expression).isCloseTo(slope, within(1e-10 + 60 * rest));
      }
      double share = 1 - (hermite[0] * hermite[0] + hermite[1] * hermite[1]) / variance;
      assertThat(layer.nonlinearShare()).as(expression).isCloseTo(share, within(1e-12));
    }
  }

  /** Convex and increasing on [0, 1], and |P(−ρ)| ≤ P(ρ), for 300 layers with biases. */
  @Test
  void correlationMapsAreConvexAndIncrease() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      CorrelationLayer layer = layer(random);
      double slope = 0;
      for (int k = 0; k <= 40; k++) {
        double gap = 1 - k / 40.0;
        CorrelationLayer.Point point = layer.at(gap);
        assertThat(point.slope()).as("%s", layer).isGreaterThanOrEqualTo(slope - 1e-9);
        slope = point.slope();
        double positive = 1 - point.gap();
        double negative = 1 - layer.gap(2 - gap);
        assertThat(Math.abs(negative)).as("%s", layer).isLessThanOrEqualTo(positive + 1e-12);
      }
      assertThat(layer.slopeAtOne()).isGreaterThanOrEqualTo(slope * (1 - 1e-9));
      // ½(ρ₁ + ρ₂) below the chord
      double a = random.nextDouble();
      double b = random.nextDouble();
      assertThat(layer.gap((a + b) / 2))
          .isGreaterThanOrEqualTo((layer.gap(a) + layer.gap(b)) / 2 - 1e-12);
    }
  }

  /** One fixed point attracts all pairs but equal ones: the map is iterated from random ones. */
  @Test
  void aUniqueFixedPointAttractsAllPairs() {
    SplittableRandom random = new SplittableRandom(2);
    int chaotic = 0;
    int attracted = 0;
    for (int i = 0; i < 300; i++) {
      CorrelationLayer layer = layer(random);
      NormalisedRegime regime = NormalisedRegime.of(layer);
      double fixed = regime.fixedPointGap();
      int crossings = 0;
      for (int k = 1; k < 200; k++) {
        double before = 1 - (k - 1) / 200.0;
        double after = 1 - k / 200.0;
        crossings +=
            (layer.gap(before) > before * (1 + 1e-13)) != (layer.gap(after) > after * (1 + 1e-13))
                ? 1
                : 0;
      }
      assertThat(crossings).as("%s", layer).isLessThanOrEqualTo(1);
      if (regime.phase() == NormalisedRegime.Phase.CHAOTIC) {
        chaotic++;
        assertThat(fixed).isBetween(0.0, 1.0).isPositive();
        assertThat(layer.gap(fixed)).as("%s", layer).isCloseTo(fixed, within(1e-12 * fixed));
        assertThat(regime.slopeAtFixedPoint()).isBetween(0.0, 1.0);
      } else {
        assertThat(regime.slopeAtOne()).isLessThanOrEqualTo(1 + 1e-12);
        assertThat(fixed).isZero();
      }
      // away by the slope at 1, near by that at the fixed point
      boolean slow = regime.slopeAtFixedPoint() > 0.97 || Math.abs(regime.slopeAtOne() - 1) < 0.03;
      if (!slow) {
        attracted++;
        double gap = Math.exp(random.nextDouble(-12, Math.log(2)));
        for (int l = 0; l < 1200; l++) {
          gap = layer.gap(Math.min(2, gap));
        }
        assertThat(gap).as("%s %s", layer, regime).isCloseTo(fixed, within(1e-9));
      }
    }
    assertThat(chaotic).isBetween(60, 260);
    assertThat(attracted).isGreaterThan(240);
  }

  /** σ_b²/σ_w² = ‖φ′‖² − ‖φ‖² is critical, and a little more or less is not. */
  @Test
  void theCriticalRatioSeparatesThePhases() {
    for (String expression : RandomLayers.expressions()) {
      Activated activated = RandomLayers.of(expression);
      double ratio = NormalisedRegime.criticalRatio(activated.activation()).value();
      if (ratio <= 1e-9) {
        assertThat(NormalisedRegime.of(biased(activated, 1e-6)).phase())
            .isEqualTo(NormalisedRegime.Phase.ORDERED);
        continue;
      }
      assertThat(biased(activated, ratio).slopeAtOne()).as(expression).isCloseTo(1, within(1e-11));
      assertThat(NormalisedRegime.of(biased(activated, ratio * 1.001)).phase())
          .isEqualTo(NormalisedRegime.Phase.ORDERED);
      assertThat(NormalisedRegime.of(biased(activated, ratio * 0.999)).phase())
          .isEqualTo(NormalisedRegime.Phase.CHAOTIC);
    }
  }

  /** e(P̃) of one layer, cropped anywhere, is at least (1 − ρ̄)‖φ − φ̃‖²/(2‖φ′‖²). */
  @Test
  void croppedLayersAreAsConvexAsTheTheoremNeeds() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 300; i++) {
      Activated activated = RandomLayers.next(random);
      CorrelationLayer layer = biased(activated, Math.exp(random.nextDouble(-7, 1)));
      double gap = Math.exp(random.nextDouble(-6, 0));
      double error = Linearisation.of(activated.activation(), 1).error();
      double slope = Kernel.of(activated.activation()).derivativeVariance(1).value();
      double theorem = gap * error / (2 * slope);
      double total = layer.gap(gap);
      double exact = ExcessConvexity.of(s -> layer.gap(gap * s) / total).value();
      assertThat(exact).as("%s", layer).isGreaterThanOrEqualTo(theorem - 1e-11);
      assertThat(CroppedLayer.of(layer, gap).excess().value())
          .as("%s", layer)
          .isLessThanOrEqualTo(exact + 1e-11)
          .isGreaterThanOrEqualTo(theorem * (1 - 1e-9) - 1e-11);
    }
  }

  /** (4.1) for 100 slopes, (4.2), and (4.3) for 100 bias variances. */
  @Test
  void theConsequencesOfTheoremOneHold() {
    SplittableRandom random = new SplittableRandom(4);
    double tightest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 100; i++) {
      double a = random.nextDouble(-2, 0.98);
      int depth = 1 + (int) Math.exp(random.nextDouble(0, 7));
      Shrinkage s =
          Shrinkage.of(
              CorrelationChain.normalised(Activations.parse("leaky_relu(" + a + ")"), 1, 0, depth));
      assertThat(s.logSquaredGain(depth)).isCloseTo(0, within(1e-12 * depth));
      double bound = ShrinkageLaws.leakyReluShrinkage(a, depth);
      assertThat(s.shrinkage(depth)).as("a = %s, L = %s", a, depth).isLessThanOrEqualTo(bound);
      tightest = Math.min(tightest, bound / s.shrinkage(depth));
    }
    assertThat(tightest).isBetween(2.0, 10.0);
    Activated erf = RandomLayers.of("erf");
    double critical = NormalisedRegime.criticalRatio(erf.activation()).value();
    Shrinkage smooth = Shrinkage.of(CorrelationChain.repeated(biased(erf, critical), 3000));
    for (int l = 1; l <= 3000; l++) {
      assertThat(smooth.shrinkage(l)).isLessThanOrEqualTo(ShrinkageLaws.criticalErfShrinkage(l));
    }
    for (int i = 0; i < 100; i++) {
      CorrelationLayer layer = biased(erf, critical * Math.exp(random.nextDouble(-5, -0.01)));
      int depth = 1 + (int) Math.exp(random.nextDouble(0, 7));
      double fixed = NormalisedRegime.of(layer).fixedPointGap();
      Shrinkage s = Shrinkage.of(CorrelationChain.repeated(layer, depth));
      assertThat(0.5 * s.logSquaredGain(depth))
          .isGreaterThanOrEqualTo(Math.log(ShrinkageLaws.chaoticErfGain(fixed, depth)));
    }
  }

  /**
   * The certified depth: up to it no pair of a fine grid of pairs is squeezed and the gain is below
   * its limit, layer by layer; one layer deeper the named demand fails.
   */
  @Test
  void theDepthLimitIsCertain() {
    SplittableRandom random = new SplittableRandom(5);
    int squeezed = 0;
    int steep = 0;
    for (int i = 0; i < 200; i++) {
      CorrelationLayer layer = layer(random);
      double from = random.nextDouble(-1, 0.6);
      double to = random.nextDouble(0.7, 0.995);
      double gain = Math.exp(random.nextDouble(0.1, 3));
      CorrelationChain chain = CorrelationChain.repeated(layer, 4);
      DepthLimit limit = DepthLimit.of(chain, new Demand(from, to, gain));
      double[] gaps = new double[60];
      Arrays.setAll(gaps, k -> 1 - (-1 + (from + 1) * k / (gaps.length - 1.0)));
      int followed =
          switch (limit) {
            case DepthLimit.Limited limited -> limited.depth();
            case DepthLimit.Unlimited _ -> 400;
            case DepthLimit.AtLeast(int depth) -> Math.min(depth, 400);
          };
      for (int l = 0; l < Math.min(followed, 400); l++) {
        pass(layer, gaps);
        assertThat(smallest(gaps)).as("%s", layer).isGreaterThanOrEqualTo((1 - to) * (1 - 1e-9));
      }
      double log = Math.log(layer.slopeAtOne());
      assertThat(followed * log).isLessThanOrEqualTo(2 * Math.log(gain) + 1e-9);
      if (limit instanceof DepthLimit.Limited limited && followed < 400) {
        pass(layer, gaps);
        if (limited.cause() == DepthLimit.Cause.SQUEEZED) {
          squeezed++;
          // the grid has the worst pair to 1/60
          assertThat(smallest(gaps)).as("%s", layer).isLessThan(1.1 * (1 - to));
          assertThat(1 - limited.correlation()).isLessThan(1 - to);
        } else {
          steep++;
          assertThat((followed + 1) * log).isGreaterThan(2 * Math.log(gain));
        }
        // Beyond the theorem's depth both demands cannot hold for any pair.
        double theorem = DepthLimit.byTheorem(layer, to, gain);
        assertThat(theorem).isGreaterThanOrEqualTo(followed);
      }
    }
    assertThat(squeezed).isGreaterThan(60);
    assertThat(steep).isGreaterThan(15);
  }

  private static void pass(CorrelationLayer layer, double[] gaps) {
    for (int k = 0; k < gaps.length; k++) {
      gaps[k] = layer.gap(Math.min(2, gaps[k]));
    }
  }

  private static double smallest(double[] gaps) {
    return Arrays.stream(gaps).min().orElseThrow();
  }

  /**
   * The error of one linear map, against the power series itself: with polynomial activations the
   * map of a block is a polynomial, whose coefficients about ρ are all at hand.
   */
  @Test
  void theSkimmingErrorIsThatOfAllHigherTerms() {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 200; i++) {
      int depth = 4;
      List<NamedLayer> layers = new ArrayList<>();
      List<double[]> series = new ArrayList<>();
      for (int l = 0; l < depth; l++) {
        double[] a = {random.nextDouble(), 0.2 + random.nextDouble(), random.nextDouble()};
        double size = a[0] * a[0] + a[1] * a[1] + a[2] * a[2];
        series.add(new double[] {a[0] * a[0] / size, a[1] * a[1] / size, a[2] * a[2] / size});
        String phi = a[0] + "+" + a[1] + "*x+" + a[2] + "*(x^2-1)/sqrt(2)";
        layers.add(new NamedLayer("layer" + l, Activated.of(Activations.parse(phi), 1)));
      }
      Shrinkage s = Shrinkage.of(new CorrelationChain(CorrelationChain.IDENTITY, layers));
      int first = 2;
      int last = 2 + random.nextInt(2);
      Skimming block = Skimming.of(s, first, last);
      double rho = block.inputCorrelation();
      assertThat(rho).isCloseTo(1 - Math.min(1, s.widestGap(1)), within(1e-14));
      // K(ρ + (1 − ρ)t) as a polynomial in t
      double[] k = {rho, 1 - rho};
      for (int l = first; l <= last; l++) {
        k = composed(series.get(l - 1), k);
      }
      double rest = 0;
      double differences = 0;
      for (int degree = k.length - 1; degree >= 1; degree--) {
        differences += k[degree];
        rest += degree >= 2 ? k[degree] : 0;
      }
      assertThat(block.absoluteError() * block.absoluteError()).isCloseTo(rest, within(1e-12));
      assertThat(block.relativeError()).isCloseTo(Math.sqrt(rest / differences), within(1e-7));
    }
  }

  /** Σ c_j kʲ for a polynomial k. */
  private static double[] composed(double[] c, double[] k) {
    double[] result = {c[c.length - 1]};
    for (int j = c.length - 2; j >= 0; j--) {
      double[] product = new double[result.length + k.length - 1];
      for (int a = 0; a < result.length; a++) {
        for (int b = 0; b < k.length; b++) {
          product[a + b] += result[a] * k[b];
        }
      }
      product[0] += c[j];
      result = product;
    }
    return result;
  }
}
