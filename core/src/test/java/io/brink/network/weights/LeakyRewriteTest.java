package io.brink.network.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.network.Block;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.NetworkSpec;
import io.brink.network.Node;
import io.brink.network.Operation.Affine;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.Scale;
import io.brink.network.Operation.WeightedSum;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakyRewriteTest {
  private static final Nonlinearity RELU = new Nonlinearity(Activations.parse("relu"));
  private static final Affine AFFINE = new Affine(6, 2, 0.1, WeightLaw.GAUSSIAN);

  private final Random random = new Random(1);

  private WeightedNetwork sample(Network network) {
    Map<Integer, AffineWeights> weights = new HashMap<>();
    for (Node node : network.nodes()) {
      if (node.operation() instanceof Affine affine) {
        int fanIn = network.node(node.inputs().getFirst()).shape().width();
        double[][] matrix = new double[affine.units()][fanIn];
        double[] bias = new double[affine.units()];
        for (int i = 0; i < bias.length; i++) {
          bias[i] = random.nextGaussian() * Math.sqrt(affine.biasVariance());
          for (int j = 0; j < fanIn; j++) {
            matrix[i][j] = random.nextGaussian() * Math.sqrt(affine.weightVariance() / fanIn);
          }
        }
        weights.put(node.index(), AffineWeights.of(matrix, bias));
      }
    }
    return new WeightedNetwork(network, weights);
  }

  private void assertSameFunction(Network network, double slope) {
    WeightedNetwork original = sample(network);
    WeightedNetwork rewritten = LeakyRewrite.rewrite(original, slope);
    Nonlinearity leaky = new Nonlinearity(Activations.parse("leaky_relu(" + slope + ")"));
    assertThat(rewritten.network().nodes())
        .filteredOn(node -> node.operation() instanceof Nonlinearity)
        .allMatch(node -> node.operation().equals(leaky));
    for (int trial = 0; trial < 20; trial++) {
      double[] x = random.doubles(network.input().shape().width(), -2, 2).toArray();
      double[] expected = original.evaluate(x);
      double[] actual = rewritten.evaluate(x);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.42591, 0.9, -0.5})
  void tenLayersComputeTheSameFunction(double slope) {
    Network network =
        NetworkSpec.parse("mlp:depth=10,width=20,inputs=8,weight_variance=2,bias_variance=0.1")
            .network(Activations.parse("relu"));
    assertSameFunction(network, slope);
  }

  @Test
  void widthDoublesAndNothingIsAddedInAChain() {
    Network network =
        NetworkSpec.parse("mlp:depth=2,width=20,inputs=8,outputs=3")
            .network(Activations.parse("relu"));
    Network rewritten = LeakyRewrite.rewrite(sample(network), 0.25).network();
    assertThat(rewritten.nodes().stream().map(Node::name))
        .containsExactlyElementsOf(network.nodes().stream().map(Node::name).toList());
    assertThat(rewritten.nodes().stream().map(node -> node.shape().width()))
        .containsExactly(8, 40, 40, 40, 40, 3);
  }

  /** Each declared variance is the mean square of the entries times fan-in, as in the original. */
  @Test
  void declaredVariancesDescribeTheEntries() {
    Network network =
        NetworkSpec.parse("mlp:depth=2,width=200,inputs=200,outputs=200,weight_variance=2")
            .network(Activations.parse("relu"));
    WeightedNetwork rewritten = LeakyRewrite.rewrite(sample(network), 0.3);
    rewritten
        .weights()
        .forEach(
            (index, weights) -> {
              double meanSquare = squares(weights) / weights.units();
              // 40,000 independent entries: relative standard error √(2/40000) = 0.7 %.
              assertThat(rewritten.network().node(index).operation())
                  .isInstanceOfSatisfying(
                      Affine.class,
                      affine ->
                          assertThat(affine.weightVariance() / meanSquare)
                              .isCloseTo(1, within(0.04)));
            });
  }

  private static double squares(AffineWeights weights) {
    double squares = 0;
    for (int i = 0; i < weights.units(); i++) {
      for (int j = 0; j < weights.fanIn(); j++) {
        squares += weights.weight(i, j) * weights.weight(i, j);
      }
    }
    return squares;
  }

  @Test
  void residualNetworksAndOutputsThatAreRectified() {
    Block layer = Block.serial(Block.layer(AFFINE), Block.layer(RELU));
    Block preactivated = Block.serial(Block.layer(RELU), Block.layer(AFFINE));
    Block network =
        Block.serial(
            Block.repeat(3, Block.residual(0.6, layer)),
            Block.repeat(3, Block.residual(0.6, preactivated)),
            Block.layer(new LayerNormalisation()),
            Block.layer(new Scale(1.5)),
            Block.layer(RELU),
            Block.layer(RELU));
    assertSameFunction(Block.network(new Shape.Vector(6), network), 0.4);
  }

  @Test
  void sharedTensors() {
    NetworkBuilder builder = new NetworkBuilder();
    Handle x = builder.input(new Shape.Vector(6));
    Handle h = builder.add("h", AFFINE, x);
    Handle a = builder.add("a", RELU, h);
    Handle b = builder.add("b", RELU, h);
    Handle c = builder.add("c", AFFINE, a);
    Handle taken = builder.add("a/recombine", AFFINE, x);
    Handle sum = builder.add(new WeightedSum(List.of(1.0, -2.0, 0.5, 1.0, 1.0)), a, b, c, h, taken);
    assertSameFunction(builder.build(sum), 0.7);
  }

  @Test
  void otherActivationsStay() {
    Network network = NetworkSpec.parse("mlp:depth=2").network(Activations.parse("tanh"));
    assertThat(LeakyRewrite.rewrite(sample(network), 0.3).network()).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1, 2, Double.NaN})
  void slopeMustBeInside(double slope) {
    WeightedNetwork network = sample(Block.network(new Shape.Vector(6), Block.layer(AFFINE)));
    assertThatThrownBy(() -> LeakyRewrite.rewrite(network, slope))
        .hasMessage("slope must be in (-1, 1), got " + slope);
  }

  @Test
  void weightsMustFit() {
    Network network = Block.network(new Shape.Vector(4), Block.layer("a", AFFINE));
    assertThatThrownBy(() -> new WeightedNetwork(network, Map.of()))
        .hasMessage("node 'a': has no weights; they must be 6x4");
    AffineWeights wrong = AffineWeights.of(new double[6][3], new double[6]);
    assertThatThrownBy(() -> new WeightedNetwork(network, Map.of(1, wrong)))
        .hasMessage("node 'a': has weights 6x3; they must be 6x4");
    AffineWeights right = AffineWeights.of(new double[6][4], new double[6]);
    assertThatThrownBy(() -> new WeightedNetwork(network, Map.of(0, right, 1, right)))
        .hasMessage("node 'input': is not an affine layer and has no weights");
    assertThatThrownBy(() -> new WeightedNetwork(network, Map.of(7, right, 1, right)))
        .hasMessage("weights for node 7; the network has nodes 0 to 1");
    assertThatThrownBy(() -> new WeightedNetwork(network, Map.of(1, right)).evaluate(new double[3]))
        .hasMessage("input has 3 values, the network takes 4");
    assertThatThrownBy(() -> AffineWeights.of(new double[2][3], new double[1]))
        .hasMessageContaining("must be equal and at least 1");
    Network image = NetworkSpec.parse("resnet:depth=50").network(Activations.parse("relu"));
    assertThatThrownBy(() -> new WeightedNetwork(image, Map.of()))
        .hasMessage("node 'input': is an image 3x224x224; only networks of vectors carry weights");
  }
}
