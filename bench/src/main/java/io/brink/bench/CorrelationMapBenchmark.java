package io.brink.bench;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
import io.brink.kernel.MapPoint;
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
 * Correlation maps at q = 1: compiling one, one evaluation from an angle, and evaluation over
 * arrays.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class CorrelationMapBenchmark {
  private static final int COUNT = 1024;

  /** Activation under test: a closed form, smooth ones, one with a jump of φ″, one with a kink. */
  @Param({"relu", "erf", "tanh", "gelu", "elu", "selu", "hard_tanh"})
  public String activation;

  private Activation phi;
  private CorrelationMap map;
  private double[] angles;
  private double[] out;
  private int next;

  /** Compiles the map and spreads the angles. */
  @Setup
  public void prepare() {
    phi = Activations.parse(activation);
    map = CorrelationMap.compile(phi, 1);
    angles = new double[COUNT];
    out = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      // neighbouring angles fall into different panels
      angles[i] = Math.PI * ((i * 389) % COUNT) / COUNT;
    }
  }

  private double angle() {
    next = (next + 1) & (COUNT - 1);
    return angles[next];
  }

  /** A kernel made from nothing and its map. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public CorrelationMap compile() {
    return CorrelationMap.compile(Kernel.of(phi), 1);
  }

  /** 1 − C. */
  @Benchmark
  public double gap() {
    return map.gap(angle());
  }

  /** Gap, slope and curvature. */
  @Benchmark
  public double jet() {
    MapPoint point = map.at(angle());
    return point.gap() + point.slope() + point.curvature();
  }

  /** 1 − C over an array, per element. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double[] gaps() {
    map.gaps(COUNT, angles, out);
    return out;
  }
}
