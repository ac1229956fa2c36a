package io.brink.bench;

import io.brink.activation.Activations;
import io.brink.kernel.CorrelationMap;
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
 * Correlation maps at q = 1: one evaluation from an angle, goal 100 ns, and evaluation over arrays,
 * goal 20 ns each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class CorrelationMapBenchmark {
  private static final int COUNT = 1024;

  /** Activation under test: a kink, smooth ones, a jump of φ″. */
  @Param({"relu", "tanh", "gelu", "elu"})
  public String activation;

  private CorrelationMap map;
  private double[] angles;
  private double[] out;
  private int next;

  /** Compiles the map and spreads the angles. */
  @Setup
  public void prepare() {
    map = CorrelationMap.compile(Activations.parse(activation), 1);
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
