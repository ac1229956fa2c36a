package io.brink.linearregion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationLayer;
import io.brink.golden.Golden;
import io.brink.shaping.CriticalLine;
import io.brink.shaping.CriticalPoint;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lemmas 3.1, 3.3, 3.4 and theorem 2.1 of LIN. */
class RegionBoundsTest {

  private static final List<String> FAMILIES =
      List.of("shtanh", "ssine", "sexp", "ssaw", "tanh", "gaussian", "softsign");

  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> rows(String key) {
    return (List<Map<String, String>>) Golden.read("bounds.json", Map.class).get(key);
  }

  private static double number(Map<String, String> row, String key) {
    return Double.parseDouble(row.get(key));
  }

  private static LinearRegionFamily family(String activation) {
    return LinearRegionFamily.of(Activations.parse(activation));
  }

  @Test
  void boundsAgreeWithArbitraryPrecision() {
    for (Map<String, String> row : rows("regions")) {
      RegionBounds bounds = RegionBounds.of(number(row, "y"));
      close(bounds.lower(), number(row, "lower"), 1e-14);
      close(bounds.upper(), number(row, "upper"), 1e-14);
      close(bounds.looseLower(), number(row, "lambda"), 1e-14);
      close(bounds.spreadBound(), number(row, "spread"), 2e-12);
      close(bounds.correlationBound(), Math.min(1, number(row, "correlation")), 1e-13);
    }
  }

