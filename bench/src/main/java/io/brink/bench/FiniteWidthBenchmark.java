package io.brink.bench;

import io.brink.activation.Activations;
import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.Widths;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import java.util.concurrent.TimeUnit;
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
 * The scatter of a pair's kernel at every node of a network of 50 layers: the goal is 20 ms,
 * without the propagation at infinite width. Nothing is kept from one prediction to the next.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FiniteWidthBenchmark {

  /** The network. */
  @Param({
    "mlp:depth=50,weight_variance=1.3,bias_variance=0.04,activation=tanh",
    "mlp:depth=50,weight_variance=1.9558,bias_variance=0.3235,activation=gelu",
    "mlp:depth=50,weight_variance=2,activation=relu",
    "frn:depth=50,activation=tanh",
  })
  public String network;

  private ForwardPropagation propagation;
  private ForwardTrace trace;

  /** Creates the state. */
  public FiniteWidthBenchmark() {}

  /** Propagates the pair. */
  @Setup
  public void prepare() {
    int activation = network.indexOf(",activation=");
    Network parsed =
        NetworkSpec.parse(network.substring(0, activation))
            .network(Activations.parse(network.substring(activation + ",activation=".length())));
    propagation = ForwardPropagation.of(parsed);
    trace = propagation.propagate(InputPair.ofEqualLengths(1, Correlation.ofValue(0.5)));
  }

  /** A prediction. */
  @Benchmark
  public FiniteWidthTrace predict() {
    return FiniteWidth.of(propagation).predict(trace, new Widths.OfNetwork());
  }
}
