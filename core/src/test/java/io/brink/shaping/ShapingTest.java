package io.brink.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import io.brink.kernel.Kernel;
import io.brink.network.Block;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.shaping.ShapingMethod.Dks;
import io.brink.shaping.ShapingMethod.DksLeakyRelu;
import io.brink.shaping.ShapingMethod.EdgeOfChaos;
import io.brink.shaping.ShapingMethod.TatLeakyRelu;
import io.brink.shaping.ShapingMethod.TatSmooth;
import io.brink.shaping.ShapingOutcome.Converged;
import io.brink.shaping.ShapingOutcome.Infeasible;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapingTest {

  private static ShapingOutcome shape(
      String network, String activation, ShapingMethod method, Target target) {
    Activation phi = Activations.parse(activation);
    Network plain = NetworkSpec.parse(network).network(phi);
    return Shaping.shape(plain, phi, method, target);
  }

  private static Converged converged(String network, String activation, ShapingMethod method) {
    ShapingOutcome outcome = shape(network, activation, method, Target.SUBNETWORKS);
    assertThat(outcome).isInstanceOf(Converged.class);
    return (Converged) outcome;
  }

  private static Infeasible infeasible(String network, String activation, ShapingMethod method) {
    ShapingOutcome outcome = shape(network, activation, method, Target.NETWORK);
    assertThat(outcome).isInstanceOf(Infeasible.class);
    return (Infeasible) outcome;
  }

  private static void assertProved(Converged outcome) {
    Proof proof = outcome.proof();
    assertThat(proof.residual()).as("residual of %s", proof.conditions()).isLessThan(1e-12);
    proof.guarantee().ifPresent(g -> assertThat(g.holds()).as("%s", g).isTrue());
  }

  /** Every solution meets every condition, as the adaptive quadrature sees them. */
  private static void assertConditions(
      String network, String activation, ShapingMethod method, int number) {
    Activation phi = Activations.parse(activation);
    Network plain = NetworkSpec.parse(network).network(phi);
    LocalOutcome outcome = Shaping.solve(plain, phi, method, Target.SUBNETWORKS);
    assertThat(outcome).isInstanceOf(LocalOutcome.Solved.class);
    LocalOutcome.Solved solved = (LocalOutcome.Solved) outcome;
    Composition composition = Composition.of(plain, ScaleLaw.UNIT_CENTRED);
    Prover prover =
        new Prover(plain, phi, method, Target.SUBNETWORKS, solved.targets(), composition);
    for (ShapingSolution solution : solved.solutions()) {
      assertThat(prover.conditions(solution)).hasSize(number);
      for (Condition condition : prover.conditions(solution)) {
        assertThat(condition.residual()).as("%s", condition).isLessThan(1e-12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"tanh", "softsign", "gelu"})
  void shapedNetworksAreProved(String activation) {
    Converged tailored = converged("resnet:depth=50,shortcut=0", activation, new TatSmooth(0.3));
    assertProved(tailored);
    assertThat(tailored.proof().achieved().networkCurvature1()).isCloseTo(0.3, within(1e-12));
    assertThat(tailored.proof().achieved().networkSlope1()).isCloseTo(1, within(1e-12));
    Converged deep = converged("resnet:depth=50,shortcut=0", activation, new Dks(1.5));
    assertProved(deep);
    assertThat(deep.proof().achieved().networkSlope1()).isCloseTo(1.5, within(1e-12));
    assertThat(deep.proof().achieved().networkC0()).isCloseTo(0, within(1e-11));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tanh",
        "softplus",
        "swish",
        "gelu",
        "erf",
        "atan",
        "asinh",
        "softsign",
        "sigmoid",
        "mish",
        "gelu_tanh",
        "elu",
        "celu",
        "sin",
        "cos",
        "gaussian",
        "bentid"
      })
  void smoothActivationsAreTailored(String activation) {
    for (String network : new String[] {"mlp:depth=100", "resnet:depth=50,shortcut=0"}) {
      assertConditions(network, activation, new TatSmooth(0.3), 5);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tanh",
        "softplus",
        "swish",
        "gelu",
        "erf",
        "atan",
        "asinh",
        "softsign",
        "sigmoid",
        "mish",
        "gelu_tanh",
        "elu",
        "selu",
        "celu",
        "sin",
        "cos",
        "gaussian",
        "bentid",
        "hard_swish"
      })
  void deepKernelsAreShaped(String activation) {
    for (String network : new String[] {"mlp:depth=100", "resnet:depth=50,shortcut=0"}) {
      assertConditions(network, activation, new Dks(1.5), 5);
    }
  }

  /** Slopes from the published code of TAT at η = 0.9. */
  @ParameterizedTest
  @CsvSource({
    "'resnet:depth=50,shortcut=0', 0.42591",
    "'resnet:depth=101,shortcut=0', 0.57044",
    "'mlp:depth=100', 0.57044",
    "'resnet:depth=152,shortcut=0', 0.63865",
    "'resnet:depth=200,shortcut=0', 0.67891"
  })
  void tailoredRectifiersHaveThePublishedSlopes(String network, double slope) {
    Converged outcome = converged(network, "leaky_relu", new TatLeakyRelu(0.9));
    assertProved(outcome);
    assertThat(outcome.best().parameters().negativeSlope().orElseThrow())
        .isCloseTo(slope, within(5e-6));
    assertThat(outcome.proof().achieved().networkC0()).isCloseTo(0.9, within(1e-12));
    assertThat(outcome.proof().map().get(10).shaped()).isCloseTo(0.9, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "'mlp:depth=5', 0.736",
    "'mlp:depth=20', 0.948",
    "'resnet:depth=50,shortcut=0.8', 0.9398",
    "'resnet:depth=50,shortcut=0.9', 0.888",
    "'resnet:depth=101,shortcut=0.9', 0.946"
  })
  void shallowRectifiersStateTheLargestEta(String network, double largest) {
    Infeasible outcome = infeasible(network, "relu", new TatLeakyRelu(0.99));
    NearestTarget nearest = outcome.nearest().orElseThrow();
    assertThat(nearest.parameter()).isEqualTo("eta");
    assertThat(nearest.value()).isCloseTo(largest, within(5e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"selu", "relu", "leaky_relu(0.3)", "hard_tanh", "relu6", "step"})
  void kinksHaveNoCurvatureToTailor(String activation) {
    Infeasible outcome = infeasible("mlp:depth=20", activation, new TatSmooth(0.3));
    assertThat(outcome.reason()).contains("C''(1) is infinite", "jumps at").doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "softplus, 1.466942206924",
    "elu, 1.466942206924",
    "selu, 1.466942206924",
    "bentid, 1.145900595222"
  })
  void saturatedSlopesAreStated(String activation, double limit) {
    Infeasible outcome = infeasible("mlp:depth=3", activation, new Dks(10));
    assertThat(outcome.nearest().orElseThrow().value())
        .isCloseTo(limit * limit * limit, within(1e-10));
    assertThat(outcome.reason()).contains("leaky ReLU");
  }

  @Test
  void squareCannotBeCentredAndStable() {
    Infeasible outcome = infeasible("mlp:depth=100", "square", new Dks(1.5));
    assertThat(outcome.reason()).contains("Q'(1) = 1");
    assertThat(outcome.nearest()).isEmpty();
  }

  @Test
  void linearAndJumpingActivationsAreRefused() {
    assertThat(infeasible("mlp:depth=10", "identity", new Dks(1.5)).reason()).contains("linear");
    assertThat(infeasible("mlp:depth=10", "step", new Dks(1.5)).reason())
        .contains("C'(1) is infinite");
    assertThat(infeasible("mlp:depth=10", "exp", new TatSmooth(0.3)).reason()).contains("Q'(1)");
  }

  @Test
  void piecewiseLinearActivationsReachTheLimitOfReluOnly() {
    Infeasible outcome = infeasible("mlp:depth=3", "hard_tanh", new Dks(1.5));
    assertThat(Math.cbrt(outcome.nearest().orElseThrow().value()))
        .isCloseTo(1 + 1 / (Math.PI - 1), within(1e-5));
  }

  @Test
  void plainReluDropsTheConditionOnLengths() {
    Converged outcome = converged("mlp:depth=100", "relu", new Dks(1.5));
    assertProved(outcome);
    assertThat(outcome.proof().conditions()).extracting(Condition::name).doesNotContain("Q'(1)");
    assertThat(outcome.proof().achieved().qSlope1()).isNotCloseTo(1, within(1e-3));
    assertThat(outcome.best().parameters().inputShift()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 10, 100})
  void leakyReluTakesItsSlopeInThePlaceOfTheInputScale(double zeta) {
    Converged outcome = converged("mlp:depth=10", "leaky_relu", new DksLeakyRelu(zeta));
    assertThat(outcome.proof().residual()).isLessThan(1e-12);
    assertThat(outcome.solutions()).hasSizeGreaterThanOrEqualTo(1);
    assertThat(outcome.proof().achieved().qSlope1()).isCloseTo(1, within(1e-12));
    assertThat(outcome.proof().achieved().networkSlope1() / zeta).isCloseTo(1, within(1e-12));
  }

  @Test
  void plainSumsAreRefusedByName() {
    assertThat(infeasible("rrn:depth=10", "tanh", new TatSmooth(0.3)).reason()).contains("sum");
  }

  @Test
  void otherVariancesAreReplacedAndSaidSo() {
    Converged outcome =
        converged("mlp:depth=10,weight_variance=2,bias_variance=0.1", "tanh", new TatSmooth(0.3));
    assertThat(outcome.network().replacements()).hasSize(1);
    assertThat(outcome.network().replacements().getFirst()).contains("1.0 and 0.0");
  }

  @Test
  void targetsOverSubnetworksAreNeverLargerLocally() {
    TatSmooth method = new TatSmooth(0.3);
    String spec = "resnet:depth=50,shortcut=0.99";
    Converged whole = (Converged) shape(spec, "tanh", method, Target.NETWORK);
    Converged parts = (Converged) shape(spec, "tanh", method, Target.SUBNETWORKS);
    double global = whole.proof().targets().curvature1().orElseThrow();
    double local = parts.proof().targets().curvature1().orElseThrow();
    double depth = (1 - 0.99 * 0.99) * 44 + 5;
    assertThat(global).isCloseTo(0.3 / depth, within(1e-14));
    assertThat(local).isEqualTo(global);
    Activation phi = Activations.parse("tanh");
    Network short1 = oneBlock(phi, 0.99);
    LocalOutcome.Solved alone =
        (LocalOutcome.Solved) Shaping.solve(short1, phi, method, Target.SUBNETWORKS);
    assertThat(alone.targets().curvature1().orElseThrow()).isCloseTo(0.1, within(1e-15));
    LocalOutcome.Solved mean =
        (LocalOutcome.Solved) Shaping.solve(short1, phi, method, Target.NETWORK);
    assertThat(mean.targets().curvature1().orElseThrow())
        .isCloseTo(0.3 / (3 * (1 - 0.99 * 0.99)), within(1e-12));
  }

  /**
   * A network whose residual branch, three nonlinear layers, is a larger subnetwork than the whole.
   */
  private static Network oneBlock(Activation phi, double shortcut) {
    Operation affine = new Operation.Affine(64, 1, 0, WeightLaw.GAUSSIAN);
    Block layer = Block.serial(Block.layer(new Operation.Nonlinearity(phi)), Block.layer(affine));
    return Block.network(
        new Shape.Vector(64),
        Block.serial(Block.layer(affine), Block.residual(shortcut, Block.repeat(3, layer))));
  }

  @Test
  void solutionsAreDistinctAndRanked() {
    Converged outcome = converged("mlp:depth=100", "swish", new TatSmooth(0.3));
    assertThat(outcome.solutions()).hasSizeGreaterThan(3);
    double least =
        outcome.solutions().stream()
            .mapToDouble(s -> s.kernelError().relativeError())
            .min()
            .orElse(0);
    assertThat(outcome.best().kernelError().relativeError()).isLessThan(1.005 * least);
    ShapingSolution last = outcome.solutions().getLast();
    assertThat(last.kernelError().relativeError()).isGreaterThan(1.05 * least);
  }

  @Test
  void veryDeepNetworksAreSolved() {
    Activation tanh = Activations.parse("tanh");
    Network network = NetworkSpec.parse("mlp:depth=20000,width=16").network(tanh);
    LocalOutcome outcome = Shaping.solve(network, tanh, new TatSmooth(0.3), Target.SUBNETWORKS);
    assertThat(outcome).isInstanceOf(LocalOutcome.Solved.class);
  }

  @Test
  void criticalPointsAreCritical() {
    Converged tanh =
        converged("mlp:depth=30", "tanh", new EdgeOfChaos(new CriticalPoint.AtBiasVariance(0.04)));
    assertThat(tanh.proof().residual()).isLessThan(1e-12);
    assertThat(Math.sqrt(tanh.best().weightVariance())).isCloseTo(1.3041, within(5e-5));
    // The first layer adds its bias to the input, every later one to a fixed point.
    double first = 1 - 0.04 / tanh.best().preactivationVariance();
    assertThat(tanh.proof().achieved().networkSlope1()).isCloseTo(first, within(1e-9));
    Converged relu =
        converged(
            "mlp:depth=30", "relu", new EdgeOfChaos(new CriticalPoint.AtPreactivationVariance(1)));
    assertThat(relu.best().weightVariance()).isCloseTo(2, within(1e-14));
    assertThat(relu.best().biasVariance()).isZero();
    Infeasible biased =
        infeasible("mlp:depth=3", "relu", new EdgeOfChaos(new CriticalPoint.AtBiasVariance(0.1)));
    assertThat(biased.reason()).contains("single point");
    Infeasible softplus =
        infeasible(
            "mlp:depth=3",
            "softplus",
            new EdgeOfChaos(new CriticalPoint.AtPreactivationVariance(1)));
    assertThat(softplus.reason()).contains("bias variance");
  }

  @Test
  void badTargetsAreOneLineErrors() {
    assertThatThrownBy(() -> new TatLeakyRelu(2)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> new TatSmooth(0)).hasMessageContaining("positive");
    assertThatThrownBy(() -> new Dks(1)).hasMessageContaining("greater than 1");
    assertThatThrownBy(() -> shape("mlp:depth=3", "tanh", new TatLeakyRelu(0.5), Target.NETWORK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tau");
  }

  /** LIN theorem 2.1: each family, and a tail of its own. */
  @ParameterizedTest
  @CsvSource({"shtanh, 100", "ssine, 30", "sexp, 30", "ssaw, 1000", "gaussian, 10"})
  void linearRegionsAreProved(String activation, int depth) {
    Converged outcome =
        converged("mlp:depth=" + depth, activation, new ShapingMethod.LinearRegion(0.1, 0.3, 0.5));
    assertProved(outcome);
    Guarantee guarantee = outcome.proof().guarantee().orElseThrow();
    assertThat(guarantee.source()).startsWith("LIN");
    assertThat(outcome.best().biasVariance()).isEqualTo(0.1);
  }

  @Test
  void linearRegionsNeedAPlainChain() {
    Infeasible outcome =
        infeasible("lnmlp:depth=3", "sexp", new ShapingMethod.LinearRegion(0.1, 0.3, 0.5));
    assertThat(outcome.reason()).contains("node 'layer1/normalisation' is not part of one");
  }

  /**
   * Q″(1) against the expectation of another formula, V″(1) = E[φ̂′²] + E[φ̂φ̂″] differentiated.
   */
  @ParameterizedTest
  @CsvSource({"tanh", "swish", "gelu", "softplus"})
  void curvatureOfTheVarianceMapIsWithinItsError(String activation) {
    ShapingSolution best = converged("mlp:depth=50", activation, new TatSmooth(0.3)).best();
    double h = 1e-3;
    Kernel kernel = Kernel.of(best.activation());
    double[] slopes = new double[4];
    for (int i = 0; i < 4; i++) {
      slopes[i] = kernel.varianceDerivative(1 + h * (i < 2 ? i - 2 : i - 1)).value();
    }
    // fourth-order central difference of Q′, truncation h⁴/30 Q⁗′, about 10⁻¹³
    double curvature = (slopes[0] - 8 * slopes[1] + 8 * slopes[2] - slopes[3]) / (12 * h);
    Estimate estimate = best.kernelError().varianceCurvature();
    assertThat(estimate.value()).isCloseTo(curvature, within(1e-11 + estimate.errorBound()));
  }

  @ParameterizedTest
  @CsvSource({"leaky_relu, 0.9", "relu, 0.95"})
  void homogeneousActivationsHaveNoCurvatureOfTheVarianceMap(String activation, double eta) {
    ShapingSolution best = converged("mlp:depth=50", activation, new TatLeakyRelu(eta)).best();
    Estimate estimate = best.kernelError().varianceCurvature();
    assertThat(estimate.value()).isCloseTo(0, within(estimate.errorBound()));
    assertThat(estimate.errorBound()).isLessThan(1e-12);
  }

  /** φ(sx) is shaped into the same activation as φ(x), whatever s. */
  @ParameterizedTest
  @CsvSource({
    "tanh(1e-4*x), tanh, 1e-4",
    "tanh(50*x), tanh, 50",
    "1000*tanh(x/1000), tanh, 1e-3",
    "gelu(1e-6*x), gelu, 1e-6",
    "log(cosh(1e-3*x)), log(cosh(x)), 1e-3"
  })
  void theScaleOfTheArgumentDoesNotMatter(String scaled, String plain, double scale) {
    Dks method = new Dks(1.5);
    Converged found = converged("mlp:depth=50", scaled, method);
    Converged expected = converged("mlp:depth=50", plain, method);
    assertProved(found);
    ActivationParameters best = expected.best().parameters();
    assertThat(found.solutions())
        .anySatisfy(
            each -> {
              ActivationParameters p = each.parameters();
              assertThat(scale * p.inputScale())
                  .isCloseTo(best.inputScale(), within(1e-6 * best.inputScale()));
              assertThat(Math.abs(p.inputShift()) * scale)
                  .isCloseTo(Math.abs(best.inputShift()), within(1e-5));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"3*x", "1e-9*x", "identity"})
  void linearActivationsAreCalledLinear(String name) {
    assertThat(infeasible("mlp:depth=50", name, new TatSmooth(0.3)).reason()).contains("is linear");
  }
}
