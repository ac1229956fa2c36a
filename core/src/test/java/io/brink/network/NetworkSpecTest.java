package io.brink.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Operation.Convolution;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.WeightedSum;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSpecTest {
  private static final Activation TANH = Activations.parse("tanh");

  private static Network network(String spec) {
    return NetworkSpec.parse(spec).network(TANH);
  }

  /** C_f(0) with the leaky-ReLU map of TAT, equation 9, by one loop over the nodes. */
  private static double outputCorrelation(Network network, double slope) {
    double[] c = new double[network.size()];
    for (Node node : network.nodes()) {
      c[node.index()] =
          switch (node.operation()) {
            case Operation.Input _ -> 0;
            case Nonlinearity _ -> leakyMap(c[node.inputs().getFirst()], slope);
            case WeightedSum(List<Double> weights) -> {
              double sum = 0;
              for (int i = 0; i < weights.size(); i++) {
                sum += weights.get(i) * weights.get(i) * c[node.inputs().get(i)];
              }
              yield sum;
            }
            default -> c[node.inputs().getFirst()];
          };
    }
    return c[network.size() - 1];
  }

  private static double leakyMap(double c, double a) {
    double bounded = Math.min(1, c);
    double arc = Math.sqrt(1 - bounded * bounded) - bounded * Math.acos(bounded);
    return bounded + (1 - a) * (1 - a) / (Math.PI * (1 + a * a)) * arc;
  }

  /** C_f″(1) where every activation has C′(1) = C″(1) = 1. */
  private static double outputCurvature(Network network) {
    double[] curvature = new double[network.size()];
    for (Node node : network.nodes()) {
      if (node.operation() instanceof WeightedSum(List<Double> weights)) {
        for (int i = 0; i < weights.size(); i++) {
          curvature[node.index()] +=
              weights.get(i) * weights.get(i) * curvature[node.inputs().get(i)];
        }
      } else if (!node.inputs().isEmpty()) {
        curvature[node.index()] =
            curvature[node.inputs().getFirst()]
                + (node.operation() instanceof Nonlinearity ? 1 : 0);
      }
    }
    return curvature[network.size() - 1];
  }

  private static double tailoredSlope(Network network) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (outputCorrelation(network, middle) > 0.9) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Slopes of the tailored ReLU at η = 0.9, as the code of TAT, appendix F.1, finds them. */
  @ParameterizedTest
  @CsvSource({
    "'resnet:depth=50,shortcut=0', 0.42591",
    "'resnet:depth=101,shortcut=0', 0.57044",
    "'resnet:depth=152,shortcut=0', 0.63865",
    "'resnet:depth=200,shortcut=0', 0.67891",
    "'mlp:depth=100', 0.57044"
  })
  void tailoredSlopesOfVanillaNetworks(String spec, double slope) {
    assertThat(tailoredSlope(network(spec))).isCloseTo(slope, within(5.1e-6));
  }

  /** C_f″(1) = ((1 − w²)(L − 6) + 5) C″(1), TAT, equation 21. */
  @ParameterizedTest
  @CsvSource({"50,0.5", "50,0.8", "101,0.9", "152,0.3", "200,1", "50,0", "200,0"})
  void curvatureOfRescaledResNets(int depth, double w) {
    Network network = network("resnet:depth=" + depth + ",shortcut=" + w);
    assertThat(outputCurvature(network))
        .isCloseTo((1 - w * w) * (depth - 6) + 5, within(1e-11 * depth));
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 101, 152, 200})
  void vanillaResNetIsAChain(int depth) {
    Network vanilla = network("resnet:depth=" + depth + ",shortcut=0");
    assertThat(vanilla.statistics().nonlinearLayers()).isEqualTo(depth - 1);
    assertThat(vanilla.statistics().depth()).isEqualTo(depth - 1);
    assertThat(vanilla.nodes()).noneMatch(node -> node.operation() instanceof WeightedSum);
  }

  @Test
  void resNetHasTheShapesOfTheOriginal() {
    Network network = network("resnet:depth=50,shortcut=0.8");
    assertThat(network.input().shape()).isEqualTo(new Shape.Image(3, 224, 224));
    assertThat(network.output().shape()).isEqualTo(new Shape.Vector(1000));
    Node pooling = named(network, "pooling");
    assertThat(network.node(pooling.inputs().getFirst()).shape())
        .isEqualTo(new Shape.Image(2048, 7, 7));
    assertThat(named(network, "group1/block1/conv3").shape())
        .isEqualTo(new Shape.Image(256, 56, 56));
    // 25.56 million in the usual count, whose batch normalisations have 2 parameters a channel
    // and whose convolutions have no bias.
    assertThat(network.statistics().parameters()).isBetween(25_400_000L, 25_600_000L);
    assertThat(network.statistics().weightLayers()).isEqualTo(50 + 4);
    assertThat(named(network, "group2/block1/projection").inputs())
        .containsExactly(named(network, "group2/block1/activation1").index());
  }

  @Test
  void wideResNet() {
    Network wide = network("wrn:depth=28,widen=10,shortcut=0.5");
    assertThat(wide.output().shape()).isEqualTo(new Shape.Vector(10));
    assertThat(wide.statistics().parameters()).isBetween(36_400_000L, 36_600_000L);
    assertThat(wide.statistics().nonlinearLayers()).isEqualTo(25);
    assertThat(network("wrn:depth=100,shortcut=0").statistics().depth()).isEqualTo(97);
    assertThatThrownBy(() -> network("wrn:depth=30"))
        .hasMessage(
            "wrn: depth must be 6n + 4 for a whole number n >= 1 (10, 16, 22, 28, ...),"
                + " at most 1000000, got '30'");
  }

  @Test
  void multilayerPerceptron() {
    Network network =
        network("mlp:depth=3,width=7,inputs=5,outputs=2,weight_variance=1.5,weights=orthogonal");
    assertThat(network.nodes().stream().map(Node::name))
        .containsExactly(
            "input",
            "layer1/affine",
            "layer1/activation",
            "layer2/affine",
            "layer2/activation",
            "layer3/affine",
            "layer3/activation",
            "readout");
    assertThat(network.node(3).operation())
        .isEqualTo(new Operation.Affine(7, 1.5, 0, WeightLaw.ORTHOGONAL));
    assertThat(network("mlp:depth=2,dropout=0.1").nodes())
        .filteredOn(node -> node.operation() instanceof Operation.Dropout)
        .hasSize(2);
  }

  @Test
  void residualNetworks() {
    Network full =
        network(
            "frn:depth=2,width=9,weight_variance=1.69,bias_variance=0.49,"
                + "out_weight_variance=1.5,out_bias_variance=0.5");
    assertThat(named(full, "block2/affine").operation())
        .isEqualTo(new Operation.Affine(9, 1.69, 0.49, WeightLaw.GAUSSIAN));
    assertThat(named(full, "block2/out").operation())
        .isEqualTo(new Operation.Affine(9, 1.5, 0.5, WeightLaw.GAUSSIAN));
    Node sum = full.output();
    assertThat(sum.operation()).isEqualTo(new WeightedSum(List.of(1.0, 1.0)));
    assertThat(sum.inputs())
        .containsExactly(named(full, "block2/out").index(), named(full, "block1/sum").index());
    assertThat(network("rrn:depth=4").size()).isEqualTo(1 + 3 * 4);
    assertThat(network("lnmlp:depth=4").size()).isEqualTo(1 + 3 * 4 + 1);
    Network normalised = network("lnrn:depth=3,width=9,out_weight_variance=0.4,out_weight_decay=1");
    assertThat(normalised.size()).isEqualTo(2 + 6 * 3 + 1);
    assertThat(named(normalised, "block2/out").operation())
        .isEqualTo(new Operation.Affine(9, 0.2, 0, WeightLaw.GAUSSIAN));
  }

  @Test
  void weightsSelectTheFilters() {
    assertThat(filters("")).isEqualTo(FilterLaw.DELTA);
    assertThat(filters(",weights=orthogonal")).isEqualTo(FilterLaw.ORTHOGONAL_DELTA);
    assertThat(filters(",weights=fan_in")).isEqualTo(FilterLaw.GAUSSIAN_FAN_IN);
  }

  private static FilterLaw filters(String extra) {
    Operation stem = named(network("resnet:depth=50" + extra), "stem").operation();
    return stem instanceof Convolution convolution ? convolution.filterLaw() : null;
  }

  @Test
  void activationOfTheSpecWins() {
    Network own = network("mlp:depth=1,activation=leaky_relu(0.25)");
    assertThat(own.node(2).operation())
        .isInstanceOfSatisfying(
            Nonlinearity.class,
            nonlinearity -> assertThat(nonlinearity.activation().value(-1)).isEqualTo(-0.25));
    assertThat(network("mlp:depth=1,activation=default")).isEqualTo(network("mlp:depth=1"));
    assertThatThrownBy(() -> network("mlp:depth=1,activation=nonesuch"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void catalogueIsCompleteAndItsExamplesWork() {
    assertThat(NetworkSpec.catalogue().stream().map(Architecture::name))
        .containsExactly("mlp", "lnmlp", "lnrn", "rrn", "frn", "resnet", "wrn");
    for (Architecture architecture : NetworkSpec.catalogue()) {
      NetworkSpec spec = NetworkSpec.parse(architecture.example());
      assertThat(spec.architecture()).isEqualTo(architecture);
      assertThat(NetworkSpec.parse(spec.toString())).isEqualTo(spec);
      assertThat(spec.network(TANH).statistics().nonlinearLayers()).isPositive();
      assertThat(architecture.parameters().stream().map(SpecParameter::name))
          .contains("depth", "width", "weight_variance", "bias_variance", "weights", "activation")
          .doesNotHaveDuplicates();
      for (SpecParameter parameter : architecture.parameters()) {
        assertThat(parameter.defaultValue().stream()).allMatch(parameter.domain()::contains);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet:depth=-1 | resnet: depth must be one of 50, 101, 152, 200, got '-1'",
        "resnet:depth=34 | resnet: depth must be one of 50, 101, 152, 200, got '34'",
        "mlp:depth=-1 | mlp: depth must be a whole number from 1 to 1000000, got '-1'",
        "mlp:depth=50.5 | mlp: depth must be a whole number from 1 to 1000000, got '50.5'",
        "mlp:depth=2,widht=3 | mlp has no parameter 'widht'; did you mean 'width'?",
        "mpl:depth=2 | unknown network 'mpl'; did you mean 'mlp'?",
        "restnet:depth=50 | unknown network 'restnet'; did you mean 'resnet'?",
        "transformer | unknown network 'transformer'; known: mlp, lnmlp, lnrn, rrn, frn, resnet,"
            + " wrn",
        "mlp | mlp needs depth (a whole number from 1 to 1000000), as in mlp:depth=100,width=300",
        "mlp:depth=2,depth=3 | mlp: depth is given twice",
        "mlp:depth | mlp: expected key=value, got 'depth'",
        "mlp:depth=2, | mlp: expected key=value, got ''",
        "mlp:depth=2,weight_variance=-1 | mlp: weight_variance must be a finite number >= 0, got"
            + " '-1'",
        "mlp:depth=2,weight_variance=1e999 "
            + "| mlp: weight_variance must be a finite number >= 0, got '1e999'",
        "mlp:depth=2,weight_variance=NaN "
            + "| mlp: weight_variance must be a finite number >= 0, got 'NaN'",
        "mlp:depth=2,weights=gausian "
            + "| mlp: weights must be one of gaussian, orthogonal, got 'gausian'; "
            + "did you mean 'gaussian'?",
        "mlp:depth=2,dropout=1 | mlp: dropout must be a number in [0, 1), got '1'",
        "resnet:depth=50,shortcut=1.5 | resnet: shortcut must be a number in [0, 1], got '1.5'"
      })
  void badSpecs(String spec, String message) {
    assertThatThrownBy(() -> NetworkSpec.parse(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Node named(Network network, String name) {
    return network.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
