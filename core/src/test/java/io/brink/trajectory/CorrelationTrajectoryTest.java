package io.brink.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.asymptotics.CorrelationLaw;
import io.brink.asymptotics.LawComparison;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.InputPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationTrajectoryTest {

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  private static CorrelationTrajectory trajectory(String spec, String activation, double gap) {
    return CorrelationTrajectory.of(
        network(spec, activation), InputPair.ofEqualLengths(1, Correlation.ofGap(gap)));
  }

  /** Laws of plain networks beside their measurement on the exact recurrences. */
  @ParameterizedTest
  @CsvSource({
    // On the edge of chaos: kinks and smooth activations.
    "'mlp:depth=20000,weight_variance=2', relu, 2e-4",
    "'mlp:depth=20000,weight_variance=1.9801980198019802', leaky_relu(0.1), 2e-4",
    "'mlp:depth=20000,weight_variance=1.3264126276927008,bias_variance=0.004776178688012875', tanh,"
        + " 2e-3",
    "'mlp:depth=20000,weight_variance=1.04871588,bias_variance=0.00533537078', erf, 5e-3",
    // Lengths that grow by biases alone.
    "'mlp:depth=20000,weight_variance=2,bias_variance=0.1', relu, 2e-2",
    // Ordered and chaotic.
    "'mlp:depth=2000,weight_variance=1.2,bias_variance=0.05', tanh, 1e-9",
    "'mlp:depth=2000,weight_variance=2.5,bias_variance=0.05', erf, 1e-9",
    "'mlp:depth=2000,weight_variance=1.5,bias_variance=0.1', relu, 1e-9",
    // Layer normalisation.
    "'lnmlp:depth=2000,bias_variance=0.5', erf, 1e-9",
  })
  void plainNetworksObeyTheirLaws(String spec, String activation, double tolerance) {
    CorrelationTrajectory trajectory = trajectory(spec, activation, 0.7);
    assertThat(trajectory.comparisons()).hasSize(1);
    LawComparison c = trajectory.comparisons().getFirst();
    assertThat(c.measured().slope() / c.law()).as(c.quantity()).isCloseTo(1, within(tolerance));
  }

  /** ReLU: 1 − c → (9π²/2)/l²; to (9π²/2)/(l + shift + ln l)², whence the tolerance. */
  @Test
  void valuesApproachTheLaw() {
    List<TrajectoryLayer> layers =
        trajectory("mlp:depth=100000,weight_variance=2", "relu", 1).layers();
    assertThat(layers).hasSize(100_002);
    TrajectoryLayer last = layers.get(100_000);
    assertThat(last.law().orElseThrow()).isCloseTo(4.5 * Math.PI * Math.PI / 1e10, within(1e-20));
    assertThat(last.gap() / last.law().orElseThrow()).isCloseTo(1, within(5e-4));
    assertThat(layers.get(1000).gap() / layers.get(1000).law().orElseThrow())
        .isCloseTo(1, within(0.03));
    assertThat(layers.getFirst().law()).isEmpty();
    assertThat(layers.getFirst().correlation()).isZero();
  }

  /** Next to the edge, κ/l goes over into e^{−l/ξ_c} within the network. */
  @Test
  void theLawNextToTheEdgeHoldsOnBothSidesOfItsCrossover() {
    // 0.1 % below the critical weight variance of q* = 0.2.
    CorrelationTrajectory trajectory =
        trajectory(
            "mlp:depth=5000,weight_variance=1.325086215065,bias_variance=0.004776178688012875",
            "tanh",
            1);
    assertThat(trajectory.law()).isInstanceOf(CorrelationLaw.Critical.class);
    for (int layer : new int[] {200, 1000, 5000}) {
      TrajectoryLayer at = trajectory.layers().get(layer);
      assertThat(at.deviation().orElseThrow() / at.law().orElseThrow())
          .as("layer " + layer)
          .isCloseTo(1, within(0.06));
    }
  }

  @Test
  void theFactorOfAnExponentialIsThatOfTheDeepestLayer() {
    CorrelationTrajectory chaotic =
        trajectory("mlp:depth=400,weight_variance=2.5,bias_variance=0.05", "erf", 1);
    TrajectoryLayer at = chaotic.layers().get(60);
    assertThat(at.deviation().orElseThrow() / at.law().orElseThrow()).isCloseTo(1, within(1e-3));
    // c* is reached; what is left are roundings.
    assertThat(chaotic.layers().get(399).deviation().orElseThrow()).isLessThan(1e-13);
  }

  @Test
  void powersOfTheRectifierAtDepthTenThousandHaveNoNaN() {
    CorrelationTrajectory trajectory =
        trajectory(
            "frn:depth=10000,weight_variance=1.69,bias_variance=0.49,"
                + "out_weight_variance=1.5,out_bias_variance=0.5",
            "alpha_relu(0.9)",
            0.01);
    assertThat(trajectory.limitGap().orElseThrow()).isCloseTo(1 - 0.9997298, within(5e-8));
    double before = 0.01;
    for (TrajectoryLayer layer : trajectory.layers().subList(2, 10_001)) {
      assertThat(layer.gap()).isPositive().isLessThanOrEqualTo(before);
      before = layer.gap();
    }
    assertThat(trajectory.comparisons()).hasSize(6);
  }

  @Test
  void gapsBelowTheRangeOfADoubleAreZero() {
    CorrelationTrajectory ordered =
        trajectory("mlp:depth=20000,weight_variance=1.2,bias_variance=0.05", "tanh", 1);
    assertThat(ordered.layers().getLast().gap()).isZero();
    assertThat(ordered.layers().getLast().law().orElseThrow()).isZero();
    assertThat(ordered.layers()).allSatisfy(l -> assertThat(l.gap()).isNotNegative());
  }

  @Test
  void unequalAndEqualInputs() {
    Network net = network("mlp:depth=50,weight_variance=1.2,bias_variance=0.05", "tanh");
    CorrelationTrajectory unequal =
        CorrelationTrajectory.of(net, new InputPair(0.5, 3, Correlation.ORTHOGONAL));
    TrajectoryLayer first = unequal.layers().get(1);
    assertThat(first.variance1()).isCloseTo(0.65, within(1e-15));
    assertThat(first.variance2()).isCloseTo(3.65, within(1e-14));
    CorrelationTrajectory equal =
        CorrelationTrajectory.of(net, InputPair.ofEqualLengths(1, Correlation.EQUAL));
    assertThat(equal.law()).isInstanceOf(CorrelationLaw.Unknown.class);
    assertThat(equal.limitGap()).isEmpty();
  }

  @Test
  void networksWithoutALawSaySo() {
    CorrelationTrajectory general = trajectory("mlp:depth=20,dropout=0.1", "relu", 1);
    assertThat(general.law().statement()).contains("no asymptotic law");
    assertThat(general.comparisons()).isEmpty();
    assertThat(general.layers().getLast().law()).isEmpty();
  }
}
