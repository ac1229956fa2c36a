package io.brink.bench;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
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
 * Compiling a correlation map from nothing; goals: 5 ms for a smooth activation at q = 1, 50 ms for
 * any, and for steep ones (q = 100).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class MapCompilationBenchmark {

  /** An activation and a preactivation variance. */
  @Param({
    "tanh 1",
    "sigmoid 1",
    "softplus 1",
    "swish 1",
    "gelu 1",
    "gelu_tanh 1",
    "mish 1",
    "atan 1",
    "asinh 1",
    "bentid 1",
    "erf 1",
    "softsign 1",
    "elu 1",
    "selu 1",
    "hard_swish 1",
    "hard_tanh 1",
    "sexp 1",
    "tanh 100",
    "atan 100",
    "elu 100",
  })
  public String map;

  private Activation activation;
  private double variance;

  /** Creates the state. */
  public MapCompilationBenchmark() {}

  /** Reads the parameter. */
  @Setup
  public void prepare() {
    String[] words = map.split(" ");
    activation = Activations.parse(words[0]);
    variance = Double.parseDouble(words[1]);
  }

  /** A kernel made from nothing and its map. */
  @Benchmark
  public CorrelationMap compile() {
    return CorrelationMap.compile(Kernel.of(activation), variance);
  }
}
