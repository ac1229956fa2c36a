package io.brink.bench;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.GlobalMap;
import io.brink.propagation.InputPair;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forward propagation through a network of 100,000 layers, value with 2-jet: the goal is 20 ms a
 * point.
 *
 * <p>{@code tanh} runs in the ordered phase, {@code leaky_relu} and {@code relu} at the edge of
 * chaos, (2/(1+a²), 0).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 600, timeUnit = TimeUnit.MILLISECONDS)
public class PropagationBenchmark {

  private static final int DEPTH = 100_000;

  /** The network. */
  @Param({
    "mlp:weight_variance=2,activation=relu",
    "mlp:weight_variance=1.9801980198019802,activation=leaky_relu(0.1)",
    "mlp:weight_variance=1.7,bias_variance=0.09,activation=tanh",
    "frn:weight_variance=1,out_weight_variance=0.1,activation=relu",
  })
  public String network;

  private ForwardPropagation propagation;
  private double variance = 1;
  private double correlation;

  /** Creates the state. */
  public PropagationBenchmark() {}

  /** Builds the network and warms its compiled maps. */
  @Setup
  public void setUp() {
    int activation = network.indexOf(",activation=");
    String spec = network.substring(0, activation) + ",depth=" + DEPTH;
    Network parsed =
        NetworkSpec.parse(spec)
            .network(Activations.parse(network.substring(activation + ",activation=".length())));
    propagation = ForwardPropagation.of(parsed);
  }

  private Correlation nextCorrelation() {
    correlation = (correlation + 0.1) % 0.9;
    return Correlation.ofValue(correlation);
  }

  /** Another correlation of inputs of the same length: the second pass alone. */
  @Benchmark
  public ForwardTrace anotherCorrelation() {
    return propagation.propagate(InputPair.ofEqualLengths(1, nextCorrelation()));
  }

  /** Inputs of another length: both passes. */
  @Benchmark
  public ForwardTrace anotherLength() {
    variance = variance > 1.5 ? 1 : variance + 0.01;
    return propagation.propagate(InputPair.ofEqualLengths(variance, nextCorrelation()));
  }

  /** A grid of 21 correlations, output only. */
  @Benchmark
  public GlobalMap grid() {
    List<Correlation> grid =
        IntStream.rangeClosed(0, 20).mapToObj(i -> Correlation.ofValue((i - 10) / 10.0)).toList();
    return propagation.globalMap(1, grid);
  }
}
