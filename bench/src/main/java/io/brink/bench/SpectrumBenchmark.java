package io.brink.bench;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Kernel;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.SpectrumOutcome;
import java.util.ArrayList;
import java.util.List;
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
 * The density of the singular values of a Jacobian at 500 points, depth 100, from scratch: edges,
 * point masses and the law of the slopes included. Goal: at most 0.2 s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpectrumBenchmark {

  private static final int DEPTH = 100;
  private static final int GROWING = 40;
  private static final int POINTS = 500;
  private static final double VARIANCE = 0.5;

  /** The activation. */
  @Param({"tanh", "relu", "gelu"})
  public String activation;

  /** The law of the weights. */
  @Param({"GAUSSIAN", "ORTHOGONAL"})
  public WeightLaw law;

  private List<JacobianFactor> layers;
  private List<JacobianFactor> ownLayers;
  private List<JacobianFactor> growingLayers;

  /** Creates the state. */
  public SpectrumBenchmark() {}

  /**
   * Lists the factors of a network on the edge of chaos, of one in which each layer has a variance
   * of its own, falling by 2 % a layer, and of one of 40 layers in which it grows by 10 % from 1.
   */
  @Setup
  public void setUp() {
    Activation phi = Activations.parse(activation);
    double weightVariance = 1 / Kernel.of(phi).derivativeVariance(VARIANCE).value();
    layers = new ArrayList<>();
    ownLayers = new ArrayList<>();
    growingLayers = new ArrayList<>();
    for (int i = 0; i < DEPTH; i++) {
      layers.add(Weights.square(law, weightVariance));
      layers.add(Slopes.of(phi, VARIANCE));
      ownLayers.add(Weights.square(law, weightVariance));
      ownLayers.add(Slopes.of(phi, VARIANCE * Math.pow(0.98, i)));
      if (i < GROWING) {
        growingLayers.add(Weights.square(law, weightVariance));
        growingLayers.add(Slopes.of(phi, Math.pow(1.1, i)));
      }
    }
  }

  /** The whole law. */
  @Benchmark
  public SpectrumOutcome density() {
    return JacobianSpectrum.of(layers, POINTS);
  }

  /** The same where no two layers are alike. */
  @Benchmark
  public SpectrumOutcome densityOfUnlikeLayers() {
    return JacobianSpectrum.of(ownLayers, POINTS);
  }

  /** The same where slopes run through thousands of decades: no goal was set. */
  @Benchmark
  public SpectrumOutcome densityOfGrowingLayers() {
    return JacobianSpectrum.of(growingLayers, POINTS);
  }
}
