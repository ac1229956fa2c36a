package io.brink.bench;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.InputPair;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.random.RandomStream;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.weight.WeightSampling;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A pair of inputs through random tanh networks, all layers observed, and what it is compared with.
 *
 * <p>Goals on two cores: {@link #forward} 10 s and at most three times {@link #gaussians}, {@link
 * #forwardAndBackward} at most four times {@code forward}; {@link #dense} at least 100 times as
 * long as {@link #exactForDense}, {@link #denseWide} at least 1000 times as long as {@link
 * #exactForDenseWide}; {@link #million} 5 s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class SimulationBenchmark {

  private static final InputPair PAIR = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private Network thousand;
  private Network deepThousand;
  private Network tenThousand;
  private Network millionWide;

  /** Creates the state. */
  public SimulationBenchmark() {}

  /** Builds the networks. */
  @Setup
  public void setUp() {
    thousand = tanh(1000, 20);
    deepThousand = tanh(1000, 200);
    tenThousand = tanh(10_000, 2);
    millionWide = tanh(1_000_000, 100);
  }

  private static Network tanh(int width, int depth) {
    return NetworkSpec.parse("mlp:width=" + width + ",weight_variance=1.5,depth=" + depth)
        .network(Activations.parse("tanh"));
  }

  private static SimulationResult simulate(
      Network network, int networks, int threads, WeightSampling sampling, Passes passes) {
    List<Integer> layers =
        IntStream.range(1, network.size()).filter(node -> node % 2 == 1).boxed().toList();
    SimulationSettings settings = new SimulationSettings(networks, 1, threads, sampling, passes, 0);
    return new Simulation(network, InputGram.of(PAIR), layers, settings).run();
  }

  /** 1000 networks of width 1000 and depth 200: 4·10⁸ units. */
  @Benchmark
  public SimulationResult forward() {
    return simulate(deepThousand, 1000, CORES, WeightSampling.EXACT, Passes.FORWARD);
  }

  /** The same with gradients. */
  @Benchmark
  public SimulationResult forwardAndBackward() {
    return simulate(deepThousand, 1000, CORES, WeightSampling.EXACT, Passes.FORWARD_AND_BACKWARD);
  }

  /** As many Gaussian numbers as {@link #forward} draws, on as many cores, 1000 at a time. */
  @Benchmark
  public double gaussians() {
    return IntStream.range(0, 1000)
        .parallel()
        .mapToDouble(
            network -> {
              double[] z = new double[1000];
              double sum = 0;
              for (int layer = 0; layer < 200; layer++) {
                RandomStream stream = RandomStream.of(1, network, layer);
                stream.normals(z, 1000);
                stream.normals(z, 1000);
                sum += z[0];
              }
              return sum;
            })
        .sum();
  }

  /** Four networks of width 1000 and depth 20, their matrices drawn, on one thread. */
  @Benchmark
  public SimulationResult dense() {
    return simulate(thousand, 4, 1, WeightSampling.DRAWN, Passes.FORWARD);
  }

  /** The same without matrices, 100 times as many networks. */
  @Benchmark
  public SimulationResult exactForDense() {
    return simulate(thousand, 400, 1, WeightSampling.EXACT, Passes.FORWARD);
  }

  /** Two networks of width 10,000 and depth 2, their matrices drawn, on one thread. */
  @Benchmark
  public SimulationResult denseWide() {
    return simulate(tenThousand, 2, 1, WeightSampling.DRAWN, Passes.FORWARD);
  }

  /** The same without matrices, 1000 times as many networks. */
  @Benchmark
  public SimulationResult exactForDenseWide() {
    return simulate(tenThousand, 2000, 1, WeightSampling.EXACT, Passes.FORWARD);
  }

  /** Two networks of width 1,000,000 and depth 100: the goal is for one. */
  @Benchmark
  public SimulationResult million() {
    return simulate(millionWide, 2, CORES, WeightSampling.EXACT, Passes.FORWARD);
  }
}
