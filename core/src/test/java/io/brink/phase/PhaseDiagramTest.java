package io.brink.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseDiagramTest {

  /** Every cell against the analysis of its point, which compiles nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "erf",
        "tanh",
        "relu",
        "gelu",
        "hard_tanh",
        "exp",
        "alpha_relu(0.8)",
        "step",
        "sin",
        "x*sigmoid(1.702*x)"
      })
  void agreesWithTheAnalysisOfEachPoint(String name) {
    Activation activation = Activations.parse(name);
    PhaseDiagram diagram =
        PhaseDiagram.of(activation, new VarianceRange(0.5, 3.5, 7), new VarianceRange(0, 0.24, 4));
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 4; j++) {
        PlainAnalysis analysis =
            PlainAnalysis.of(
                new PlainLayer(
                    activation,
                    diagram.weightVariances().value(i),
                    diagram.biasVariances().value(j)));
        compare(diagram, i, j, analysis);
      }
    }
  }

  /** erf at weight variance 2.5 is critical at the bias variance 0.7519515…: mpmath, 30 digits. */
  @Test
  void tellsThePhaseNextToTheCriticalLine() {
    double critical = 0.751951507197992685681665646906;
    PhaseDiagram diagram =
        PhaseDiagram.of(
            Activations.parse("erf"),
            VarianceRange.of(2.5),
            new VarianceRange(critical * (1 - 1e-8), critical * (1 + 1e-8), 3));
    assertThat(diagram.phase(0, 0)).contains(Phase.CHAOTIC);
    assertThat(diagram.phase(0, 1)).contains(Phase.CRITICAL);
    assertThat(diagram.phase(0, 2)).contains(Phase.ORDERED);
    assertThat(diagram.correlationGap(0, 0).orElseThrow()).isBetween(1e-11, 1e-6);
    assertThat(diagram.depthScales(0, 1).orElseThrow().correlation()).isInfinite();
  }

  @Test
  void manySmallCellsAgreeToo() {
    Activation tanh = Activations.parse("tanh");
    // Close enough for the maps to be compiled over ln q.
    PhaseDiagram diagram =
        PhaseDiagram.of(tanh, new VarianceRange(1.4, 2.4, 60), new VarianceRange(0.001, 0.2, 50));
    for (int i = 0; i < 60; i += 13) {
      for (int j = 0; j < 50; j += 11) {
        compare(
            diagram,
            i,
            j,
            PlainAnalysis.of(
                new PlainLayer(
                    tanh, diagram.weightVariances().value(i), diagram.biasVariances().value(j))));
      }
    }
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(() -> new VarianceRange(1, 0.5, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a range of variances needs 0 <= from <= to < infinity, got 1.0:0.5");
    assertThatThrownBy(() -> new VarianceRange(0, 1, 1))
        .hasMessage("a range of variances from 0.0 to 1.0 has at least 2 values, got 1");
    assertThatThrownBy(
            () ->
                PhaseDiagram.of(
                    Activations.parse("erf"),
                    new VarianceRange(0, 1, 1_000_000),
                    new VarianceRange(0, 1, 1_000)))
        .hasMessage("a phase diagram has at most 100000000 cells, got 1000000000");
  }

  private static void compare(PhaseDiagram diagram, int i, int j, PlainAnalysis analysis) {
    String place =
        "%s at (%s, %s)"
            .formatted(
                diagram.activation().name(),
                diagram.weightVariances().value(i),
                diagram.biasVariances().value(j));
    if (analysis.principal().isEmpty()) {
      assertThat(diagram.phase(i, j)).as(place).isEmpty();
      assertThat(diagram.fate(i, j))
          .as(place)
          .isEqualTo(
              analysis.lengths() instanceof LengthRegime.Growing
                  ? LengthFate.GROWING
                  : LengthFate.VANISHING);
      return;
    }
    FixedPhase expected = analysis.principal().orElseThrow();
    assertThat(diagram.phase(i, j)).as(place).contains(expected.phase());
    double condition = 1 / Math.abs(1 - expected.length().slope());
    if (analysis.lengths() instanceof LengthRegime.EveryLength) {
      condition = 1;
    }
    near(
        place + " q",
        diagram.preactivationVariance(i, j),
        expected.length().preactivationVariance(),
        1e-11 * condition);
    near(place + " chi1", diagram.chi1(i, j), expected.chi1(), 1e-11 * condition);
    if (expected.phase() == Phase.CHAOTIC) {
      double gapCondition = 1e-11 * condition * (1 + 1 / Math.log(expected.chi1()));
      near(
          place + " gap",
          diagram.correlationGap(i, j).orElseThrow(),
          expected.correlationGap(),
          gapCondition);
      near(
          place + " depth",
          diagram.depthScales(i, j).orElseThrow().correlation(),
          expected.depthScales().correlation(),
          10 * gapCondition);
    } else {
      assertThat(diagram.correlationGap(i, j)).as(place).hasValue(0);
    }
  }

  private static void near(String what, double found, double expected, double relative) {
    if (Double.isInfinite(expected)) {
      assertThat(found).as(what).isEqualTo(expected);
    } else {
      assertThat(found).as(what).isCloseTo(expected, within(relative * Math.abs(expected)));
    }
  }
}
