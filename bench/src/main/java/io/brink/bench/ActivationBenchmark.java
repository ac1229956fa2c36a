package io.brink.bench;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Elementwise activations over arrays of 512 points, nanoseconds an element: the goal is that the
 * arrays are at least three times as fast as one point after the other.
 *
 * <p>The warm-up is long: until the compiler is done, each vector is an object.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ActivationBenchmark {

  private static final int POINTS = 512;

  /** The activation. */
  @Param({
    "tanh",
    "erf",
    "exp",
    "sigmoid",
    "softplus",
    "swish",
    "gelu",
    "gelu_tanh",
    "mish",
    "elu",
    "gaussian",
  })
  public String activation;

  private final double[] x = new Random(1).doubles(POINTS, -5, 5).toArray();
  private final double[] value = new double[POINTS];
  private Activation function;

  /** Reads the activation. */
  @Setup
  public void prepare() {
    function = Activations.parse(activation);
  }

  /** φ, one point after the other. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double[] pointwise() {
    for (int i = 0; i < POINTS; i++) {
      value[i] = function.value(x[i]);
    }
    return value;
  }

  /** φ over the array. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double[] array() {
    function.evaluate(POINTS, x, value, null, null);
    return value;
  }
}
