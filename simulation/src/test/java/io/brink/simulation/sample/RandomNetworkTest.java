package io.brink.simulation.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.WeightLaw;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.simulation.TwoSamples;
import io.brink.simulation.weight.WeightSampling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomNetworkTest {

  private static final InputPair PAIR = InputPair.ofEqualLengths(1.2, Correlation.ofValue(0.4));

  private static double[] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(n, -1, 1).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Forward and backward statistics of one network. */
  private static Map<String, Double> statistics(
      NetworkPlan plan, WeightSampling sampling, long seed, Workspace workspace) {
    try (RandomNetwork network = new RandomNetwork(plan, sampling, 11, seed, workspace)) {
      ForwardRun run = network.forward(InputGram.of(PAIR));
      BackwardRun back = network.backwardFromRandom(run);
      int output = plan.network().size() - 1;
      Map<String, Double> result = new LinkedHashMap<>();
      for (int node = 1; node <= output; node++) {
        SignalMoments moments = run.moments(node);
        if (node == output || plan.network().consumerCount(node) > 1) {
          String name = plan.network().node(node).name();
          result.put("ln q of " + name, moments.logMeanSquare(0));
          result.put("gap of " + name, moments.gap(0, 1));
          result.put("ln chi of " + name, back.logActivation(node, 0));
        }
      }
      result.put("ln chi of input 2", back.logActivation(0, 1));
      result.put("ln weight gradient", back.logWeight(1, 0));
      result.put("ln bias gradient", back.logBias(1, 0));
      result.put("product", dot(run.values(output, 0), run.values(output, 1)));
      result.put("gradients", dot(back.values(0, 0), back.values(0, 1)));
      result.put("gradient and input", dot(back.values(0, 0), run.values(0, 1)));
      back.close();
      return result;
    }
  }

  private static LongFunction<Map<String, Double>> sampler(
      Network network, WeightSampling sampling) {
    NetworkPlan plan = new NetworkPlan(network);
    Workspace workspace = new Workspace();
    return seed -> statistics(plan, sampling, seed, workspace);
  }

  /** See {@link TwoSamples} for the rate of false failures. */
  @ParameterizedTest
  @CsvSource({
    "tanh, DELTA, GAUSSIAN, 0.2",
    "leaky_relu(0.3), ORTHOGONAL_DELTA, ORTHOGONAL, 0",
  })
  void everyOperationHasTheLawOfADrawnNetwork(
      String activation, FilterLaw delta, WeightLaw law, double dropout) {
    Network network = Nets.everything(activation, 1.4, delta, law, dropout);
    TwoSamples.of(
            1500, sampler(network, WeightSampling.EXACT), sampler(network, WeightSampling.DRAWN))
        .assertAgreement();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp:depth=3,width=9,inputs=8,outputs=7,bias_variance=0.1",
        "mlp:depth=3,width=9,inputs=8,outputs=7,weights=orthogonal",
        "lnmlp:depth=3,width=9,inputs=8,outputs=4,bias_variance=0.2",
        "rrn:depth=3,width=8",
        "frn:depth=3,width=8,weights=orthogonal"
      })
  void familiesHaveTheLawOfDrawnNetworks(String spec) {
    Network network = Nets.spec(spec, "gelu");
    TwoSamples.of(
            2500, sampler(network, WeightSampling.EXACT), sampler(network, WeightSampling.DRAWN))
        .assertAgreement();
  }

  /** Orthogonal weights of 9 units in place of Gaussian ones, the simplest wrong sampler. */
  @Test
  void gaussianInPlaceOfOrthogonalIsSeen() {
    String spec = "mlp:depth=3,width=9,inputs=8,outputs=7";
    TwoSamples.of(
            1500,
            sampler(Nets.spec(spec, "tanh"), WeightSampling.EXACT),
            sampler(Nets.spec(spec + ",weights=orthogonal", "tanh"), WeightSampling.DRAWN))
        .assertDifference();
  }

  /** ln q of a layer of 400 has deviation √(2/400): 1 % is 8.9 standard errors of 4000 networks. */
  @Test
  void onePercentOfWeightVarianceIsSeen() {
    String spec = "mlp:depth=1,width=400,inputs=20,outputs=400,weight_variance=";
    TwoSamples.of(
            4000,
            sampler(Nets.spec(spec + "1.01", "relu"), WeightSampling.EXACT),
            sampler(Nets.spec(spec + "1", "relu"), WeightSampling.EXACT))
        .assertDifference();
  }

  /** Both directions against finite differences of the third pass through the same network. */
  @ParameterizedTest
  @CsvSource({
    "HELD, tanh, DELTA, GAUSSIAN",
    "EXACT, tanh, DELTA, GAUSSIAN",
    "HELD, gelu, ORTHOGONAL_DELTA, ORTHOGONAL",
    "EXACT, softplus, ORTHOGONAL_DELTA, ORTHOGONAL"
  })
  void derivativesAreThoseOfTheForwardPass(
      WeightSampling sampling, String activation, FilterLaw delta, WeightLaw law) {
    Network graph = Nets.everything(activation, 1.4, delta, law, 0);
    RandomNetwork network = RandomNetwork.of(graph, sampling, 3, 0);
    int output = graph.size() - 1;
    double[] x = random(80, 1);
    ForwardRun run = network.forward(new InputColumns(random(80, 2), x));
    double[] direction = random(80, 3);
    double[] cotangent = random(5, 4);
    double[] forward = network.jacobianTimes(run, 1, new double[][] {direction})[0];
    double[] backward = network.transposedJacobianTimes(run, 1, new double[][] {cotangent})[0];
    double product = dot(forward, cotangent);
    assertThat(dot(backward, direction)).isCloseTo(product, within(1e-11));
    double step = 1e-5;
    double[] plus = x.clone();
    double[] minus = x.clone();
    for (int i = 0; i < x.length; i++) {
      plus[i] += step * direction[i];
      minus[i] -= step * direction[i];
    }
    ForwardRun moved = network.forward(new InputColumns(plus, minus));
    double[] upper = moved.values(output, 0);
    double[] lower = moved.values(output, 1);
    for (int i = 0; i < 5; i++) {
      assertThat((upper[i] - lower[i]) / (2 * step)).isCloseTo(forward[i], within(1e-7));
    }
    assertThat(network.forward(new InputColumns(x)).values(output, 0))
        .containsExactly(run.values(output, 1), within(1e-10));
  }

  /** One pass that keeps nothing gives the figures of one that keeps all. */
  @ParameterizedTest
  @CsvSource({"0.6", "1e-30"})
  void figuresDoNotDependOnWhatIsKept(double gap) {
    Network graph = Nets.spec("frn:depth=4,width=700,bias_variance=0.1", "tanh");
    InputGram inputs = InputGram.of(InputPair.ofEqualLengths(1, Correlation.ofGap(gap)));
    NetworkPlan plan = new NetworkPlan(graph);
    RandomNetwork keeping = new RandomNetwork(plan, WeightSampling.EXACT, 3, 5, new Workspace());
    ForwardRun run = keeping.forward(inputs);
    boolean[] all = new boolean[graph.size()];
    Arrays.fill(all, true);
    new RandomNetwork(plan, WeightSampling.EXACT, 3, 5, new Workspace())
        .forwardOnce(
            inputs,
            all,
            (node, moments) -> {
              SignalMoments kept = run.moments(node);
              assertThat(moments.logMeanSquare(1)).isCloseTo(kept.logMeanSquare(1), within(1e-12));
              assertThat(moments.gap(0, 1))
                  .isCloseTo(kept.gap(0, 1), within(1e-9 * kept.gap(0, 1)));
            });
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.5", "1, 2, 0.1", "2, 2, 1e-300", "1, 1, 0", "1, 3, 0", "1, 1, 2", "1, 4, 1"})
  void inputsHaveExactlyTheGivenMoments(double q1, double q2, double gap) {
    InputGram inputs = InputGram.of(new InputPair(q1, q2, Correlation.ofGap(gap)));
    RandomNetwork network =
        RandomNetwork.of(Nets.spec("mlp:depth=1", "tanh"), WeightSampling.EXACT, 1, 1);
    SignalMoments moments = network.forward(inputs).moments(0);
    assertThat(moments.logMeanSquare(0)).isCloseTo(Math.log(q1), within(1e-14));
    assertThat(moments.logMeanSquare(1)).isCloseTo(Math.log(q2), within(1e-14));
    double floor = q1 == q2 ? 0 : 1e-28;
    assertThat(moments.gap(0, 1)).isCloseTo(gap, within(1e-13 * gap + floor));
  }

  @Test
  void severalInputsHaveExactlyTheGivenMoments() {
    double[] variances = {1, 1, 2, 0.5};
    double[][] gaps = {
      {0, 1e-20, 0.3, 1},
      {1e-20, 0, 0.3, 1},
      {0.3, 0.3, 0, 1.2},
      {1, 1, 1.2, 0},
    };
    RandomNetwork network =
        RandomNetwork.of(Nets.spec("mlp:depth=1", "tanh"), WeightSampling.EXACT, 1, 1);
    SignalMoments moments = network.forward(InputGram.of(variances, gaps)).moments(0);
    for (int i = 0; i < 4; i++) {
      assertThat(moments.logMeanSquare(i)).isCloseTo(Math.log(variances[i]), within(1e-13));
      for (int j = 0; j < i; j++) {
        assertThat(moments.gap(i, j)).isCloseTo(gaps[i][j], within(1e-12 * gaps[i][j]));
      }
    }
    assertThatThrownBy(() -> InputGram.ofCommonCorrelation(4, 1, Correlation.ofValue(-0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("negative eigenvalue");
  }

  /** At width 10,000 and depth 6 the gap of nearly equal inputs scatters by 5 % at most. */
  @ParameterizedTest
  @CsvSource({
    "mlp:depth=6, tanh, 1e-300",
    "mlp:depth=6, relu, 1e-200",
    "'mlp:depth=6,bias_variance=0.1', gelu, 1e-12",
    "lnmlp:depth=6, erf, 1e-100",
    "frn:depth=6, 'leaky_relu(0.1)', 1e-50"
  })
  void smallGapsAreKept(String spec, String activation, double gap) {
    String wide =
        spec + ",width=10000" + (spec.startsWith("frn") ? "" : ",inputs=500,outputs=10000");
    Network graph = Nets.spec(wide, activation);
    InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofGap(gap));
    ForwardTrace theory = ForwardPropagation.of(graph).propagate(pair);
    RandomNetwork network = RandomNetwork.of(graph, WeightSampling.EXACT, 5, 1);
    SignalMoments moments = network.forward(InputGram.of(pair)).moments(graph.size() - 1);
    assertThat(moments.gap(0, 1) / theory.gap(graph.size() - 1)).isCloseTo(1, within(0.25));
  }

  @Test
  void equalInputsStayEqual() {
    Network graph = Nets.spec("mlp:depth=5,bias_variance=0.1", "gelu");
    RandomNetwork network = RandomNetwork.of(graph, WeightSampling.EXACT, 5, 1);
    double[] x = random(784, 4);
    ForwardRun run = network.forward(new InputColumns(x, x, random(784, 5)));
    SignalMoments moments = run.moments(graph.size() - 1);
    assertThat(moments.gap(0, 1)).isZero();
    assertThat(moments.gap(0, 2)).isPositive();
    assertThat(run.values(graph.size() - 1, 0)).isEqualTo(run.values(graph.size() - 1, 1));
  }

  /** q = 1.5^5000 and 2^-5000, far beyond a double, forward and backward. */
  @Test
  void lengthsDoNotOverflow() {
    Network graph = Nets.spec("frn:depth=5000,width=50", "relu");
    RandomNetwork network = RandomNetwork.of(graph, WeightSampling.EXACT, 5, 1);
    ForwardRun run = network.forward(InputGram.of(PAIR));
    int output = graph.size() - 1;
    double log = run.moments(output).logMeanSquare(0);
    assertThat(log / (5000 * Math.log(1.5))).isCloseTo(1, within(0.05));
    BackwardRun back = network.backwardFromRandom(run);
    assertThat(back.logActivation(0, 0) / log).isCloseTo(1, within(0.02));
    Network falling = Nets.spec("mlp:depth=5000,width=50,inputs=50,outputs=50", "relu");
    ForwardRun down =
        RandomNetwork.of(falling, WeightSampling.EXACT, 5, 1).forward(InputGram.of(PAIR));
    assertThat(down.moments(falling.size() - 1).logMeanSquare(0) / (5000 * Math.log(0.5)))
        .isCloseTo(1, within(0.1));
  }

  @Test
  void badInputIsNamed() {
    Network narrow = Nets.spec("mlp:depth=1,width=2,weights=orthogonal", "relu");
    RandomNetwork network = RandomNetwork.of(narrow, WeightSampling.EXACT, 1, 1);
    assertThatThrownBy(
            () -> network.forward(InputGram.ofCommonCorrelation(3, 1, Correlation.ORTHOGONAL)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "node 'readout' has orthogonal weights and 2 input units; it takes at most as many"
                + " inputs of the network at a time, got 3");
    Network one = Nets.spec("mlp:depth=1,inputs=1", "relu");
    assertThatThrownBy(
            () -> RandomNetwork.of(one, WeightSampling.EXACT, 1, 1).forward(InputGram.of(PAIR)))
        .hasMessage("inputs with these correlations need at least 2 units, node 'input' has 1");
    assertThatThrownBy(
            () ->
                RandomNetwork.of(one, WeightSampling.EXACT, 1, 1)
                    .forward(new InputColumns(new double[] {1, 2})))
        .hasMessage("input 1 has 2 values, node 'input' takes 1");
  }
}