  private static void close(double actual, double expected, double relative) {
    assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  @Test
  void criticalPointsAgreeWithArbitraryPrecision() {
    for (Map<String, String> row : rows("criticals")) {
      String name = row.get("activation").replace("%s", "1");
      CriticalRegion region =
          CriticalRegion.of(family(name), number(row, "a"), number(row, "bias_variance"));
      close(region.preactivationVariance(), number(row, "q"), 1e-12);
      close(region.weightVariance(), number(row, "weight_variance"), 1e-13);
      close(region.spread(), number(row, "spread"), 1e-11);
      close(region.slopeAtZero(), number(row, "slope_at_zero"), 1e-12);
    }
  }

  /** The same points by the critical line, whose quadrature sums over the whole of φ. */
  @Test
  void criticalPointsAgreeWithTheCriticalLine() {
    for (String name : List.of("shtanh", "ssine", "sexp", "ssaw")) {
      CriticalRegion region = CriticalRegion.of(family(name), 2, 0.3);
      CriticalLine.Outcome outcome =
          CriticalLine.of(region.activation()).at(new CriticalPoint.AtBiasVariance(0.3));
      CriticalLine.Point point = ((CriticalLine.Outcome.Found) outcome).points().getFirst();
      close(region.preactivationVariance(), point.preactivationVariance(), 1e-10);
      close(region.weightVariance(), point.weightVariance(), 1e-10);
    }
  }

  /** 7 families, 30 random half-widths and bias variances each. */
  @Test
  void boundsAreNeverViolated() {
    SplittableRandom random = new SplittableRandom(20260101);
    double largestSlack = 0;
    for (String name : FAMILIES) {
      LinearRegionFamily family = family(name);
      for (int i = 0; i < 30; i++) {
        double a = Math.max(family.smallestHalfWidth(), Math.exp(random.nextDouble(-1.5, 3)));
        double b = Math.exp(random.nextDouble(-12, 2));
        CriticalRegion region = CriticalRegion.of(family, a, b);
        RegionBounds bounds = region.bounds();
        String as = "%s a=%s b=%s %s %s".formatted(name, a, b, region, bounds);
        double rounding = 1 + 1e-10;
        assertThat(bounds.looseLower()).as(as).isLessThanOrEqualTo(bounds.lower() * rounding);
        assertThat(bounds.lower()).as(as).isLessThanOrEqualTo(region.ratio() * rounding);
        assertThat(region.ratio()).as(as).isLessThanOrEqualTo(bounds.upper() * rounding);
        assertThat(bounds.upper()).as(as).isLessThanOrEqualTo(bounds.looseUpper() * rounding);
        assertThat(region.correlationShift())
            .as(as)
            .isLessThanOrEqualTo(bounds.correlationBound() * rounding)
            .isGreaterThanOrEqualTo(bounds.smallestCorrelationShift() / rounding);
        assertThat(bounds.correlationBound())
            .as(as)
            .isLessThanOrEqualTo(bounds.looseCorrelationBound() * rounding);
        assertThat(region.spread())
            .as(as)
            .isLessThanOrEqualTo(bounds.spreadBound() * rounding)
            .isGreaterThanOrEqualTo(0);
        assertThat(bounds.spreadBound())
            .as(as)
            .isLessThanOrEqualTo(bounds.looseSpreadBound() * rounding);
        assertThat(region.slopeAtZero())
            .as(as)
            .isGreaterThanOrEqualTo(bounds.smallestSlope() / rounding);
        largestSlack =
            Math.max(largestSlack, bounds.correlationBound() / region.correlationShift());
      }
    }
    // The root forms are within a factor of 2 of every member; the theorem itself is off by 10⁴.
    assertThat(largestSlack).isBetween(1.05, 2.5);
  }

  /** Lemma 3.3 and its counterpart on [−1, 0], and the composition of layers. */
  @Test
  void correlationsMoveUpAndAtMostAsOrthogonalOnesDo() {
    SplittableRandom random = new SplittableRandom(7);
    for (String name : List.of("shtanh", "ssine", "sexp", "ssaw")) {
      LinearRegionFamily family = family(name);
      for (int i = 0; i < 3; i++) {
        double a = Math.max(family.smallestHalfWidth(), Math.exp(random.nextDouble(-1, 2)));
        CriticalRegion region = CriticalRegion.of(family, a, Math.exp(random.nextDouble(-6, 1)));
        CorrelationLayer layer = region.layer();
        double shift = region.correlationShift();
        assertThat(1 - layer.gap(1)).isCloseTo(shift, within(1e-12));
        assertThat(layer.slopeAtOne()).isCloseTo(1, within(1e-10));
        for (int k = 0; k < 20; k++) {
          double rho = random.nextDouble();
          double up = 1 - layer.gap(1 - rho) - rho;
          assertThat(up).isBetween(-1e-13, shift + 1e-13);
          double down = 1 - layer.gap(1 + rho) + rho;
          assertThat(down).isBetween(shift - 1e-12, 2 * shift + 1e-12);
        }
        DeepRegion deep = DeepRegion.of(region, 5);
        assertThat(deep.correlationShift()).isBetween(shift, 5 * shift + 1e-12);
        assertThat(deep.nonlinearity()).isBetween(0.0, 1.0);
        for (int k = 0; k < 5; k++) {
          double rho = random.nextDouble();
          double gap = 1 - rho;
          for (int l = 0; l < 5; l++) {
            gap = layer.gap(gap);
          }
          assertThat(1 - gap - rho).isBetween(-1e-13, deep.correlationShift() + 1e-13);
        }
      }
    }
  }

  @Test
  void shtanhIsTheWorstOfAll() {
    CriticalRegion region = CriticalRegion.of(new LinearRegionFamily.Shtanh(), 3, 0.2);
    close(region.ratio(), region.bounds().lower(), 1e-12);
    close(region.spread(), region.bounds().spreadBound(), 1e-11);
  }

  @Test
  void refusesWhatIsOutsideTheDomain() {
    LinearRegionFamily sine = new LinearRegionFamily.Ssine();
    assertThatThrownBy(() -> CriticalRegion.of(sine, 0.5, 0.1))
        .hasMessageContaining("the half-width a of ssine lies in [1.0, 1e12]");
    assertThatThrownBy(() -> CriticalRegion.of(sine, 2, 0))
        .hasMessageContaining("without biases every length shrinks to 0");
    assertThatThrownBy(() -> CriticalRegion.of(sine, 2, 1e-20))
        .hasMessageContaining("at least 1.0E-20 times the square of its half-width, got 1.0E-20");
    assertThatThrownBy(() -> RegionBounds.of(0)).hasMessageContaining("[1e-250, 1e250], got 0.0");
  }
}
