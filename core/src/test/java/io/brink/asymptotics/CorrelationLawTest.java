package io.brink.asymptotics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.asymptotics.CorrelationLaw.Contact;
import io.brink.asymptotics.CorrelationLaw.Critical;
import io.brink.asymptotics.CorrelationLaw.Exponential;
import io.brink.asymptotics.CorrelationLaw.Factor;
import io.brink.asymptotics.CorrelationLaw.Power;
import io.brink.asymptotics.CorrelationLaw.Unknown;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationLawTest {

  private static final double NINE_HALVES_PI_SQUARED = 4.5 * Math.PI * Math.PI;

  private static CorrelationLaw law(String activation, double weight, double bias, double q) {
    return CorrelationLaw.of(
        PlainAnalysis.of(new PlainLayer(Activations.parse(activation), weight, bias)), Math.log(q));
  }

  @Test
  void reluAtItsPoint() {
    Critical law = (Critical) law("relu", 2, 0, 2);
    assertThat(law.contact()).isEqualTo(Contact.KINK);
    assertThat(law.logChi1()).isZero();
    assertThat(law.factorOnTheEdge()).isCloseTo(NINE_HALVES_PI_SQUARED, within(1e-12));
    assertThat(Math.exp(law.logDeviation(100)))
        .isCloseTo(NINE_HALVES_PI_SQUARED / 1e4, within(1e-15));
    assertThat(law.factor()).isEqualTo(Factor.KNOWN);
  }

  /** Without biases lengths do not matter, whatever the weight variance. */
  @ParameterizedTest
  @CsvSource({"1", "2.2"})
  void reluOffItsPointWithoutBias(double weight) {
    assertThat(((Critical) law("relu", weight, 0, 1)).factorOnTheEdge())
        .isCloseTo(NINE_HALVES_PI_SQUARED, within(1e-12));
  }

  @Test
  void reluWhoseLengthsGrowByItsBiases() {
    Power law = (Power) law("relu", 2, 0.1, 100);
    assertThat(law.exponent()).isEqualTo(2);
    assertThat(law.coefficient().orElseThrow())
        .isCloseTo(NINE_HALVES_PI_SQUARED / 4, within(1e-12));
  }

  @Test
  void reluWhoseLengthsSettle() {
    Exponential law = (Exponential) law("relu", 1.5, 0.1, 0.4);
    assertThat(law.depthScale()).isCloseTo(-1 / Math.log(0.75), within(1e-12));
    assertThat(law.limitGap()).isZero();
  }

  /**
   * κ = 2/R″(1) at q* = 0.2 with R″(1) = σ_w² q* E φ″²; mpmath, 30 digits: E φ″² of tanh at 0.2 is
   * the integral of (2 tanh sech²)².
   */
  @Test
  void tanhOnItsEdge() {
    Critical law =
        (Critical)
            law("tanh", 1.32641262769270080601561586016, 0.00477617868801287505136090442842, 0.2);
    assertThat(law.contact()).isEqualTo(Contact.SMOOTH);
    assertThat(law.logChi1()).isZero();
    assertThat(law.factorOnTheEdge()).isCloseTo(26.2693397239406934502, within(1e-11));
  }

  /** An activation with kinks off 0: the bound of hard tanh at q* = 1, by the formula of U. */
  @Test
  void kinksAwayFromZeroCountByTheirDensity() {
    // Edge of chaos at q* = 1: σ_w² = 1/erf(1/√2).
    double weight = 1 / 0.68268949213708589717;
    double v =
        0.68268949213708589717 - Math.sqrt(2 / Math.PI) * Math.exp(-0.5) + 0.31731050786291410283;
    Critical law = (Critical) law("hard_tanh", weight, 1 - weight * v, 1);
    assertThat(law.contact()).isEqualTo(Contact.KINK);
    assertThat(law.coefficient())
        .isCloseTo(Math.sqrt(2) / (3 * Math.PI) * weight * 2 * Math.exp(-0.5), within(1e-12));
  }

  /** Both sides of the edge join the law on it, and go over into an exponential. */
  @ParameterizedTest
  @CsvSource({"SMOOTH", "KINK"})
  void lawsNextToTheEdgeAreContinuous(Contact contact) {
    Critical on = new Critical(0, 0, 0.3, contact);
    for (double logChi1 : new double[] {-1e-9, 1e-9}) {
      Critical beside = new Critical(0, logChi1, 0.3, contact);
      assertThat(beside.logDeviation(50)).isCloseTo(on.logDeviation(50), within(1e-6));
    }
    for (double logChi1 : new double[] {-0.01, 0.01}) {
      Critical beside = new Critical(0, logChi1, 0.3, contact);
      // Kinks: in the chaotic phase the slope at the limit is χ₁^(−1/2), not χ₁^(−1).
      double rate = contact == Contact.KINK && logChi1 > 0 ? 0.005 : 0.01;
      assertThat(beside.logDeviation(20_001) - beside.logDeviation(20_000))
          .isCloseTo(-rate, within(1e-9));
    }
  }

  @Test
  void whereNoLawIsKnown() {
    assertThat(law("tanh", 0.8, 0, 1e-9)).isInstanceOf(Unknown.class);
    assertThat(law("identity", 1, 0, 1)).isInstanceOf(Unknown.class);
    assertThat(law("gelu", 2.1, 0, 0.01)).isInstanceOf(Unknown.class);
    assertThat(law("exp", 1, 0.1, 1e9)).isInstanceOf(Unknown.class);
  }

  @Test
  void residualLawsLeaveTheirFactorOpen() {
    ResidualVariances v = new ResidualVariances(1.69, 0.49, 1.5, 0.5);
    CorrelationLaw tanh = CorrelationLaw.of(ResidualLaw.of(Activations.parse("tanh"), v), 1, 1);
    assertThat(tanh.limitGap()).isCloseTo(0.5, within(1e-14));
    assertThat(tanh.factor()).isEqualTo(Factor.OPEN);
    assertThat(tanh.logDeviation(100)).isCloseTo(-0.4486711 * Math.log(100), within(1e-6));
    CorrelationLaw relu = CorrelationLaw.of(ResidualLaw.of(Activations.parse("relu"), v), 1, 1);
    assertThat(relu.factor()).isEqualTo(Factor.KNOWN);
    CorrelationLaw frozen =
        CorrelationLaw.of(
            ResidualLaw.of(Activations.parse("relu"), new ResidualVariances(0, 0.5, 1, 0)), 2, 0.5);
    // 1 − e = ½·2/(2 + ¼ l) → 4/l
    assertThat(frozen.logDeviation(1000)).isCloseTo(Math.log(4.0 / 1000), within(1e-12));
  }
}
