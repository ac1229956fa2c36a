package io.brink.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Properties 1 to 8 of appendix A.3 of SHR, each on random power series. */
class ExcessConvexityTest {

  private static final int CASES = 300;

  /** Σ c_k tᵏ with c_k ≥ 0 and sum 1, mostly of few terms. */
  private record Series(double[] c) {
    static Series random(SplittableRandom random) {
      double[] c = new double[2 + random.nextInt(30)];
      double sum = 0;
      double decay = random.nextDouble(0.2, 1);
      for (int k = 1; k < c.length; k++) {
        c[k] = random.nextInt(3) == 0 ? 0 : random.nextDouble() * Math.pow(decay, k);
        sum += c[k];
      }
      c[1] += 1e-3;
      sum += 1e-3;
      for (int k = 1; k < c.length; k++) {
        c[k] /= sum;
      }
      return new Series(c);
    }

    double value(double t) {
      double v = 0;
      for (int k = c.length - 1; k >= 0; k--) {
        v = v * t + c[k];
      }
      return v;
    }

    double slopeAtOne() {
      double v = 0;
      for (int k = 1; k < c.length; k++) {
        v += k * c[k];
      }
      return v;
    }

    double share() {
      double v = 0;
      for (int k = 2; k < c.length; k++) {
        v += c[k];
      }
      return v;
    }

    double complement(double s) {
      return 1 - value(1 - s);
    }
  }

  private static double excess(DoubleUnaryOperator complement) {
    return ExcessConvexity.of(complement).value();
  }

  @Test
  void aBoundOfTheExcessBoundsTheMap() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < CASES; i++) {
      Series g = Series.random(random);
      ExcessConvexity e = ExcessConvexity.of(g::complement);
      ExcessConvexity less = new ExcessConvexity(e.value() * random.nextDouble());
      for (int k = 0; k <= 20; k++) {
        double t = k / 20.0;
        assertThat(g.value(t)).isLessThanOrEqualTo(e.upperBound(t) + 1e-14);
        assertThat(g.value(t)).isLessThanOrEqualTo(less.upperBound(t) + 1e-14);
        // property 3
        assertThat(t - g.value(t)).isBetween(-1e-15, e.distanceFromIdentity() + 1e-14);
      }
      // properties 2 and 4
      assertThat(e.value()).isNotNegative();
      assertThat(g.slopeAtOne()).isGreaterThanOrEqualTo(e.steepness() - 1e-13);
    }
  }

  @Test
  void theExcessOfKnownMaps() {
    assertThat(excess(s -> s)).isZero();
    assertThat(ExcessConvexity.NONE.upperBound(0.3)).isCloseTo(0.3, within(1e-15));
    // t² = 1 − t at the golden ratio: e = (1 + √5)/2 + 1 − 2, all but φ − 1 of it
    assertThat(excess(s -> s * (2 - s))).isCloseTo((Math.sqrt(5) - 1) / 2, within(1e-14));
    // nearly linear: g = t − ε t(1−t), e = ε/2 + O(ε²)
    double small = 1e-9;
    assertThat(excess(s -> s * (1 + small * (1 - s)))).isCloseTo(small / 2, within(1e-15));
    assertThat(new ExcessConvexity(Double.POSITIVE_INFINITY).upperBound(0.9)).isZero();
    assertThat(ExcessConvexity.ofCrossing(0).value()).isInfinite();
    assertThatThrownBy(() -> ExcessConvexity.ofCrossing(0.7)).hasMessageContaining("[0, 1/2]");
  }

  @Test
  void compositionsAddUp() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < CASES; i++) {
      Series g1 = Series.random(random);
      Series g2 = Series.random(random);
      ExcessConvexity sum =
          ExcessConvexity.of(g1::complement).composed(ExcessConvexity.of(g2::complement));
      double whole = excess(s -> 1 - g2.value(g1.value(1 - s)));
      assertThat(whole).isGreaterThanOrEqualTo(sum.value() - 1e-12);
    }
  }

  @Test
  void croppingASeries() {
    SplittableRandom random = new SplittableRandom(3);
    double largestRatio = 0;
    for (int i = 0; i < CASES; i++) {
      Series g = Series.random(random);
      double r = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.99);
      double out = 1 - g.value(r);
      double e = excess(s -> (1 - g.value(1 - (1 - r) * s)) / out);
      ExcessConvexity series = ExcessConvexity.ofCroppedSeries(1 - r, g.share(), out);
      ExcessConvexity theorem = ExcessConvexity.ofTheorem(1 - r, g.share() / g.slopeAtOne());
      assertThat(e).isGreaterThanOrEqualTo(series.value() - 1e-12);
      assertThat(series.value()).isGreaterThanOrEqualTo(theorem.value() - 1e-15);
      largestRatio = Math.max(largestRatio, series.value() / Math.max(e, 1e-12));
    }
    // It is nearly attained, by quadratic maps.
    assertThat(largestRatio).isBetween(0.9, 1.0001);
  }

  @Test
  void mixingWithTheIdentity() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < CASES; i++) {
      Series g = Series.random(random);
      double p = random.nextDouble();
      double mixed = excess(s -> p * s + (1 - p) * (1 - g.value(1 - s)));
      ExcessConvexity bound = ExcessConvexity.of(g::complement).mixedWithIdentity(p);
      assertThat(mixed).isGreaterThanOrEqualTo(bound.value() - 1e-12);
    }
    // attained by the map that is 0 but at 1: e = q/p
    assertThat(new ExcessConvexity(Double.POSITIVE_INFINITY).mixedWithIdentity(0.25).value())
        .isEqualTo(3);
  }

  /** The step of SHR's proof of theorem 2 that drops the denominator would be wrong here. */
  @Test
  void theDenominatorOfTheMixingRuleMatters() {
    double p = 0.5;
    DoubleUnaryOperator steep = s -> 1 - Math.pow(1 - s, 100);
    double e = excess(steep);
    double mixed = excess(s -> p * s + (1 - p) * steep.applyAsDouble(s));
    assertThat(mixed).isLessThan((1 - p) * e);
    assertThat(mixed).isGreaterThanOrEqualTo(new ExcessConvexity(e).mixedWithIdentity(p).value());
  }
}
