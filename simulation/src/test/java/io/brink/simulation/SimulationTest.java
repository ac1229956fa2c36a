package io.brink.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.InputPair;
import io.brink.regime.States;
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.weight.WeightSampling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  private static final InputPair PAIR = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  private static SimulationResult simulate(Network network, SimulationSettings settings) {
    return new Simulation(network, InputGram.of(PAIR), States.of(network), settings).run();
  }

  private static SimulationSettings settings(int networks, int threads, int singularValues) {
    return new SimulationSettings(
        networks, 3, threads, WeightSampling.EXACT, Passes.FORWARD_AND_BACKWARD, singularValues);
  }

  @Test
  void figuresDoNotDependOnThreads() {
    Network network = network("rrn:depth=3,width=40,bias_variance=0.1", "gelu");
    SimulationResult one = simulate(network, settings(13, 1, 2));
    SimulationResult three = simulate(network, settings(13, 3, 2));
    for (int node : one.nodes()) {
      assertThat(three.logVariances(node, 1)).isEqualTo(one.logVariances(node, 1));
      assertThat(three.gaps(node, 0, 1)).isEqualTo(one.gaps(node, 0, 1));
      assertThat(three.logGradients(node, 0)).isEqualTo(one.logGradients(node, 0));
    }
    assertThat(three.singularValues(1)).isEqualTo(one.singularValues(1));
    SimulationResult other =
        simulate(
            network, new SimulationSettings(13, 4, 1, WeightSampling.EXACT, Passes.FORWARD, 0));
    assertThat(other.gaps(one.nodes().getLast(), 0, 1))
        .isNotEqualTo(one.gaps(one.nodes().getLast(), 0, 1));
  }

  /**
   * Theory with its 1/N bias holds: no score of q, c or χ of any layer is above 5, of which each is
   * with probability 6·10⁻⁷. 600 networks of width 500.
   */
  @ParameterizedTest
  @CsvSource({
    "'mlp:depth=8,width=500,weight_variance=1.7,bias_variance=0.05', tanh",
    "'mlp:depth=8,width=500,weight_variance=2', relu",
    "'mlp:depth=8,width=500,weight_variance=1.7,weights=orthogonal', tanh",
    "'rrn:depth=5,width=500,weight_variance=0.8', tanh"
  })
  void theoryHolds(String spec, String activation) {
    Network network = network(spec, activation);
    SimulationResult result = simulate(network, settings(600, 2, 0));
    TheoryComparison comparison = TheoryComparison.of(result, PAIR, 0.5);
    assertThat(comparison.layers()).hasSize(result.nodes().size());
    for (LayerComparison layer : comparison.layers()) {
      assertThat(Math.abs(layer.score())).as(layer.name()).isLessThan(5);
      // Gradients have an O(1/N) bias of their own, a few tenths of a percent here.
      Summary chi = layer.gradients().orElseThrow().gradientRatio();
      assertThat(chi.mean()).as(layer.name()).isCloseTo(1, within(5 * chi.standardError() + 0.02));
    }
    assertThat(comparison.firstFailure()).isEmpty();
    assertThat(comparison.sentence()).startsWith("Theory holds at width 500: ");
  }

  /**
   * One percent of the weight variance is seen: ln q of a layer of 1000 ReLU preactivations has
   * deviation √(2/1000), the mean of 1600 networks 0.0011, and 1 % is 8.9 of these.
   */
  @Test
  void onePercentOfWeightVarianceIsSeen() {
    Network right = network("mlp:depth=1,width=1000,weight_variance=1", "relu");
    Network wrong = network("mlp:depth=1,width=1000,weight_variance=1.01", "relu");
    double expected = ForwardPropagation.of(right).propagate(PAIR).logVariance1(1);
    SimulationSettings settings = SimulationSettings.forward(1600, 5);
    Summary first = Summary.ofRatios(simulate(right, settings).logVariances(1, 0), expected);
    Summary second = Summary.ofRatios(simulate(wrong, settings).logVariances(1, 0), expected);
    assertThat(Math.abs(first.mean() - 1) / first.standardError()).isLessThan(5);
    assertThat(Math.abs(second.mean() - 1) / second.standardError()).isGreaterThan(5);
  }

  @Test
  void theoryFailsWhereNetworksAreNarrow() {
    Network network = network("mlp:depth=30,width=30,weight_variance=2", "relu");
    TheoryComparison comparison =
        TheoryComparison.of(simulate(network, SimulationSettings.forward(100, 1)), PAIR, 0.5);
    assertThat(comparison.sentence())
        .startsWith("Theory does not hold at width 30 from layer")
        .contains("of 30: ");
    assertThat(comparison.holds(comparison.judged().getFirst())).isTrue();
    assertThat(comparison.holds(comparison.judged().getLast())).isFalse();
  }

  @Test
  void aCancelledSimulationKeepsWhatIsDone() {
    Network network = network("mlp:depth=3,width=30", "tanh");
    Simulation simulation =
        new Simulation(
            network,
            InputGram.of(PAIR),
            List.of(1, 3),
            new SimulationSettings(1000, 1, 1, WeightSampling.EXACT, Passes.FORWARD, 0));
    SimulationResult part =
        simulation.run(
            new Progress() {
              private int done;

              @Override
              public void done(int networks) {
                done = networks;
              }

              @Override
              public boolean isCancelled() {
                return done >= 7;
              }
            });
    assertThat(part.networks()).isEqualTo(7);
    double[] all = simulation.run().logVariances(3, 0);
    assertThat(part.logVariances(3, 0)).isEqualTo(Arrays.copyOf(all, 7));
  }

  @Test
  void badInputIsNamed() {
    assertThatThrownBy(() -> SimulationSettings.forward(1, 1))
        .hasMessage("at least 2 networks are simulated, as fewer have no spread; got 1");
    Network network = network("mlp:depth=1,width=3,weights=orthogonal", "tanh");
    assertThatThrownBy(
            () ->
                new Simulation(
                    network,
                    InputGram.ofCommonCorrelation(4, 1, Correlation.ORTHOGONAL),
                    List.of(1),
                    SimulationSettings.forward(2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("node 'readout' has orthogonal weights and 3 input units");
    assertThatThrownBy(
            () ->
                new Simulation(
                    network, InputGram.of(PAIR), List.of(9), SimulationSettings.forward(2, 1)))
        .hasMessageContaining("below 4, got [9]");
  }
}
