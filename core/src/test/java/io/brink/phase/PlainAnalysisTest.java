package io.brink.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.brink.activation.Activations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fixed points and phases; the figures are mpmath's, 30 digits, from the closed forms of erf. */
class PlainAnalysisTest {

  private static final double DIGITS = 1e-10;

  @Test
  void chaoticErf() {
    FixedPhase phase = principal("erf", 2.5, 0.1);
    assertThat(phase.phase()).isEqualTo(Phase.CHAOTIC);
    assertThat(phase.length().preactivationVariance())
        .isCloseTo(1.42718453989847694, withPercentage(DIGITS));
    assertThat(phase.length().slope()).isCloseTo(0.318842648289833034, withPercentage(DIGITS));
    assertThat(phase.chi1()).isCloseTo(1.22893724488890363, withPercentage(DIGITS));
    assertThat(phase.correlationGap()).isCloseTo(0.558443087935183775, withPercentage(DIGITS));
    assertThat(phase.correlationSlope()).isCloseTo(0.873883074443403505, withPercentage(DIGITS));
    assertThat(phase.depthScales().correlation())
        .isCloseTo(-1 / Math.log(0.873883074443403505), withPercentage(1e-8));
    assertThat(phase.depthScales().gradient()).isNegative();
  }

  @Test
  void orderedErf() {
    FixedPhase phase = principal("erf", 1.2, 0.1);
    assertThat(phase.phase()).isEqualTo(Phase.ORDERED);
    assertThat(phase.length().preactivationVariance()).isCloseTo(0.5, withPercentage(DIGITS));
    assertThat(phase.correlationGap()).isZero();
    assertThat(phase.chi1()).isCloseTo(0.882126232674867279, withPercentage(DIGITS));
    assertThat(phase.depthScales().correlation()).isEqualTo(phase.depthScales().gradient());
  }

  @Test
  void criticalErf() {
    FixedPhase phase = principal("erf", 2.5, 0.751951507197992685681665646906);
    assertThat(phase.phase()).isEqualTo(Phase.CRITICAL);
    assertThat(phase.depthScales().trainableDepth()).isInfinite();
  }

  @Test
  void justBesideTheCriticalLineThePhaseIsStillTold() {
    double b = 0.751951507197992685681665646906;
    FixedPhase chaotic = principal("erf", 2.5, b * (1 - 1e-8));
    assertThat(chaotic.phase()).isEqualTo(Phase.CHAOTIC);
    assertThat(chaotic.correlationGap()).isBetween(1e-11, 1e-6);
    assertThat(principal("erf", 2.5, b * (1 + 1e-8)).phase()).isEqualTo(Phase.ORDERED);
  }

  @Test
  void reluHasNoFixedLengthOffItsPoint() {
    assertThat(analysis("relu", 2, 0).lengths()).isInstanceOf(LengthRegime.EveryLength.class);
    assertThat(analysis("relu", 2, 0).phases().getFirst().phase()).isEqualTo(Phase.CRITICAL);
    assertThat(analysis("relu", 2.2, 0.1).lengths())
        .isEqualTo(new LengthRegime.Growing(new LengthRegime.Growth.Geometric(1.1)));
    assertThat(analysis("relu", 2, 0.1).lengths())
        .isEqualTo(new LengthRegime.Growing(new LengthRegime.Growth.Linear(0.1)));
    LengthRegime.FixedLengths fixed =
        (LengthRegime.FixedLengths) analysis("relu", 1.5, 0.1).lengths();
    assertThat(fixed.points().getFirst().preactivationVariance()).isCloseTo(0.4, within(1e-14));
    assertThat(principal("relu", 1.5, 0.1).chi1()).isCloseTo(0.75, within(1e-14));
  }

  @Test
  void zeroIsTheOnlyFixedLengthOfAWeakTanhNetworkWithoutBias() {
    LengthRegime.FixedLengths fixed =
        (LengthRegime.FixedLengths) analysis("tanh", 0.8, 0).lengths();
    assertThat(fixed.points()).hasSize(1);
    assertThat(fixed.principal().preactivationVariance()).isZero();
    assertThat(fixed.principal().slope()).isCloseTo(0.8, within(1e-9));
    assertThat(analysis("tanh", 0.8, 0).principal()).isEmpty();
  }

  @Test
  void aStrongTanhNetworkWithoutBiasHasTwo() {
    LengthRegime.FixedLengths fixed = (LengthRegime.FixedLengths) analysis("tanh", 2, 0).lengths();
    assertThat(fixed.points()).hasSize(2);
    assertThat(fixed.points().getFirst().stability()).isEqualTo(Stability.REPELLING);
    assertThat(fixed.principal().stability()).isEqualTo(Stability.ATTRACTING);
  }

  @Test
  void geluAndSwishHaveSeveralFixedLengths() {
    // With V(q) ~ q/4 at 0 and ~ q/2 at infinity, 2 < weight variance < 4 makes both ends move
    // outwards or back.
    LengthRegime regime = analysis("gelu", 2.1, 0).lengths();
    assertThat(regime).isInstanceOf(LengthRegime.FixedLengths.class);
    LengthRegime.FixedLengths fixed = (LengthRegime.FixedLengths) regime;
    assertThat(fixed.points().getFirst().stability()).isEqualTo(Stability.ATTRACTING);
    assertThat(fixed.points().getLast().stability()).isEqualTo(Stability.REPELLING);
  }

  @Test
  void exponentialActivationsOverflowOrSettle() {
    assertThat(analysis("exp", 1, 0.1).lengths()).isInstanceOf(LengthRegime.Growing.class);
    assertThat(analysis("exp", 0.05, 0.01).lengths()).isInstanceOf(LengthRegime.FixedLengths.class);
  }

  @ParameterizedTest
  @CsvSource({
    "tanh, 1.32641262769270080601561586016, 0.00477617868801287505136090442842, 0.2",
    "tanh, 2.15330264890279003282940153759, 0.150964629378552889714888134029, 1",
    "sexp, 1.32529303, 1, 1.45256112",
    "sexp, 1.04080265, 0.1, 0.39139045"
  })
  void knownPointsOfTheEdgeOfChaos(String activation, double weight, double bias, double q) {
    FixedPhase phase = principal(activation, weight, bias);
    assertThat(phase.length().preactivationVariance()).isCloseTo(q, withPercentage(2e-6));
    assertThat(phase.chi1()).isCloseTo(1, within(2e-8));
  }

  @Test
  void badVariancesAreNamed() {
    assertThatThrownBy(() -> new PlainLayer(Activations.parse("tanh"), -1, 0))
        .hasMessageContaining("weight variance");
  }

  private static PlainAnalysis analysis(String activation, double weight, double bias) {
    return PlainAnalysis.of(new PlainLayer(Activations.parse(activation), weight, bias));
  }

  private static FixedPhase principal(String activation, double weight, double bias) {
    return analysis(activation, weight, bias).principal().orElseThrow();
  }
}
