package io.brink.bench;

import io.brink.activation.Activations;
import io.brink.bounds.CorrelationChain;
import io.brink.bounds.CorrelationLayer;
import io.brink.bounds.Shrinkage;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.linearregion.RegionDesign;
import io.brink.linearregion.RegionGoal;
import java.util.concurrent.TimeUnit;
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
 * What depth costs.
 *
 * <p>Targets: shrinkage and bounds of 100,000 layers ≤ 500 ms; a linear region for 100 layers ≤ 100
 * ms for shtanh, ≤ 2 s for a tail that needs quadrature.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DepthBenchmark {

  private CorrelationChain chain;

  /** Compiles the map of a layer. */
  @Setup
  public void setUp() {
    CorrelationLayer layer = CorrelationChain.normalisedLayer(Activations.parse("tanh"), 1, 0.0701);
    chain = CorrelationChain.repeated(layer, 100_000);
  }

  /** Exact values and bounds at every depth. */
  @Benchmark
  public Shrinkage shrinkage() {
    return Shrinkage.of(chain);
  }

  /** The smallest half-width, closed form. */
  @Benchmark
  public RegionDesign hardTanhRegion() {
    return RegionDesign.of(new LinearRegionFamily.Shtanh(), new RegionGoal(100, 0.05, 0.5, 1));
  }

  /** The smallest half-width, by quadrature. */
  @Benchmark
  public RegionDesign foldedRegion() {
    return RegionDesign.of(
        LinearRegionFamily.of(Activations.parse("tanh")), new RegionGoal(100, 0.05, 0.5, 1));
  }
}
