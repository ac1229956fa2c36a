package io.brink.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Block;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains read from networks, against propagation through the same nodes. */
class CorrelationChainTest {

  private static final Operation.LayerNormalisation NORMALISE = new Operation.LayerNormalisation();

  private static Block affine(double weightVariance, double biasVariance) {
    return Block.layer(new Operation.Affine(50, weightVariance, biasVariance, WeightLaw.GAUSSIAN));
  }

  private static Block activation(String name) {
    return Block.layer(new Operation.Nonlinearity(Activations.parse(name)));
  }

  /** Two blocks in the manner of SHR's theorem 2, one with two activations in its branch. */
  private static Network residual() {
    Block first =
        Block.serial(affine(1, 0), Block.layer(NORMALISE), activation("erf"), affine(0.4, 0.1));
    Block second =
        Block.serial(
            affine(1, 0.3),
            Block.layer(NORMALISE),
            activation("tanh"),
            affine(2, 0.2),
            activation("relu"),
            affine(0.7, 0));
    return Block.network(
        new Shape.Vector(50),
        Block.serial(
            affine(1, 0.05),
            Block.layer(NORMALISE),
            Block.sum(List.of(1.0, 0.5), List.of(Block.identity(), first)),
            Block.layer(NORMALISE),
            Block.sum(List.of(2.0, -0.7), List.of(second, Block.identity())),
            Block.layer(new Operation.Scale(3)),
            affine(1.5, 0.2)));
  }

  private static void assertSameAsPropagation(Network network, int depth) {
    CorrelationChain chain = CorrelationChain.of(network, 1);
    assertThat(chain.depth()).isEqualTo(depth);
    Shrinkage s = Shrinkage.of(chain);
    for (double c : new double[] {-0.9, 0, 0.4, 0.999}) {
      InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(c));
      ForwardTrace trace = ForwardPropagation.of(network).propagate(pair);
      double expected = trace.gap(trace.output());
      assertThat(s.composedGap(1 - c, depth)).isCloseTo(expected, within(1e-11 * expected));
    }
    InputPair close = InputPair.ofEqualLengths(1, Correlation.ofGap(1e-12));
    ForwardTrace trace = ForwardPropagation.of(network).propagate(close);
    assertThat(s.logSquaredGain(depth))
        .isCloseTo(Math.log(trace.gap(trace.output()) / 1e-12), within(1e-4));
  }

  @Test
  void residualBlocks() {
    assertSameAsPropagation(residual(), 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lnmlp:depth=7,weight_variance=1.3,bias_variance=0.2 | tanh     | 7
          lnmlp:depth=4,weight_variance=2                     | relu     | 4
          lnrn:depth=6,bias_variance=0.2,out_weight_variance=0.7,out_weight_decay=0.5 | gelu | 6
          mlp:depth=5,weight_variance=1.5,bias_variance=0.1   | erf      | 5
          mlp:depth=3,weight_variance=2                       | gelu     | 3
          frn:depth=4,weight_variance=1.2,bias_variance=0.3,out_bias_variance=0.1 | tanh | 4
          """)
  void architectures(String spec, String activation, int depth) {
    Activation phi = Activations.parse(activation);
    assertSameAsPropagation(NetworkSpec.parse(spec).network(phi), depth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resnet:depth=50            | node 'group1/block1/sum': one of its two inputs
          resnet:depth=50,shortcut=0 | node 'pooling': an average over pixels
          rrn:depth=3                | node 'block1/sum': its branch must end in fresh weights
          mlp:depth=3,dropout=0.1    | node 'layer1/dropout': its random masks
          mlp:depth=3,weight_variance=0 | node 'layer1/affine': its weights have variance 0
          """)
  void namesTheNodeThatDoesNotFit(String spec, String message) {
    Network network = NetworkSpec.parse(spec).network(Activations.parse("tanh"));
    assertThatThrownBy(() -> CorrelationChain.of(network, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void equalLayersAreShared() {
    Network network =
        NetworkSpec.parse("lnmlp:depth=100,bias_variance=0.1").network(Activations.parse("tanh"));
    assertThat(CorrelationChain.of(network, 1).isUniform()).isTrue();
    assertThat(CorrelationChain.of(residual(), 1).isUniform()).isFalse();
  }

  /**
   * The certified depth, by propagation of the worst pair: it holds there, and fails a layer on.
   */
  @Test
  void theDepthLimitHoldsAndTheNextLayerFails() {
    Activation phi = Activations.parse("gelu");
    String spec = "lnmlp:weight_variance=1,bias_variance=0.05,depth=";
    CorrelationChain chain = CorrelationChain.of(NetworkSpec.parse(spec + 5).network(phi), 1);
    double smallestGap = 0.05;
    DepthLimit limit = DepthLimit.of(chain, new DepthLimit.Demand(0.5, 1 - smallestGap, 100));
    assertThat(limit).isInstanceOf(DepthLimit.Limited.class);
    assertThat(((DepthLimit.Limited) limit).cause()).isEqualTo(DepthLimit.Cause.SQUEEZED);
    int depth = ((DepthLimit.Limited) limit).depth();
    for (int l = depth; l <= depth + 1; l++) {
      Network network = NetworkSpec.parse(spec + l).network(phi);
      ForwardTrace trace =
          ForwardPropagation.of(network)
              .propagate(InputPair.ofEqualLengths(1, Correlation.ofValue(0.5)));
      double gap = trace.gap(trace.output());
      assertThat(gap >= smallestGap).isEqualTo(l == depth);
    }
  }

  /** 1,000 layers whose variances grow to 10¹⁷⁶, and 2,000 that differ by little. */
  @Test
  void everyLayerMayHaveItsOwnVariance() {
    Network growing =
        NetworkSpec.parse("frn:depth=1000,out_bias_variance=0.3")
            .network(Activations.parse("gelu"));
    CorrelationChain chain = CorrelationChain.of(growing, 1);
    assertThat(chain.depth()).isEqualTo(1000);
    // ReLU in the end: 1 − e ~ [¼σ_v²σ_w²B⁻¹Ul]⁻², B = 3/2, U = 2√2/(3π)
    double law = Math.pow(0.25 / 1.5 * 2 * Math.sqrt(2) / (3 * Math.PI) * 1000, -2);
    assertThat(Shrinkage.of(chain).orthogonalGap(1000) / law).isCloseTo(1, within(0.1));

    Network slow = NetworkSpec.parse("frn:depth=2000").network(Activations.parse("tanh"));
    Shrinkage s = Shrinkage.of(CorrelationChain.of(slow, 1));
    InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(0.4));
    ForwardTrace trace = ForwardPropagation.of(slow).propagate(pair);
    double expected = trace.gap(trace.output());
    assertThat(s.composedGap(0.6, 2000)).isCloseTo(expected, within(1e-10 * expected));
  }
}
