package io.brink.finitewidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Node;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteWidthTest {

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  private static InputPair pair(double q, double c) {
    return InputPair.ofEqualLengths(q, Correlation.ofValue(c));
  }

  private static int node(Network network, String name) {
    return network.nodes().stream()
        .filter(n -> n.name().equals(name))
        .mapToInt(Node::index)
        .findFirst()
        .orElseThrow();
  }

  /** A deep linear network's q is a product of χ²_N/N: Var = (1 + 2/N)^l − 1 exactly. */
  @Test
  void deepLinearNetworkIsAProductOfChiSquares() {
    int n = 200;
    Network network = network("mlp:depth=60,width=200,inputs=50", "identity");
    FiniteWidthTrace trace = FiniteWidth.of(network).predict(pair(1, 0.3));
    for (int layer : new int[] {1, 10, 60}) {
      Spread spread = trace.measured(node(network, "layer" + layer + "/affine")).orElseThrow();
      double exact = Math.pow(1 + 2.0 / n, layer) - 1;
      assertThat(Math.pow(spread.relativeVarianceStd1(), 2))
          .isCloseTo(exact, within(2 * exact / n));
      assertThat(spread.bias().orElseThrow().relativeVariance1()).isCloseTo(0, within(1e-9));
    }
  }

  /** The gap of a deep linear network has the variance of 1 − r of a sample correlation r. */
  @Test
  void oneLinearLayerHasTheVarianceOfASampleCorrelation() {
    Network network = network("mlp:depth=1,width=500", "identity");
    double c = 0.8;
    FiniteWidthTrace trace = FiniteWidth.of(network).predict(pair(1, c));
    Spread spread = trace.measured(1).orElseThrow();
    // Hotelling 1953: Var r = (1 − c²)²/N, bias −c(1 − c²)/(2N)
    assertThat(spread.correlationStd()).isCloseTo((1 - c * c) / Math.sqrt(500), within(1e-4));
    assertThat(spread.gap() * spread.bias().orElseThrow().relativeGap())
        .isCloseTo(c * (1 - c * c) / 1000, within(1e-10));
  }

  /** ReLU with σ_w² = 2: one factor of variance 5/N a layer. */
  @Test
  void lengthsOfARectifierNetworkAreAProduct() {
    int n = 1000;
    Network network = network("mlp:depth=50,width=1000,inputs=1000,weight_variance=2", "relu");
    FiniteWidthTrace trace = FiniteWidth.of(network).predict(pair(1, 0.5));
    for (int layer : new int[] {1, 10, 50}) {
      Spread spread = trace.measured(node(network, "layer" + layer + "/activation")).orElseThrow();
      double exact = Math.pow(1 + 5.0 / n, layer) - 1;
      assertThat(Math.pow(spread.relativeVarianceStd1(), 2))
          .isCloseTo(exact, within(3 * exact / n));
    }
  }

  /** Reference: 0.01013, of an independent program. */
  @Test
  void criticalTanhNetworkHasItsReferenceScatter() {
    Activation tanh = Activations.parse("tanh");
    Kernel kernel = Kernel.of(tanh);
    double q = 0.2;
    double weightVariance = 1 / kernel.derivativeVariance(q).value();
    double biasVariance = q - weightVariance * kernel.variance(q).value();
    Network network =
        network(
            "mlp:depth=30,width=1000,inputs=1000,weight_variance="
                + weightVariance
                + ",bias_variance="
                + biasVariance,
            "tanh");
    FiniteWidthTrace trace = FiniteWidth.of(network).predict(pair(kernel.variance(q).value(), 0.5));
    Spread spread = trace.kernel(node(network, "layer30/affine")).orElseThrow();
    assertThat(spread.varianceStd1()).isCloseTo(0.01013, within(0.0001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "relu", "gelu"})
  void relativeScatterOfTheGapHasALimit(String activation) {
    Network network =
        network("mlp:depth=8,width=500,weight_variance=1.5,bias_variance=0.1", activation);
    FiniteWidth analysis = FiniteWidth.of(network);
    int last = node(network, "layer8/activation");
    double near = scatter(analysis, last, 1e-10);
    assertThat(scatter(analysis, last, 1e-20)).isCloseTo(near, within(1e-4 * near));
    assertThat(scatter(analysis, last, 1e-290)).isCloseTo(near, within(1e-4 * near));
  }

  private static double scatter(FiniteWidth analysis, int node, double gap) {
    return analysis
        .predict(InputPair.ofEqualLengths(1, Correlation.ofGap(gap)))
        .measured(node)
        .orElseThrow()
        .relativeGapStd();
  }

  @ParameterizedTest
  @CsvSource({"mlp, tanh", "frn, tanh", "rrn, relu", "lnmlp, gelu"})
  void exchangingTheInputsExchangesTheirScatter(String architecture, String activation) {
    Network network = network(architecture + ":depth=4,width=100", activation);
    FiniteWidth analysis = FiniteWidth.of(network);
    Correlation c = Correlation.ofValue(0.4);
    FiniteWidthTrace forth = analysis.predict(new InputPair(1, 2, c));
    FiniteWidthTrace back = analysis.predict(new InputPair(2, 1, c));
    for (int i = 0; i < network.size(); i++) {
      Spread a = forth.measured(i).orElseThrow();
      Spread b = back.measured(i).orElseThrow();
      assertThat(a.relativeVarianceStd1()).isCloseTo(b.relativeVarianceStd2(), within(1e-9));
      assertThat(a.relativeGapStd()).isCloseTo(b.relativeGapStd(), within(1e-8));
      assertThat(a.bias().orElseThrow().relativeGap())
          .isCloseTo(b.bias().orElseThrow().relativeGap(), within(1e-8));
    }
  }

  @Test
  void scatterFallsAsTheRootOfTheWidth() {
    Network network = network("frn:depth=5", "tanh");
    FiniteWidth analysis = FiniteWidth.of(network);
    FiniteWidthTrace narrow = analysis.predict(pair(1, 0.5), new Widths.Uniform(1e6));
    FiniteWidthTrace wide = analysis.predict(pair(1, 0.5), new Widths.Uniform(4e6));
    int last = network.size() - 1;
    Spread a = narrow.measured(last).orElseThrow();
    Spread b = wide.measured(last).orElseThrow();
    assertThat(a.varianceStd1() / b.varianceStd1()).isCloseTo(2, within(1e-4));
    assertThat(a.gapStd() / b.gapStd()).isCloseTo(2, within(1e-4));
    assertThat(a.bias().orElseThrow().relativeGap() / b.bias().orElseThrow().relativeGap())
        .isCloseTo(4, within(1e-9));
  }

  @Test
  void squareOrthogonalLayersKeepLengthsAndAngles() {
    Network network = network("mlp:depth=3,width=100,inputs=100,weights=orthogonal", "tanh");
    FiniteWidthTrace trace = FiniteWidth.of(network).predict(pair(1, 0.5));
    Spread first = trace.measured(1).orElseThrow();
    assertThat(first.relativeVarianceStd1()).isZero();
    assertThat(first.relativeGapStd()).isZero();
    int below = node(network, "layer2/activation");
    int above = node(network, "layer3/affine");
    assertThat(trace.measured(above).orElseThrow().relativeGapStd())
        .isCloseTo(trace.measured(below).orElseThrow().relativeGapStd(), within(1e-4));
  }

  @Test
  void layerNormalisationFixesTheLengths() {
    Network network = network("lnmlp:depth=3,width=100", "gelu");
    FiniteWidthTrace trace = FiniteWidth.of(network).predict(pair(1, 0.5));
    Spread spread = trace.measured(node(network, "layer3/normalisation")).orElseThrow();
    assertThat(spread.relativeVarianceStd1()).isZero();
    assertThat(spread.bias().orElseThrow().relativeVariance1()).isCloseTo(0, within(1e-9));
    assertThat(spread.relativeGapStd()).isPositive();
  }

  @Test
  void placesThatTheTheoryDoesNotReachAreNamed() {
    FiniteWidthTrace trace =
        FiniteWidth.of(network("resnet:depth=50", "relu")).predict(pair(1, 0.5));
    assertThat(trace.limits()).isNotEmpty();
    assertThat(trace.limits().getFirst().reason()).contains("taken to be independent");
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> new Widths.Uniform(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a width is finite and at least 1, got 0.0");
    FiniteWidth analysis = FiniteWidth.of(network("mlp:depth=1", "tanh"));
    ForwardTrace other =
        ForwardPropagation.of(network("mlp:depth=2", "tanh")).propagate(pair(1, 0.5));
    assertThatThrownBy(() -> analysis.predict(other, new Widths.OfNetwork()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the trace is that of another network");
  }
}
