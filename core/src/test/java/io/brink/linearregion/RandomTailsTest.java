package io.brink.linearregion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.Breakpoint;
import io.brink.activation.ShapedActivation;
import io.brink.bounds.CorrelationLayer;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Definition 2.1, lemmas 3.1, 3.3, 3.4 and theorem 2.1 of LIN, and what follows from them for L
 * layers, on scaled-bounded activations that nobody has a name for: the tails of random
 * expressions, with random half-widths, bias variances and slopes k. Nothing here is evaluated by
 * {@link CriticalRegion}'s own integrals.
 */
class RandomTailsTest {

  private static final int TAILS = 240;
  private static final int MAPS = 120;

  /** A scaled-bounded activation at its edge of chaos. */
  private record Case(LinearRegionFamily family, CriticalRegion region) {

    /** Half-widths from the smallest on, ln σ_b²/a² from −14 on: a/√q* is at most 5. */
    static Case random(LinearRegionFamily family, SplittableRandom random, double largest) {
      double smallest = family.smallestHalfWidth();
      double a =
          random.nextBoolean()
              ? smallest * Math.exp(random.nextDouble(0, 1))
              : Math.max(smallest, Math.exp(random.nextDouble(-2, 2.5)));
      double y = Math.exp(random.nextDouble(-14, largest));
      return new Case(family, CriticalRegion.of(family, a, y * a * a));
    }

    @Override
    public String toString() {
      return region + " " + region.bounds();
    }
  }

  /** How far bounds are from what they bound, as ratios. */
  private static final class Slack {
    private final List<Double> ratios = new ArrayList<>();

    /** Asserts the bound, but for roundings. */
    void add(double bound, double value, Object of) {
      assertThat(value).as("%s", of).isLessThanOrEqualTo(bound * (1 + 1e-10));
      if (value > 1e-10) {
        ratios.add(bound / value);
      }
    }

    double quantile(double share) {
      double[] sorted = ratios.stream().mapToDouble(r -> r).sorted().toArray();
      return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Tightest, median, and the one that a tenth of all exceed. */
    void is(double tightest, double median, double loose) {
      assertThat(quantile(0)).isCloseTo(tightest, within(0.02 * tightest));
      assertThat(quantile(0.5)).isCloseTo(median, within(0.02 * median));
      assertThat(quantile(0.9)).isCloseTo(loose, within(0.02 * loose));
    }
  }

  /** Random tails that a family can be made of; of the others, the refusal is found to be true. */
  private static List<LinearRegionFamily> families(
      SplittableRandom random, int count, Function<SplittableRandom, String> tails) {
    List<LinearRegionFamily> found = new ArrayList<>();
    int refused = 0;
    while (found.size() < count) {
      Activation tail = Activations.parse(tails.apply(random));
      LinearRegionFamily family;
      try {
        family = LinearRegionFamily.of(tail);
      } catch (IllegalArgumentException e) {
        assertRefusalIsTrue(tail, e.getMessage());
        refused++;
        continue;
      }
      found.add(family);
    }
    assertThat(refused).isLessThan(2 * count);
    return found;
  }

  private static void assertRefusalIsTrue(Activation tail, String message) {
    assertThat(message).startsWith("no linear region can be put before " + tail.name() + ": ");
    double start = tail.value(0);
    double low = 0;
    double high = 0;
    for (int i = 0; i < 20_000; i++) {
      double change = tail.value(0.0053 * i) - start;
      low = Math.min(low, change);
      high = Math.max(high, change);
    }
    if (message.contains("both rises above and falls below")) {
      assertThat(low).as(message).isNegative();
      assertThat(high).as(message).isPositive();
    } else if (message.contains("is not bounded")) {
      double far = Math.abs(tail.value(1e8) - start);
      assertThat(far).as(message).isGreaterThan(1.1 * Math.abs(tail.value(1e6) - start));
    } else {
      assertThat(message).contains("is constant");
      assertThat(high - low).as(message).isZero();
    }
  }

