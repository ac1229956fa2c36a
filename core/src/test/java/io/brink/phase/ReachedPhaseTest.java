package io.brink.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where lengths end depends on where they start. */
class ReachedPhaseTest {

  /** The length map itself, iterated from q, ends where the analysis says. */
  @ParameterizedTest
  @CsvSource({
    "tanh, 1.5, 0.05, 1e-6",
    "tanh, 1.5, 0.05, 100",
    "tanh, 1.5, 0, 1e-8",
    "tanh, 0.8, 0, 3",
    "gelu, 2.1, 0, 3.1",
    "gelu, 2.1, 0, 3.2",
    "swish, 3, 0.01, 0.1",
    "x*x, 0.3, 0.05, 0.01",
    "x*x, 0.3, 0.05, 1.5",
    "x^3, 0.01, 0.01, 1",
    "x^3, 0.01, 0.01, 5",
    "relu, 1.5, 0.1, 20",
    "relu, 2.2, 0, 1",
    "erf, 2.5, 0.1, 7",
  })
  void iterationEndsThere(String activation, double weight, double bias, double start) {
    Kernel kernel = Kernel.of(Activations.parse(activation));
    PlainAnalysis analysis =
        PlainAnalysis.of(new PlainLayer(Activations.parse(activation), weight, bias));
    double q = start;
    for (int i = 0; i < 5000 && q > 1e-9 && q < 1e9; i++) {
      q = weight * kernel.variance(q).value() + bias;
    }
    if (q > 1e-9 && q < 1e9) {
      assertThat(analysis.reached(Math.log(start)).orElseThrow().length().preactivationVariance())
          .isCloseTo(q, within(1e-9 * q));
    } else {
      assertThat(analysis.reached(Math.log(start))).isEmpty();
    }
  }

  @Test
  void aRepellingLengthReachesItselfAlone() {
    PlainAnalysis gelu = PlainAnalysis.of(new PlainLayer(Activations.parse("gelu"), 2.1, 0));
    double q = gelu.phases().getFirst().length().preactivationVariance();
    assertThat(gelu.reached(Math.log(q))).contains(gelu.phases().getFirst());
    assertThat(gelu.reached(Math.log(q * 0.999))).isEmpty();
    assertThat(gelu.reached(Math.log(q * 1.001))).isEmpty();
  }

  @Test
  void everyLengthIsReached() {
    PlainAnalysis relu = PlainAnalysis.of(new PlainLayer(Activations.parse("relu"), 2, 0));
    assertThat(relu.reached(700)).contains(relu.phases().getFirst());
  }

  /** Layer normalisation: P′(1) = σ_w²‖φ′‖²/(σ_b² + σ_w²‖φ‖²) with the closed forms of erf. */
  @Test
  void lengthsMayBeHeld() {
    double v = 2 / Math.PI * Math.asin(2.0 / 3);
    double slope = 4 / (Math.PI * Math.sqrt(5));
    double w = 1 / (0.3 + v);
    FixedPhase phase =
        PlainAnalysis.atLength(new PlainLayer(Activations.parse("erf"), w, 0.3 * w), 1);
    assertThat(phase.chi1()).isCloseTo(slope / (0.3 + v), within(1e-13));
    assertThatThrownBy(
            () -> PlainAnalysis.atLength(new PlainLayer(Activations.parse("erf"), 1, 0), 0))
        .hasMessageContaining("finite and above 0, got 0.0");
  }
}
