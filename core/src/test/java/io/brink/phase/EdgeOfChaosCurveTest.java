package io.brink.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.brink.activation.Activations;
import io.brink.shaping.CriticalLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeOfChaosCurveTest {

  /** Standard deviations at q* = 0.2, from independent quadrature (30 digits). */
  @ParameterizedTest
  @CsvSource({
    "tanh, 1.15169989, 0.0691099",
    "hard_tanh, 1.0129198, 0.0636017",
    "elu, 1.1346045, 0.0524371"
  })
  void passesThroughKnownPoints(String activation, double weightStd, double biasStd) {
    List<CriticalLine.Point> points = onlyArc(activation, 1e-4).points();
    double weight = weightStd * weightStd;
    CriticalLine.Point before =
        points.stream().filter(p -> p.preactivationVariance() <= 0.2).toList().getLast();
    CriticalLine.Point after = points.get(points.indexOf(before) + 1);
    double part =
        (weight - before.weightVariance()) / (after.weightVariance() - before.weightVariance());
    double bias = before.biasVariance() + part * (after.biasVariance() - before.biasVariance());
    // The tolerance is a distance; at a given weight variance the steep curve multiplies it.
    assertThat(bias).isCloseTo(biasStd * biasStd, withPercentage(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "gelu"})
  void chordsStayWithinTheTolerance(String activation) {
    double tolerance = 1e-2;
    CriticalLine line = CriticalLine.of(Activations.parse(activation));
    List<CriticalLine.Point> points = onlyArc(activation, tolerance).points();
    for (int i = 1; i < points.size(); i++) {
      CriticalLine.Point a = points.get(i - 1);
      CriticalLine.Point b = points.get(i);
      for (double part : new double[] {0.3, 0.7}) {
        double q =
            Math.pow(a.preactivationVariance(), 1 - part)
                * Math.pow(b.preactivationVariance(), part);
        CriticalLine.Point p = line.formalPoint(q);
        double along =
            (p.weightVariance() - a.weightVariance()) / (b.weightVariance() - a.weightVariance());
        double bias = a.biasVariance() + along * (b.biasVariance() - a.biasVariance());
        double slope =
            (b.biasVariance() - a.biasVariance())
                / (b.weightVariance() - a.weightVariance())
                * p.weightVariance()
                / p.biasVariance();
        // distance from the chord in units of the point's own variances
        assertThat(Math.abs(bias / p.biasVariance() - 1) / Math.hypot(1, slope))
            .as("q = %s", q)
            .isLessThan(1.5 * tolerance);
      }
    }
  }

  /** tanh x = x − x³/3 + …: σ_w² = 1 + 2q + …, σ_b² = (4/3)q³(1 + O(q)). */
  @Test
  void keepsItsDigitsWhereTheBiasVanishes() {
    EdgeOfChaosCurve.Arc arc = onlyArc("tanh", 1e-2);
    assertThat(arc.start()).isEqualTo(new EdgeOfChaosCurve.End.VanishingLength(1));
    assertThat(arc.end()).isEqualTo(new EdgeOfChaosCurve.End.Range());
    CriticalLine.Point first = arc.points().getFirst();
    double q = first.preactivationVariance();
    assertThat(first.biasVariance()).isCloseTo(4.0 / 3 * q * q * q, withPercentage(2e-3));
    assertThat(first.weightVariance() - 1).isCloseTo(2 * q, withPercentage(1e-3));
  }

  /** cos: q = V/E φ′² is coth q = q. */
  @Test
  void startsOnTheAxisWhereThereIsAMean() {
    EdgeOfChaosCurve.Arc arc = onlyArc("cos", 1e-2);
    assertThat(arc.start()).isEqualTo(new EdgeOfChaosCurve.End.NoBias());
    assertThat(arc.points().getFirst().preactivationVariance())
        .isCloseTo(1.19967864025773384, within(1e-12));
    assertThat(arc.points().getFirst().biasVariance()).isZero();
  }

  @Test
  void aHomogeneousActivationHasOnePoint() {
    EdgeOfChaosCurve.SinglePoint point =
        (EdgeOfChaosCurve.SinglePoint) EdgeOfChaosCurve.trace(Activations.parse("relu"));
    assertThat(point.weightVariance()).isCloseTo(2, within(1e-14));
  }

  @Test
  void someHaveNone() {
    assertThat(EdgeOfChaosCurve.trace(Activations.parse("step")))
        .isInstanceOfSatisfying(
            EdgeOfChaosCurve.Absent.class, a -> assertThat(a.reason()).contains("step jumps at 0"));
    assertThat(EdgeOfChaosCurve.trace(Activations.parse("2*x+1")))
        .isInstanceOf(EdgeOfChaosCurve.Absent.class);
  }

  @Test
  void theToleranceIsChecked() {
    assertThatThrownBy(() -> EdgeOfChaosCurve.trace(Activations.parse("tanh"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the tolerance of a traced curve lies in [1e-6, 1], got 0.0");
  }

  private static EdgeOfChaosCurve.Arc onlyArc(String activation, double tolerance) {
    EdgeOfChaosCurve.Arcs arcs =
        (EdgeOfChaosCurve.Arcs) EdgeOfChaosCurve.trace(Activations.parse(activation), tolerance);
    assertThat(arcs.arcs()).hasSize(1);
    return arcs.arcs().getFirst();
  }
}