  /** Odd; x on the linear region; |φ| ≤ a, |φ′| ≤ 1 everywhere, also next to kinks. */
  private static void assertScaledBounded(Case c, SplittableRandom random) {
    Activation phi = c.region().activation();
    double a = c.region().halfWidth();
    for (int i = 0; i < 400; i++) {
      double x =
          switch (i % 4) {
            case 0 -> a * random.nextDouble(-1, 1);
            case 1 -> a + random.nextDouble(10);
            case 2 -> Math.exp(random.nextDouble(-5, 25));
            default -> a + nextToBreakpoint(phi, random);
          };
      double value = phi.value(x);
      assertThat(phi.value(-x)).isEqualTo(-value);
      if (Math.abs(x) <= a) {
        assertThat(value).isEqualTo(x);
      }
      assertThat(Math.abs(value)).as("%s at %s", c, x).isLessThanOrEqualTo(a * (1 + 1e-9));
      assertThat(Math.abs(phi.derivative(x))).as("%s at %s", c, x).isLessThanOrEqualTo(1 + 1e-12);
      double y = x * (1 + random.nextDouble(1e-3));
      assertThat(Math.abs(phi.value(y) - value))
          .as("%s at %s", c, x)
          .isLessThanOrEqualTo((1 + 1e-9) * Math.abs(y - x) + 4e-16 * (a + Math.abs(value)));
    }
  }

  private static double nextToBreakpoint(Activation phi, SplittableRandom random) {
    List<Breakpoint> breakpoints = phi.breakpoints();
    double at = Math.abs(breakpoints.get(random.nextInt(breakpoints.size())).location());
    return at * (1 + random.nextDouble(-1e-9, 1e-9));
  }

  /** Lemma 3.1: q* = σ_b² + σ_w² V(q*), χ₁ = 1; and q* attracts at these variances. */
  private static void assertCritical(Case c) {
    CriticalRegion region = c.region();
    double q = region.preactivationVariance();
    double scale = Math.sqrt(q);
    GaussianExpectation expectation = GaussianExpectation.of(region.activation());
    Estimate square = expectation.moment(DerivativeOrder.VALUE, 2, scale, 0);
    Estimate slopes = expectation.moment(DerivativeOrder.FIRST, 2, scale, 0);
    Estimate fourth = expectation.moment(DerivativeOrder.FIRST, 4, scale, 0);
    Estimate length =
        expectation.product(DerivativeOrder.VALUE, DerivativeOrder.FIRST, 1, scale, 0);
    double weights = region.weightVariance();
    assertThat(weights * slopes.value())
        .as("%s", c)
        .isCloseTo(1, within(1e-12 + weights * slopes.errorBound()));
    assertThat((region.biasVariance() + weights * square.value()) / q)
        .as("%s", c)
        .isCloseTo(1, within(1e-12 + weights * square.errorBound() / q));
    assertThat(Math.abs(weights * length.value() / scale)).as("%s", c).isLessThan(1);
    double ratio = weights * weights * fourth.value();
    assertThat(region.spread())
        .as("%s", c)
        .isCloseTo(ratio - 1, within(2e-12 * ratio + weights * weights * fourth.errorBound()));
  }

  /** Lemma 3.3 on a grid, by two-dimensional quadrature for each pair. */
  private static void assertCorrelationsRise(Case c) {
    CriticalRegion region = c.region();
    Kernel kernel = Kernel.quadrature(region.activation());
    double q = region.preactivationVariance();
    double factor = region.weightVariance() / q;
    double shift = region.correlationShift();
    double before = shift;
    for (double rho : new double[] {0, 0.2, 0.6, 0.95}) {
      Estimate gap = kernel.gap(q, Correlation.ofValue(rho));
      double rise = 1 - factor * gap.value() - rho;
      double error = 1e-12 + factor * gap.errorBound();
      assertThat(rise).as("%s at %s", c, rho).isBetween(-error, shift + error);
      // R′ ≤ 1: it falls on [0, 1]
      assertThat(rise).as("%s at %s", c, rho).isLessThanOrEqualTo(before + error);
      if (rho == 0) {
        assertThat(rise).as("%s", c).isCloseTo(shift, within(error));
      }
      before = rise;
    }
  }

