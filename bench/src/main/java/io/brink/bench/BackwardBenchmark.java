package io.brink.bench;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.NetworkSpec;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.GramKernels;
import io.brink.propagation.GramPropagation;
import io.brink.propagation.InputPair;
import io.brink.propagation.Parameterisation;
import java.util.Random;
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
 * Forward and backward through residual networks, and the kernels of a batch. Goals: tanh, depth
 * 10,000: 0.2 s; ReLU, depth 100,000: 0.1 s; NNGP and tangent kernel of 1,000 inputs through 20
 * layers of erf: 0.5 s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class BackwardBenchmark {

  private static final int INPUTS = 1000;
  private static final int FEATURES = 50;

  /** Networks of one pair. */
  @State(Scope.Benchmark)
  public static class Residual {

    private ForwardPropagation tanh;
    private ForwardPropagation relu;
    private BackwardPropagation tanhBackward;
    private BackwardPropagation reluBackward;
    private double variance = 1;

    /** Creates the state. */
    public Residual() {}

    /** Builds the networks. */
    @Setup
    public void setUp() {
      tanh =
          propagation(
              "frn:depth=10000,weight_variance=1.69,bias_variance=0.49,"
                  + "out_weight_variance=1.5,out_bias_variance=0.5",
              "tanh");
      relu = propagation("frn:depth=100000,weight_variance=1,out_weight_variance=0.1", "relu");
      tanhBackward = BackwardPropagation.of(tanh);
      reluBackward = BackwardPropagation.of(relu);
    }

    private static ForwardPropagation propagation(String spec, String activation) {
      return ForwardPropagation.of(NetworkSpec.parse(spec).network(Activations.parse(activation)));
    }

    /** Inputs of another length, so that nothing is remembered but maps. */
    private InputPair next() {
      variance = variance > 1.5 ? 1 : variance + 0.01;
      return InputPair.ofEqualLengths(variance, Correlation.ofValue(0.3));
    }
  }

  private GramPropagation batch;
  private double[][] gram;

  /** Creates the state. */
  public BackwardBenchmark() {}

  /** Draws the inputs. */
  @Setup
  public void setUp() {
    batch =
        GramPropagation.of(
            NetworkSpec.parse("mlp:depth=20,weight_variance=1.5,bias_variance=0.1")
                .network(Activations.parse("erf")));
    Random random = new Random(1);
    double[][] inputs = new double[INPUTS][FEATURES];
    for (double[] row : inputs) {
      for (int k = 0; k < FEATURES; k++) {
        row[k] = random.nextGaussian();
      }
    }
    gram = new double[INPUTS][INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < INPUTS; j++) {
        for (int k = 0; k < FEATURES; k++) {
          gram[i][j] += inputs[i][k] * inputs[j][k] / FEATURES;
        }
      }
    }
  }

  /** tanh, depth 10,000, forward and backward. */
  @Benchmark
  public BackwardTrace tanhResidual(Residual residual) {
    return residual.tanhBackward.propagate(residual.tanh.propagate(residual.next()));
  }

  /** ReLU, depth 100,000, forward and backward. */
  @Benchmark
  public BackwardTrace reluResidual(Residual residual) {
    return residual.reluBackward.propagate(residual.relu.propagate(residual.next()));
  }

  /** NNGP and tangent kernel of a batch. */
  @Benchmark
  public GramKernels batchKernels() {
    return batch.propagate(gram, Parameterisation.NEURAL_TANGENT);
  }
}
