package io.brink.bench;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.shaping.LocalOutcome;
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.Target;
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
 * A shaping solve for the vanilla ResNet-50, the search of all basins included; goal: at most 5 ms.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class ShapingBenchmark {

  /** The activation to shape. */
  @Param({
    "tanh",
    "sigmoid",
    "softplus",
    "swish",
    "gelu",
    "gelu_tanh",
    "mish",
    "erf",
    "atan",
    "asinh",
    "softsign",
    "bentid",
    "sin",
    "gaussian",
  })
  public String activation;

  private Activation phi;
  private Network network;

  /** Builds the network. */
  @Setup
  public void setUp() {
    phi = Activations.parse(activation);
    network = NetworkSpec.parse("resnet:depth=50,shortcut=0").network(phi);
  }

  /** TAT, C_f″(1) = 0.3. */
  @Benchmark
  public LocalOutcome tat() {
    return Shaping.solve(network, phi, new ShapingMethod.TatSmooth(0.3), Target.SUBNETWORKS);
  }

  /** DKS, C_f′(1) = 1.5. */
  @Benchmark
  public LocalOutcome dks() {
    return Shaping.solve(network, phi, new ShapingMethod.Dks(1.5), Target.SUBNETWORKS);
  }
}