  @Test
  void everyTailKeepsTheLemmasAndTheTheorem() {
    SplittableRandom random = new SplittableRandom(20261128);
    Slack ratio = new Slack();
    Slack looseRatio = new Slack();
    Slack lowerRatio = new Slack();
    Slack looseLowerRatio = new Slack();
    Slack correlation = new Slack();
    Slack looseCorrelation = new Slack();
    Slack spread = new Slack();
    Slack looseSpread = new Slack();
    for (LinearRegionFamily family : families(random, TAILS, r -> RandomTails.next(r, 2))) {
      Case c = Case.random(family, random, 8);
      assertScaledBounded(c, random);
      assertCritical(c);
      CriticalRegion region = c.region();
      RegionBounds bounds = region.bounds();
      double x = region.ratio();
      // lemma 3.4, and its root forms, which are sharper
      assertThat(bounds.looseLower()).isLessThanOrEqualTo(bounds.lower() * (1 + 1e-12));
      assertThat(bounds.upper()).isLessThanOrEqualTo(bounds.looseUpper() * (1 + 1e-12));
      ratio.add(bounds.upper(), x, c);
      looseRatio.add(bounds.looseUpper(), x, c);
      lowerRatio.add(x, bounds.lower(), c);
      looseLowerRatio.add(x, bounds.looseLower(), c);
      // theorem 2.1
      correlation.add(bounds.correlationBound(), region.correlationShift(), c);
      looseCorrelation.add(bounds.looseCorrelationBound(), region.correlationShift(), c);
      spread.add(bounds.spreadBound(), region.spread(), c);
      looseSpread.add(bounds.looseSpreadBound(), region.spread(), c);
      assertThat(region.spread()).isNotNegative();
      assertThat(region.correlationShift())
          .isGreaterThanOrEqualTo(bounds.smallestCorrelationShift() * (1 - 1e-10));
      assertThat(region.slopeAtZero()).isGreaterThanOrEqualTo(bounds.smallestSlope() * (1 - 1e-10));
    }
    // docs/papers/lin.md
    ratio.is(1.000, 1.127, 1.307);
    looseRatio.is(1.349, 3.073, 14.95);
    lowerRatio.is(1.000, 1.065, 1.212);
    looseLowerRatio.is(1.014, 1.323, 47.70);
    correlation.is(1.001, 1.271, 1.707);
    looseCorrelation.is(1.001, 4.151, 223.4);
    spread.is(1.000, 2.596, 106.8);
    looseSpread.is(2.534, 36.89, 1.225e5);
  }

  @Test
  void theCorrelationMapOfEveryTailRises() {
    SplittableRandom random = new SplittableRandom(20261129);
    int refused = 0;
    for (LinearRegionFamily family : families(random, MAPS, r -> RandomTails.next(r, 1))) {
      try {
        assertCorrelationsRise(Case.random(family, random, 8));
      } catch (IllegalArgumentException e) {
        // the quadrature of this check, not the lemma, has its limits: hundreds of waves in reach
        assertThat(e).hasMessageContaining("too many of its waves or kinks within reach");
        refused++;
      }
    }
    assertThat(refused).isLessThanOrEqualTo(MAPS / 30);
  }

  /** A slope k of the linear region is the same network with σ_w² = 1/(k²μ₁). */
  @Test
  void aSlopeIsLeftToTheWeights() {
    SplittableRandom random = new SplittableRandom(20261130);
    for (LinearRegionFamily family : families(random, 40, r -> RandomTails.next(r, 1))) {
      Case c = Case.random(family, random, 8);
      double k = Math.exp(random.nextDouble(-3, 3));
      CriticalRegion region = c.region();
      Activation steep = new ShapedActivation(region.activation(), 1, 0, k, 0);
      double q = region.preactivationVariance();
      double a = region.halfWidth();
      assertThat(steep.value(0.9 * a)).isCloseTo(0.9 * k * a, within(1e-15 * k * a));
      assertThat(Math.abs(steep.value(3 * a))).isLessThanOrEqualTo(k * a * (1 + 1e-9));
      Kernel kernel = Kernel.of(steep);
      double weights = 1 / kernel.derivativeVariance(q).value();
      assertThat(weights * k * k).isCloseTo(region.weightVariance(), within(1e-11 * k * k));
      double fixed = region.biasVariance() + weights * kernel.variance(q).value();
      assertThat(fixed).as("%s", c).isCloseTo(q, within(1e-11 * q));
    }
  }

  /** L layers: R_L − id falls from R_L(0) ≤ L R(0), and the spread is L times that of one. */
  @Test
  void deepNetworksKeepWhatTheDesignerPromises() {
    SplittableRandom random = new SplittableRandom(20261131);
    Slack correlation = new Slack();
    Slack spread = new Slack();
    List<LinearRegionFamily> straight = families(random, 50, RandomTails::straight);
    List<LinearRegionFamily> curved = families(random, 3, r -> RandomTails.next(r, 0));
    for (List<LinearRegionFamily> families : List.of(straight, curved)) {
      families.forEach(family -> assertDeep(family, random, correlation, spread));
    }
    correlation.is(1.004, 1.338, 1.826);
    spread.is(1.000, 1.373, 14.89);
  }

