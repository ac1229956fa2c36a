package io.brink.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.RectifierLaw;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.phase.Phase;
import io.brink.regime.Regime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

  private static Verdict verdict(String spec, String activation) {
    return Verdict.of(Diagnosis.of(network(spec, activation)));
  }

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  /** A row of the table of networks whose fate is known. */
  record Known(String spec, String activation, String grade, String reason) {
    static Known of(String row) {
      List<String> cells =
          Arrays.stream(row.split("\\|", -1)).map(cell -> cell.strip().replace("`", "")).toList();
      return new Known(cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }
  }

  static Stream<Known> knownNetworks() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "verdicts.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(Known::of);
  }

  /** Networks whose fate is known from the papers. */
  @ParameterizedTest
  @MethodSource("knownNetworks")
  void knowsTheFate(Known known) {
    Verdict verdict = verdict(known.spec, known.activation);
    assertThat(verdict.grade().words()).as(verdict.findings().toString()).isEqualTo(known.grade);
    assertThat(verdict.grade() == Grade.TRAINS ? verdict.findings() : verdict.reasons())
        .extracting(Finding::text)
        .anySatisfy(text -> assertThat(text).contains(known.reason));
  }

  @Test
  void manyFatesAreKnown() throws IOException {
    assertThat(knownNetworks()).hasSizeGreaterThanOrEqualTo(30);
  }

  /** The layers before an overflow are judged, and the changed networks may do without it. */
  @Test
  void lengthsThatOverflowAreAVerdictAndNoError() {
    for (String activation : List.of("x^3", "exp")) {
      Verdict verdict = verdict("mlp:depth=20", activation);
      assertThat(verdict.grade()).isEqualTo(Grade.UNTRAINABLE);
      assertThat(verdict.diagnosis().isCutOff()).isTrue();
      assertThat(verdict.reasons())
          .extracting(Finding::sentence)
          .anySatisfy(
              sentence ->
                  assertThat(sentence)
                      .contains("overflow float32", "only the layers before could be followed"));
    }
    assertThat(Verdict.of(Diagnosis.of(network("mlp:depth=3", "exp"), 1e4)).grade())
        .isEqualTo(Grade.UNTRAINABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mlp:depth=10,weight_variance=1.2,bias_variance=0.05 | tanh | 6 ξ_c
          mlp:depth=10,weight_variance=2                      | relu | κ/l²
          mlp:depth=10                                        | relu | 2²⁹
          rrn:depth=10,weight_variance=2                      | tanh | level
          frn:depth=10                                        | relu | overflow
          frn:depth=10                                        | alpha_relu(0.9) | overflow
          """)
  void saysToWhichDepthSuchNetworksTrain(String spec, String activation, String basis) {
    TrainableDepth depth = verdict(spec, activation).diagnosis().trainableDepth().orElseThrow();
    if (!basis.equals("κ/l²")) {
      assertThat(depth.basis()).contains(basis);
    }
    double expected =
        switch (basis) {
          case "6 ξ_c" ->
              6
                  * verdict(spec, activation)
                      .diagnosis()
                      .phase()
                      .orElseThrow()
                      .depthScales()
                      .correlation();
          // (9π²/2)/l² = e⁻⁶
          case "κ/l²" -> Math.sqrt(4.5) * Math.PI * Math.exp(3);
          case "2²⁹" -> 29;
          case "level" -> 85;
          default ->
              activation.equals("relu")
                  ? Math.floor(Thresholds.FLOAT32_LOG_RANGE / Math.log(1.5))
                  : depth.layers();
        };
    assertThat(depth.layers()).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void plainNetworksFollowTheirDepthScale() {
    Network network = network("mlp:depth=30,weight_variance=1.2,bias_variance=0.05", "tanh");
    // Inputs of the length that starts the first layer at its fixed point q* = 0.269902.
    Verdict verdict = Verdict.of(Diagnosis.of(network, (0.26990186 - 0.05) / 1.2));
    assertThat(verdict.diagnosis().regime()).isInstanceOf(Regime.Plain.class);
    Regime.Plain plain = (Regime.Plain) verdict.diagnosis().regime();
    var phase = plain.analysis().principal().orElseThrow();
    assertThat(phase.phase()).isEqualTo(Phase.ORDERED);
    assertThat(plain.depth()).isEqualTo(30);
    assertThat(verdict.diagnosis().evidence().logGradientRatio())
        .isCloseTo(29 * Math.log(phase.chi1()), within(1e-4));
    assertThat(verdict.grade()).isEqualTo(Grade.SLOW);
    assertThat(verdict.reasons())
        .extracting(Finding::basis)
        .anySatisfy(basis -> assertThat(basis).contains("rule of thumb", "Schoenholz"));
  }

  @Test
  void gradientNormsIgnoreWidths() {
    double equal =
        verdict("mlp:depth=12,width=300,weight_variance=2", "relu")
            .diagnosis()
            .evidence()
            .logGradientRatio();
    assertThat(equal).isCloseTo(0, within(1e-12));
    Evidence image =
        verdict("resnet:depth=50,shortcut=0,weight_variance=2", "relu").diagnosis().evidence();
    assertThat(image.logGradientRatio()).isCloseTo(0, within(1e-12));
    assertThat(image.approximations()).isNotEmpty();
  }

  /** E φ′² &lt; 1 shrinks the squared norm of the gradient by ½ in each of 49 steps. */
  @Test
  void vanishingGradientsAreCounted() {
    Evidence evidence = verdict("mlp:depth=50", "relu").diagnosis().evidence();
    assertThat(evidence.logGradientRatio()).isCloseTo(-49 * Math.log(2), within(1e-12));
    assertThat(evidence.logWeightGradientRatio()).isCloseTo(0, within(1e-12));
  }

  @Test
  void residualNetworksAreRecognised() {
    assertThat(law("frn:depth=3,out_bias_variance=0.5", "tanh")).isInstanceOf(SaturatingLaw.class);
    assertThat(law("rrn:depth=3", "tanh")).isInstanceOf(SaturatingLaw.class);
    assertThat(law("frn:depth=3", "relu")).isInstanceOf(RectifierLaw.class);
    assertThat(law("frn:depth=3", "alpha_relu(0.8)")).isInstanceOf(PowerLaw.class);
    assertThat(Regime.of(network("resnet:depth=50,shortcut=0.8", "relu")))
        .isInstanceOf(Regime.Rescaled.class);
    assertThat(Regime.of(network("mlp:depth=3,dropout=0.1", "relu")))
        .isInstanceOf(Regime.General.class);
    assertThat(Regime.of(network("resnet:depth=50,shortcut=0", "relu")))
        .isInstanceOf(Regime.Plain.class);
  }

  private static Object law(String spec, String activation) {
    return ((Regime.Residual) Regime.of(network(spec, activation))).law();
  }

  /** σ_w²L = 145 and 170 are the levels at the variances of the paper. */
  @Test
  void levelsAreThoseOfThePaper() {
    assertThat(verdict("rrn:depth=10,weight_variance=16.9", "tanh").grade())
        .isEqualTo(Grade.TRAINS);
    assertThat(verdict("rrn:depth=10,weight_variance=17.1", "tanh").grade()).isEqualTo(Grade.SLOW);
    String full = "frn:depth=10,bias_variance=0.5,out_bias_variance=0.5,weight_variance=";
    assertThat(verdict(full + "14.4", "tanh").grade()).isEqualTo(Grade.TRAINS);
    assertThat(verdict(full + "14.6", "tanh").grade()).isEqualTo(Grade.SLOW);
  }

  @Test
  void tatAndDksAreFirstForVanillaResNets() {
    Verdict before = verdict("resnet:depth=50,shortcut=0,weight_variance=2", "relu");
    Prescriptions prescriptions = Prescriptions.of(before);
    assertThat(prescriptions.ranked()).extracting(Prescription::method).startsWith("tat", "dks");
    Prescription tat = prescriptions.ranked().getFirst();
    assertThat(tat.predicted().grade()).isEqualTo(Grade.TRAINS);
    assertThat(tat.predicted().orthogonalGap()).isCloseTo(0.1, within(1e-9));
    // TAT: the negative slope for C_f(0) = 0.9 at 49 nonlinear layers.
    assertThat(tat.parameters().get("negative_slope")).isCloseTo(0.4259, within(1e-4));
    assertThat(prescriptions.dropped())
        .extracting(Prescriptions.Dropped::method)
        .containsExactly("eoc");
  }

  @Test
  void weightVarianceBringsTanhToItsLevel() {
    Verdict before = verdict("rrn:depth=20,weight_variance=17", "tanh");
    assertThat(before.grade()).isEqualTo(Grade.SLOW);
    List<Prescription> ranked = Prescriptions.of(before).ranked();
    assertThat(ranked).extracting(Prescription::method).startsWith("weight_variance", "depth");
    assertThat(ranked.getFirst().parameters().get("weight_variance"))
        .isCloseTo(170.0 / 20, within(1e-9));
    assertThat(ranked.get(1).parameters()).containsEntry("depth", 10.0);
    assertThat(ranked).allMatch(p -> p.predicted().grade() == Grade.TRAINS);
  }

  @Test
  void reluResidualNetworksStopBeforeOverflow() {
    Verdict before = verdict("frn:depth=300", "relu");
    assertThat(before.diagnosis().evidence().overflow("float32").orElseThrow().layer())
        .isEqualTo((int) Math.ceil(Thresholds.FLOAT32_LOG_RANGE / Math.log(1.5)));
    List<Prescription> ranked = Prescriptions.of(before).ranked();
    assertThat(ranked).extracting(Prescription::method).contains("depth", "weight_variance");
    for (Prescription prescription : ranked) {
      assertThat(prescription.predicted().logVariance())
          .isBetween(0.98 * Thresholds.FLOAT32_LOG_RANGE, Thresholds.FLOAT32_LOG_RANGE);
    }
  }

  @Test
  void layerNormalisationHasACriticalBias() {
    Verdict before = verdict("lnmlp:depth=100", "erf");
    Regime.Normalised regime = (Regime.Normalised) before.diagnosis().regime();
    // (2/π)(2/√5 − arctan(2/√5)), the critical σ_b²/σ_w² of erf.
    double r = 2 / Math.sqrt(5);
    assertThat(regime.criticalBiasVariance())
        .isCloseTo(2 / Math.PI * (r - Math.atan(r)), within(1e-12));
    assertThat(Prescriptions.of(before).ranked())
        .extracting(Prescription::method)
        .contains("bias_variance");
  }

  @Test
  void depthOfManyThousandLayers() {
    Verdict verdict = verdict("frn:depth=5000", "relu");
    assertThat(verdict.grade()).isEqualTo(Grade.UNTRAINABLE);
    Evidence evidence = verdict.diagnosis().evidence();
    assertThat(evidence.output().logVariance()).isCloseTo(5000 * Math.log(1.5), within(1e-6));
    assertThat(evidence.output().variance()).isInfinite();
    assertThat(evidence.overflow("float64").orElseThrow().layer()).isEqualTo(1751);
    assertThat(evidence.logWeightGradientRatio()).isCloseTo(0, within(1e-6));
  }

  @Test
  void nothingIsPrescribedToANetworkThatTrains() {
    Prescriptions none = Prescriptions.of(verdict("mlp:depth=5,weight_variance=2", "relu"));
    assertThat(none.ranked()).isEmpty();
    assertThat(none.dropped()).isEmpty();
  }

  @Test
  void refusesBadInputVariances() {
    Network network = network("mlp:depth=3", "relu");
    assertThatThrownBy(() -> Diagnosis.of(network, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be finite and > 0");
  }
}
