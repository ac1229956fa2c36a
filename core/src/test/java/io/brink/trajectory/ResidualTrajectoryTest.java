package io.brink.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The node list against the recurrences of Yang &amp; Schoenholz 2017, table 1. */
class ResidualTrajectoryTest {

  private static final String TANH_FRN =
      "weight_variance=1.69,bias_variance=0.49,out_weight_variance=1.5,out_bias_variance=0.5";

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  @ParameterizedTest
  @CsvSource({"tanh", "relu", "alpha_relu(0.8)", "erf"})
  void fullNetworksFollowTheRecurrences(String name) {
    double weight = 1.69;
    double bias = 0.49;
    double outWeight = 1.5;
    double outBias = 0.5;
    int depth = 12;
    List<ResidualLayer> layers =
        ResidualTrajectory.of(
                network("frn:depth=" + depth + "," + TANH_FRN, name), 0.8, Correlation.ofValue(0.3))
            .layers();
    Activation phi = Activations.parse(name);
    Kernel kernel = Kernel.of(phi);
    double[] p = new double[depth + 1];
    double[] q = new double[depth + 1];
    p[0] = 0.8;
    double gamma = 0.3 * 0.8;
    for (int l = 1; l <= depth; l++) {
      ResidualLayer layer = layers.get(l - 1);
      q[l] = weight * p[l - 1] + bias;
      double lambda = weight * gamma + bias;
      p[l] = outWeight * kernel.variance(q[l]).value() + outBias + p[l - 1];
      gamma +=
          outWeight * kernel.covariance(q[l], q[l], Correlation.ofValue(lambda / q[l])).value()
              + outBias;
      near(Math.exp(layer.logPreactivationLength()), q[l]);
      near(1 - layer.preactivationGap(), lambda / q[l]);
      near(Math.exp(layer.logLength()), p[l]);
      near(1 - layer.gap(), gamma / p[l]);
      near(Math.exp(layer.logExpressivity()), p[l] - gamma);
    }
    double chi = 1;
    for (int l = depth; l >= 1; l--) {
      ResidualLayer layer = layers.get(l - 1);
      double slope = kernel.derivativeVariance(q[l]).value();
      near(Math.exp(layer.logGradient()), chi);
      near(Math.exp(layer.logBiasGradient()), outWeight * chi * slope);
      near(Math.exp(layer.logWeightGradient()), outWeight * chi * slope * p[l - 1]);
      near(
          Math.exp(layer.logOutWeightGradient().orElseThrow()),
          chi * kernel.variance(q[l]).value());
      near(Math.exp(layer.logOutBiasGradient().orElseThrow()), chi);
      chi *= 1 + outWeight * weight * slope;
    }
  }

  @Test
  void reducedNetworksHaveNoOuterWeights() {
    List<ResidualLayer> layers =
        ResidualTrajectory.of(network("rrn:depth=3", "tanh"), 1, Correlation.ORTHOGONAL).layers();
    assertThat(layers).hasSize(3);
    assertThat(layers.getLast().logOutWeightGradient()).isEmpty();
    assertThat(layers.getLast().logGradient()).isZero();
  }

  /** ln χ from layer 4000 to 2000 by the recurrence, iterated independently of Brink: 27.153495. */
  @Test
  void gradientsOfADeepTanhNetwork() {
    List<ResidualLayer> layers =
        ResidualTrajectory.of(network("frn:depth=4000," + TANH_FRN, "tanh"), 1, Correlation.EQUAL)
            .layers();
    assertThat(layers.get(1999).logGradient() - layers.get(3999).logGradient())
        .isCloseTo(27.153495, within(1e-6));
  }

  @Test
  void reluAtDepthOneHundredThousand() {
    List<ResidualLayer> layers =
        ResidualTrajectory.of(network("frn:depth=100000", "relu"), 1, Correlation.ORTHOGONAL)
            .layers();
    ResidualLayer last = layers.getLast();
    assertThat(last.logLength()).isCloseTo(100_000 * Math.log(1.5), within(1e-7));
    assertThat(layers.getFirst().logGradient()).isCloseTo(99_999 * Math.log(1.5), within(1e-7));
    assertThat(layers.getFirst().logWeightGradient())
        .isCloseTo(last.logWeightGradient(), within(1e-7));
    assertThat(last.logExpressivity()).isFinite();
    // [U/(4·1.5)·l]^(−2)
    assertThat(last.gap() * Math.pow(Math.sqrt(2) / (9 * Math.PI) * 100_000, 2))
        .isCloseTo(1, within(2e-3));
  }

  @Test
  void otherNetworksAreRefused() {
    assertThatThrownBy(
            () -> ResidualTrajectory.of(network("mlp:depth=3", "relu"), 1, Correlation.EQUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("series of equal blocks");
  }

  private static void near(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
  }
}