  @Tag("long")
  @Test
  void deepNetworksOfAnyTailDoSo() {
    SplittableRandom random = new SplittableRandom(20261132);
    for (LinearRegionFamily family : families(random, 200, r -> RandomTails.next(r, 1))) {
      assertDeep(family, random, new Slack(), new Slack());
    }
  }

  private static void assertDeep(
      LinearRegionFamily family, SplittableRandom random, Slack correlation, Slack spread) {
    Case c = Case.random(family, random, 0);
    int depth = 1 + random.nextInt(60);
    CorrelationLayer layer = c.region().layer();
    DeepRegion deep = DeepRegion.of(c.region(), layer, depth);
    double shift = deep.correlationShift();
    assertThat(shift)
        .as("%s", c)
        .isGreaterThanOrEqualTo(c.region().correlationShift() - 1e-12)
        .isLessThanOrEqualTo(depth * c.region().correlationShift() + 1e-12);
    double before = shift + 1e-12;
    for (int i = 0; i <= 20; i++) {
      double rho = i / 20.0;
      double gap = 1 - rho;
      for (int l = 0; l < depth; l++) {
        gap = layer.gap(gap);
      }
      double rise = 1 - gap - rho;
      assertThat(rise).as("%s at %s", c, rho).isBetween(-1e-12 * depth, before);
      before = rise + 1e-12 * depth;
    }
    correlation.add(deep.correlationBound(), shift, c);
    spread.add(deep.spreadBound(), deep.spread(), c);
    assertThat(deep.nonlinearity()).as("%s", c).isBetween(0.0, 1.0);
    assertThat(deep.linearShare()).as("%s", c).isBetween(0.0, 1 - shift + 1e-12);
  }

  /** A tail that begins to rise at 0 exactly: one kink, and not two beside it. */
  @Test
  void aKinkWhereTheTailBegins() {
    LinearRegionFamily family =
        LinearRegionFamily.of(Activations.parse("max(min(0.631*x-0.433,1.836),-0.433)"));
    Activation phi = family.at(2.14708407420182);
    assertThat(phi.breakpoints()).hasSize(4);
    assertThat(phi.breakpoints().get(2).derivativeJump()).isCloseTo(-1.631, within(1e-15));
    assertCritical(new Case(family, CriticalRegion.of(family, 2.14708407420182, 1e-4)));
  }

  /** With narrow, far and slowly ending tails, too, nothing is steeper than the linear region. */
  @Test
  void steepPlacesBetweenSamplesAreFound() {
    for (String tail :
        List.of(
            "tanh(1000*(x-3.3333))",
            "0.001*tanh(1e6*(x-3.3333))",
            "tanh(50*(x-2345.6))",
            "2*softsign(1.2*x-1.6)",
            "0.2*exp(-abs(x))+2*hard_tanh(2*x)",
            "gaussian(40*(x-7))+0.1*tanh(x)",
            "(1-cos(2.8*x))*(0.5*gaussian(x-1)-0.6)")) {
      Activation parsed = Activations.parse(tail);
      LinearRegionFamily family = LinearRegionFamily.of(parsed);
      Activation phi = family.at(Math.max(0.1, family.smallestHalfWidth()));
      double a = Math.max(0.1, family.smallestHalfWidth());
      double steepest = 0;
      for (double x : new double[] {0.5, 1.3333, 3.3333, 7, 2345.6}) {
        for (int i = -20_000; i <= 20_000; i++) {
          double at = Math.max(0, x + 5e-5 * i);
          steepest = Math.max(steepest, Math.abs(phi.derivative(a + at)));
          assertThat(Math.abs(phi.value(a + at))).isLessThanOrEqualTo(a * (1 + 1e-9));
        }
      }
      assertThat(steepest).as(tail).isBetween(0.99, 1 + 1e-12);
    }
    assertThat(LinearRegionFamily.of(Activations.parse("atan(x/1000)")).smallestHalfWidth())
        .isCloseTo(Math.PI / 4, within(1e-8));
    assertThat(LinearRegionFamily.of(Activations.parse("atan")).smallestHalfWidth())
        .isCloseTo(Math.PI / 4, within(1e-11));
    assertThat(
            LinearRegionFamily.of(Activations.parse("1-1/sqrt(sqrt(1+abs(x)))"))
                .smallestHalfWidth())
        .isCloseTo(0.5, within(1e-5));
  }
}
