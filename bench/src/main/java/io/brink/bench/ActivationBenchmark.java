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
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ActivationBenchmark {

  private static final int POINTS = 512;

  /** The activation. */
  @Param({
    "tanh",
    "sigmoid",
    "softplus",
    "erf",
    "swish",
    "gelu",
    "gelu_tanh",
    "mish",
    "elu",
    "exp",
    "gaussian",
    "sin",
    "x*sigmoid(1.702*x)",
  })
  public String activation;

  private final double[] x = new Random(1).doubles(POINTS, -5, 5).toArray();
  private final double[] value = new double[POINTS];
  private final double[] derivative = new double[POINTS];
  private final double[] secondDerivative = new double[POINTS];
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

  /** φ, φ′ and φ″ over the array. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double[] arrayWithDerivatives() {
    function.evaluate(POINTS, x, value, derivative, secondDerivative);
    return value;
  }
}
