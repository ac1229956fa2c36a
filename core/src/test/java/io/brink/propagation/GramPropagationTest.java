package io.brink.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels of a batch against those of each pair, which take another way. */
class GramPropagationTest {

  private static final double[][] GRAM = {
    {1, 0.3, -0.5, 0.9}, {0.3, 2, 1.1, 0}, {-0.5, 1.1, 0.7, -0.1}, {0.9, 0, -0.1, 1}
  };

  private static final double[][] EQUAL = {
    {1, 0.3, -0.5, 1}, {0.3, 1, 0.1, 0.3}, {-0.5, 0.1, 1, -0.5}, {1, 0.3, -0.5, 1}
  };

  private static void agree(Network network, double[][] gram, double tolerance) {
    ForwardPropagation forward = ForwardPropagation.of(network);
    for (Parameterisation parameterisation : Parameterisation.values()) {
      GramKernels found = GramPropagation.of(network).propagate(gram, parameterisation);
      for (int i = 0; i < gram.length; i++) {
        for (int j = 0; j < gram.length; j++) {
          if (i != j && gram == EQUAL && gram[i][j] == 1) {
            assertThat(found.tangent()[i][j] / found.tangent()[i][i]).isCloseTo(1, within(1e-7));
            continue;
          }
          double c = gram[i][j] / Math.sqrt(gram[i][i] * gram[j][j]);
          BackwardTrace pair =
              BackwardPropagation.through(
                  forward.propagate(new InputPair(gram[i][i], gram[j][j], Correlation.ofValue(c))));
          KernelOfPair tangent = pair.tangentKernel(parameterisation);
          if (i == j) {
            assertThat(found.gaussianProcess()[i][i] / pair.gaussianProcessKernel().value11())
                .isCloseTo(1, within(tolerance));
            assertThat(found.tangent()[i][i] / tangent.value11()).isCloseTo(1, within(tolerance));
          } else {
            assertThat(found.gaussianProcess()[i][j])
                .isCloseTo(pair.gaussianProcessKernel().value12(), within(10 * tolerance));
            assertThat(found.tangent()[i][j] / Math.max(1, tangent.value11()))
                .isCloseTo(
                    tangent.value12() / Math.max(1, tangent.value11()), within(100 * tolerance));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp:depth=6,weight_variance=1.5,bias_variance=0.1 | erf",
        "mlp:depth=6,weight_variance=1.5,bias_variance=0.1 | relu",
        "mlp:depth=3,weight_variance=1.5,bias_variance=0.1 | tanh",
        "frn:depth=5,weight_variance=1.5,bias_variance=0.1 | erf",
        "rrn:depth=5,weight_variance=0.5,bias_variance=0.1 | relu",
        "lnmlp:depth=4 | leaky_relu(0.2)",
        "mlp:depth=3,weight_variance=1.5 | alpha_relu(0.9)",
      })
  void everyPairAgreesWithItsOwnPropagation(String spec, String activation) {
    Network network = NetworkSpec.parse(spec).network(Activations.parse(activation));
    agree(network, GRAM, 1e-12);
    // Equal inputs at a kink: the root of rounding, as documented.
    agree(network, EQUAL, 1e-9);
  }

  @Test
  void oneMapServesAHomogeneousActivationAndALargeBatch() {
    Network network =
        NetworkSpec.parse("mlp:depth=3,weight_variance=1.5")
            .network(Activations.parse("alpha_relu(0.8)"));
    int n = 30;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gram[i][j] = Math.cos(0.1 * (i - j)) * (i == j ? 1 : 0.99);
      }
    }
    GramKernels found =
        GramPropagation.of(network).propagate(gram, Parameterisation.NEURAL_TANGENT);
    KernelOfPair pair =
        BackwardPropagation.through(
                ForwardPropagation.of(network)
                    .propagate(InputPair.ofEqualLengths(1, Correlation.ofValue(gram[7][20]))))
            .tangentKernel(Parameterisation.NEURAL_TANGENT);
    assertThat(found.tangent()[7][20]).isCloseTo(pair.value12(), within(1e-11));
    assertThat(found.tangent()[20][7]).isEqualTo(found.tangent()[7][20]);
  }

  @Test
  void badMatricesAndNetworksAreNamed() {
    Nets net = new Nets();
    Handle h = net.affine(net.input());
    Network shared = net.build(net.sum(h, net.apply(Activations.parse("relu"), h)));
    assertThatThrownBy(() -> GramPropagation.of(shared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share a source");
    GramPropagation relu = GramPropagation.of(Nets.chain(1, Activations.parse("relu"), 1, 0));
    assertThatThrownBy(
            () -> relu.propagate(new double[][] {{1, 2}, {2, 1}}, Parameterisation.NEURAL_TANGENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2.0");
    assertThatThrownBy(
            () -> relu.propagate(new double[][] {{1, 0}}, Parameterisation.NEURAL_TANGENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("square");
  }
}
