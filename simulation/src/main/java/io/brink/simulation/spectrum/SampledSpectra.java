package io.brink.simulation.spectrum;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.propagation.InputPair;
import io.brink.simulation.Ensemble;
import io.brink.simulation.Progress;
import io.brink.simulation.sample.ForwardRun;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.NetworkPlan;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.sample.Workspace;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * All singular values of the Jacobians of random networks.
 *
 * <p>A network of L layers of width N costs about 2LN³ multiplications and memory for its matrices.
 * Of more than {@value #SHALLOW} layers, if they form a chain of equal widths, the product is kept
 * as a {@link GradedProduct}, which costs half as much again, and every singular value is accurate
 * relative to itself, however small. Else the Jacobian is multiplied out and decomposed, and what
 * is below 10⁻¹³ of the largest is rounding.
 *
 * @param inputs width of the input
 * @param rounding part of the largest singular value below which one is rounding; 0 for none
 * @param logValues for each network, the logarithms of as many singular values as the input has
 *     units, ascending: those of a Jacobian with fewer rows begin with −∞
 */
public record SampledSpectra(int inputs, double rounding, double[][] logValues) {

  /** Layers of weights up to which a Jacobian is multiplied out. */
  static final int SHALLOW = 16;

  /** Layers of weights in one factor of a graded product. */
  private static final int FACTOR = 3;

  private static final double ROUNDING = 1e-13;

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
    return new SampledSpectra(
        network.node(0).shape().width(), cuts(network).isPresent() ? 0 : ROUNDING, done);
  }

  /**
   * The nodes at which a deep chain is cut into factors, the input and the output among them; empty
   * if it is no such chain.
   */
  private static Optional<int[]> cuts(Network network) {
    int weights = 0;
    List<Integer> cuts = new ArrayList<>();
    for (Node node : network.nodes()) {
      int i = node.index();
      if (!node.shape().equals(network.node(0).shape())
          || !(node.shape() instanceof Shape.Vector)
          || (i > 0 && !node.inputs().equals(List.of(i - 1)))) {
        return Optional.empty();
      }
      if (node.operation() instanceof Operation.Affine && weights++ % FACTOR == 0) {
        cuts.add(i - 1);
      }
    }
    cuts.add(network.size() - 1);
    return weights > SHALLOW
        ? Optional.of(cuts.stream().mapToInt(i -> i).toArray())
        : Optional.empty();
  }

  private static double[] values(
      NetworkPlan plan, InputGram inputs, long seed, int index, Workspace workspace) {
    try (RandomNetwork network =
        new RandomNetwork(plan, WeightSampling.HELD, seed, index, workspace)) {
      ForwardRun run = network.forward(inputs);
      return cuts(network.network())
          .map(cuts -> graded(network, run, cuts))
          .orElseGet(() -> multipliedOut(network, run));
    }
  }

  private static double[] graded(RandomNetwork network, ForwardRun run, int[] cuts) {
    GradedProduct product = new GradedProduct(network.network().node(0).shape().width());
    for (int k = 0; k + 1 < cuts.length; k++) {
      product.multiplied(network.jacobianTimes(run, 0, cuts[k], cuts[k + 1], product.columns()), 0);
    }
    return product.logSingularValues();
  }

  private static double[] multipliedOut(RandomNetwork network, ForwardRun run) {
    int columns = network.network().node(0).shape().width();
    double[][] unit = new double[columns][columns];
    for (int i = 0; i < columns; i++) {
      unit[i][i] = 1;
    }
    DMatrixRMaj transposed = new DMatrixRMaj(network.jacobianTimes(run, 0, unit));
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(transposed.numRows, transposed.numCols, false, false, false);
    if (!svd.decompose(transposed)) {
      throw new IllegalStateException("the singular values of a Jacobian were not found");
    }
    double[] values = new double[columns];
    System.arraycopy(svd.getSingularValues(), 0, values, 0, svd.numberOfSingularValues());
    Arrays.setAll(values, i -> Math.log(values[i]));
    Arrays.sort(values);
    return values;
  }

  /** Number of networks. */
  public int networks() {
    return logValues.length;
  }

  /** For each network, ln of the mean square of its singular values. */
  public double[] logMeanSquares() {
    return logMeanPowers(2);
  }

  /** For each network, ln of the mean fourth power of its singular values. */
  public double[] logMeanFourthPowers() {
    return logMeanPowers(4);
  }

  private double[] logMeanPowers(int power) {
    return Arrays.stream(logValues)
        .mapToDouble(
            each -> {
              double largest = each[each.length - 1];
              double sum = 0;
              for (double value : each) {
                sum += Math.exp(power * (value - largest));
              }
              return largest == Double.NEGATIVE_INFINITY
                  ? largest
                  : power * largest + Math.log(sum / inputs);
            })
        .toArray();
  }

  /** For each network, ln of the largest singular value. */
  public double[] logLargest() {
    return Arrays.stream(logValues).mapToDouble(each -> each[each.length - 1]).toArray();
  }

  /** The share of all networks' singular values above s. */
  public double shareAbove(double s) {
    return shareAbove(-1, Math.log(s));
  }

  /**
   * Of one network, or of all for −1, the share of singular values whose logarithm is above one.
   */
  double shareAbove(int network, double logarithm) {
    return network >= 0
        ? share(logValues[network], logarithm)
        : IntStream.range(0, networks()).mapToDouble(k -> share(logValues[k], logarithm)).sum()
            / networks();
  }

  private double share(double[] sorted, double logarithm) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] > logarithm) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return (sorted.length - low) / (double) inputs;
  }
}
