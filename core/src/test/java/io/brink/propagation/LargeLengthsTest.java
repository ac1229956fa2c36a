package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Residual networks whose mean squares grow by half a layer, to 10³⁰⁰ and beyond. */
class LargeLengthsTest {

  private static Network full(int depth, String activation) {
    return NetworkSpec.parse("frn:depth=" + depth).network(Activations.parse(activation));
  }

  /** Where √q dwarfs the bend of gelu the network follows the recurrence of ReLU. */
  @Test
  void deepResidualGeluNetworkFollowsTheRecurrenceOfRelu() {
    Network network = full(1700, "gelu");
    ForwardTrace trace =
        ForwardPropagation.of(network)
            .propagate(InputPair.ofEqualLengths(1, Correlation.ofValue(0.5)));
    CorrelationMap relu = CorrelationMap.compile(Activations.parse("relu"), 1);
    int before = -1;
    int compared = 0;
    for (int node = 0; node < network.size(); node++) {
      assertThat(trace.gap(node)).isFinite();
      assertThat(trace.slope(node)).isFinite();
      assertThat(trace.curvature(node)).isFinite();
      if (network.node(node).name().endsWith("/sum")) {
        if (before >= 0 && trace.logVariance1(before) > 34 * Math.log(10)) {
          double angle = Correlation.ofGap(trace.gap(before)).angle();
          double gap = (2 * trace.gap(before) + relu.gap(angle)) / 3;
          double slope = trace.slope(before) * (2 + relu.slope(angle)) / 3;
          assertThat(trace.gap(node) / gap).isCloseTo(1, within(1e-13));
          assertThat(trace.slope(node) / slope).isCloseTo(1, within(1e-12));
          assertThat(trace.logVariance1(node) - trace.logVariance1(before))
              .isCloseTo(Math.log(1.5), within(1e-12));
          compared++;
        }
        before = node;
      }
    }
    assertThat(compared).isGreaterThan(1400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu", "softplus", "swish", "mish", "gelu_tanh"})
  void asymptoticMapIsTheCompiledOne(String name) {
    Activation activation = Activations.parse(name);
    CorrelationMap compiled = CorrelationMap.compile(activation, 1e38);
    CorrelationMap asymptotic =
        new AsymptoticMap(CorrelationMap.compile(activation, AsymptoticMap.SMALLEST), 1e38);
    assertThat(asymptotic.outputVariance() / compiled.outputVariance()).isCloseTo(1, within(1e-13));
    for (double angle :
        new double[] {
          0, 1e-40, 1e-20, 1e-19, 3e-19, 1e-18, 1e-17, 1e-15, 1e-12, 1e-9, 1e-8, 1e-7, 0.1, 2, 3
        }) {
      assertThat(asymptotic.gap(angle))
          .as("gap at %s", angle)
          .isCloseTo(compiled.gap(angle), within(1e-13 * compiled.gap(angle)));
      assertThat(asymptotic.slope(angle)).isCloseTo(compiled.slope(angle), within(1e-13));
      assertThat(asymptotic.curvature(angle) / compiled.curvature(angle))
          .as("curvature at %s", angle)
          .isCloseTo(1, within(1e-11));
    }
    double nearOpposite = Math.PI - 1e-9;
    assertThat(asymptotic.curvature(nearOpposite) / compiled.curvature(nearOpposite))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void lengthsBeyondTheMomentsOverflow() {
    ForwardPropagation propagation = ForwardPropagation.of(full(60, "x^3 + x"));
    InputPair pair = InputPair.ofEqualLengths(1e60, Correlation.ofValue(0.5));
    assertThatThrownBy(() -> propagation.propagate(pair))
        .isInstanceOf(LengthOverflowException.class)
        .hasMessageContaining("overflows");
  }

  /** A grid of a few points is not worth maps that take a second each, nor a family of them. */
  @Test
  void sparseVariancesGetNoFamilyAndSlowMapsAreNotCompiledForAFewPoints() {
    for (String activation : List.of("bentid", "gelu")) {
      Network network =
          NetworkSpec.parse("mlp:depth=100,weight_variance=2")
              .network(Activations.parse(activation));
      ForwardPropagation propagation = ForwardPropagation.of(network);
      Lengths lengths = new Lengths(propagation.plan(), propagation.cache(), 1e6, 1e6);
      lengths.expectEvaluations(21);
      assertThat(propagation.cache().interpolates(0)).isFalse();
      for (ActivationMoments each : lengths.moments) {
        if (each != null && each.q1 > 1e6) {
          assertThat(each.isCompiled()).isEqualTo(activation.equals("gelu"));
        }
      }
    }
  }

  /** The direct evaluation, interpolated maps and compiled ones agree. */
  @ParameterizedTest
  @ValueSource(strings = {"bentid", "gelu", "relu"})
  void globalGapsAreThoseOfTheGlobalMap(String activation) {
    Network network = NetworkSpec.parse("mlp:depth=30").network(Activations.parse(activation));
    List<Correlation> grid =
        List.of(Correlation.ofValue(-0.9), Correlation.ofValue(0.3), Correlation.ofValue(0.99));
    double[] gaps = ForwardPropagation.of(network).globalGaps(1, grid);
    GlobalMap map = ForwardPropagation.of(network).globalMap(1, grid);
    for (int i = 0; i < gaps.length; i++) {
      assertThat(gaps[i]).isCloseTo(map.gap(i), within(map.errorBound(i) + 1e-14 * map.gap(i)));
      assertThat(map.errorBound(i)).isLessThan(1e-10);
    }
  }

  /** Across the end of the range of a double the network is that of the two lines. */
  @ParameterizedTest
  @CsvSource({
    "gelu, relu, 1e290, 1",
    "softplus, relu, 1e290, 1",
    "elu, relu, 1e290, 1",
    "tanh, identity, 1e-280, 0.4",
    "gelu, identity, 1e-280, 2",
    "sin(x)+relu(x), 'shaped(leaky_relu(0.5), 1, 0, 2, 0)', 1e-280, 0.2",
    "selu, 'leaky_relu(1.6732632423543772)', 1e-280, 0.2"
  })
  void beyondTheRangeOfADoubleOfTwoLinesOnly(
      String name, String lines, double q, double weightVariance) {
    String spec = "mlp:depth=300,weight_variance=" + weightVariance;
    Activation activation = Activations.parse(name);
    double size =
        Math.pow(activation.derivative(q > 1 ? 1e100 : 1e-100), 2)
            / Math.pow(Activations.parse(lines).derivative(1), 2);
    InputPair pair = InputPair.ofEqualLengths(q, Correlation.ofValue(0.3));
    ForwardTrace trace =
        ForwardPropagation.of(NetworkSpec.parse(spec).network(activation)).propagate(pair);
    Network expectedNetwork =
        NetworkSpec.parse("mlp:depth=300,weight_variance=" + weightVariance * size)
            .network(Activations.parse(lines));
    ForwardTrace expected = ForwardPropagation.of(expectedNetwork).propagate(pair);
    int last = expectedNetwork.size() - 2;
    assertThat(trace.logVariance1(last) - expected.logVariance1(last)).isCloseTo(0, within(1e-10));
    for (int node = 0; node < last; node++) {
      double gap = expected.gap(node);
      assertThat(trace.gap(node)).as("node %d", node).isCloseTo(gap, within(1e-10 * gap));
    }
  }

  /** A figure of the limit itself: ln q = ln q₀ + L ln σ_w² for tanh, far below every double. */
  @Test
  void aShrinkingTanhNetworkIsLinear() {
    Network network =
        NetworkSpec.parse("mlp:depth=100000,weight_variance=0.25")
            .network(Activations.parse("tanh"));
    ForwardTrace trace =
        ForwardPropagation.of(network)
            .propagate(InputPair.ofEqualLengths(1e-40, Correlation.ofValue(0.3)));
    int last = network.size() - 1;
    double logVariance = -40 * Math.log(10) + 100_001 * Math.log(0.25);
    assertThat(trace.logVariance1(last)).isCloseTo(logVariance, within(1e-12 * 140_000));
    assertThat(trace.gap(last)).isCloseTo(0.7, within(1e-10));
    assertThat(trace.slope(last)).isCloseTo(1, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "gelu, 1e200, 1, 0",
    "softplus, 1e200, 1, 0",
    "elu, 1e200, 1, 0",
    "x-2*relu(x), 1e200, -1, 1",
    "softplus(-x), 1e200, 0, -1",
    "bentid, 1e200, 1.5, 0.5",
    "tanh, 1e-200, 1, 1",
    "swish, 1e-200, 0.5, 0.5",
    "tanh(1e-4*x), 1e-200, 1e-4, 1e-4"
  })
  void slopesOfTheLimits(String name, double x, double right, double left) {
    Activation activation = Activations.parse(name);
    Activation lines =
        (x > 1 ? TwoLines.atInfinity(activation) : TwoLines.atZero(activation)).orElseThrow();
    assertThat(lines.value(1)).isCloseTo(right, within(1e-14));
    assertThat(lines.value(-1)).isCloseTo(-left, within(1e-14));
    assertThat(lines.homogeneityDegree()).hasValue(1);
  }

  @Test
  void whatIsNotTwoLinesHasNoLimit() {
    for (String name : List.of("tanh", "x+sin(x)", "x^2", "x*abs(x)^0.3", "asinh", "exp", "step")) {
      assertThat(TwoLines.atInfinity(Activations.parse(name))).as(name).isEmpty();
    }
    for (String name : List.of("softplus", "x^2", "exp", "step", "sign(x)*sqrt(abs(x))", "cos")) {
      assertThat(TwoLines.atZero(Activations.parse(name))).as(name).isEmpty();
    }
  }
}
