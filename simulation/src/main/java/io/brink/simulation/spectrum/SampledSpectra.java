package io.brink.simulation.spectrum;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.propagation.InputPair;
import io.brink.simulation.Ensemble;
import io.brink.simulation.Progress;
import io.brink.simulation.sample.ForwardRun;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.NetworkPlan;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.sample.Workspace;
import io.brink.simulation.weight.WeightSampling;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * All singular values of the Jacobians of random networks.
 *
 * <p>A network of L layers of width N costs about 2LN³ multiplications and memory for its matrices.
 * Singular values below 10⁻¹³ of the largest are rounding.
 *
 * @param inputs width of the input
 * @param values for each network, as many singular values as the input has units, ascending: those
 *     of a Jacobian with fewer rows begin with zeros
 */
public record SampledSpectra(int inputs, double[][] values) {

  /**
   * Draws networks.
   *
   * @param inputVariance mean square of the input
   * @param networks number of networks, at least 1
   * @return those that were done before {@code progress} cancelled
   */
  public static SampledSpectra draw(
      Network network,
      double inputVariance,
      int networks,
      long seed,
      int threads,
      Progress progress) {
    if (networks < 1) {
      throw new IllegalArgumentException("at least 1 network is drawn, got " + networks);
    }
    NetworkPlan plan = new NetworkPlan(network);
    InputPair pair = InputPair.ofEqualLengths(inputVariance, Correlation.ofValue(0.5));
    double[][] found = new double[networks][];
    Ensemble.run(
        networks,
        threads,
        progress,
        (index, workspace) ->
            found[index] = values(plan, InputGram.of(pair), seed, index, workspace));
    double[][] done = Arrays.stream(found).filter(Objects::nonNull).toArray(double[][]::new);
    return new SampledSpectra(network.node(0).shape().width(), done);
  }

  private static double[] values(
      NetworkPlan plan, InputGram inputs, long seed, int index, Workspace workspace) {
    try (RandomNetwork network =
        new RandomNetwork(plan, WeightSampling.HELD, seed, index, workspace)) {
      ForwardRun run = network.forward(inputs);
      int columns = network.network().node(0).shape().width();
      double[][] unit = new double[columns][columns];
      for (int i = 0; i < columns; i++) {
        unit[i][i] = 1;
      }
      DMatrixRMaj transposed = new DMatrixRMaj(network.jacobianTimes(run, 0, unit));
      SingularValueDecomposition_F64<DMatrixRMaj> svd =
          DecompositionFactory_DDRM.svd(
              transposed.numRows, transposed.numCols, false, false, false);
      if (!svd.decompose(transposed)) {
        throw new IllegalStateException("the singular values of a Jacobian were not found");
      }
      double[] values = new double[columns];
      System.arraycopy(svd.getSingularValues(), 0, values, 0, svd.numberOfSingularValues());
      Arrays.sort(values);
      return values;
    }
  }

  /** Number of networks. */
  public int networks() {
    return values.length;
  }

  /** For each network, the mean square of its singular values. */
  public double[] meanSquares() {
    return Arrays.stream(values)
        .mapToDouble(each -> Arrays.stream(each).map(s -> s * s).sum() / inputs)
        .toArray();
  }

  /** For each network, the mean fourth power of its singular values. */
  public double[] meanFourthPowers() {
    return Arrays.stream(values)
        .mapToDouble(each -> Arrays.stream(each).map(s -> s * s * s * s).sum() / inputs)
        .toArray();
  }

  /** For each network, the largest singular value. */
  public double[] largest() {
    return Arrays.stream(values).mapToDouble(each -> each[each.length - 1]).toArray();
  }

  /** The share of all networks' singular values above s. */
  public double shareAbove(double s) {
    return shareAbove(-1, s);
  }

  /** Of one network, or of all for −1, the share of singular values above s. */
  double shareAbove(int network, double s) {
    return network >= 0
        ? share(values[network], s)
        : IntStream.range(0, networks()).mapToDouble(k -> share(values[k], s)).sum() / networks();
  }

  private double share(double[] sorted, double s) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] > s) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (sorted.length - low) / (double) inputs;
  }
}
