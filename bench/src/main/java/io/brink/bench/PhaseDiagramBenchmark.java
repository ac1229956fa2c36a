package io.brink.bench;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.phase.EdgeOfChaosCurve;
import io.brink.phase.PhaseDiagram;
import io.brink.phase.VarianceRange;
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
 * A phase diagram of 300 × 250 cells over σ_w² from 0.5 to 3 and σ_b² from 0 to 0.25, with q*, c*,
 * χ₁ and depth scales, on all cores (goals for two: erf 50 ms, tanh 500 ms, an expression 2 s), and
 * the whole edge of chaos to a thousandth (no goal was set).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PhaseDiagramBenchmark {

  private static final VarianceRange WEIGHTS = new VarianceRange(0.5, 3, 300);
  private static final VarianceRange BIASES = new VarianceRange(0, 0.25, 250);

  /** Closed form, smooth, a user's expression, and two with kinks. */
  @Param({"erf", "tanh", "x*sigmoid(1.702*x)", "relu", "selu"})
  public String activation;

  private Activation phi;

  /** Creates the state. */
  public PhaseDiagramBenchmark() {}

  /** Parses the activation; nothing else is kept from one diagram to the next. */
  @Setup
  public void setUp() {
    phi = Activations.parse(activation);
  }

  /** Cells of the diagram. */
  @Benchmark
  public PhaseDiagram diagram() {
    return PhaseDiagram.of(phi, WEIGHTS, BIASES);
  }

  /** The edge of chaos. */
  @Benchmark
  public EdgeOfChaosCurve curve() {
    return EdgeOfChaosCurve.trace(phi);
  }
}
