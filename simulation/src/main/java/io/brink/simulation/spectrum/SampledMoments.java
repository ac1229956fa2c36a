package io.brink.simulation.spectrum;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.propagation.InputPair;
import io.brink.simulation.Ensemble;
import io.brink.simulation.Progress;
import io.brink.simulation.random.RandomStream;
import io.brink.simulation.sample.ForwardRun;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.NetworkPlan;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.sample.Workspace;
import io.brink.simulation.weight.WeightSampling;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Mean squares and fourth powers of the singular values of wide random networks, by one random
 * direction v each: for a network's Jacobian J with n columns and a uniform v of length 1, n⁻¹ Σ s²
 * is the mean over v of ‖Jv‖², and n⁻¹ Σ s⁴ that of ‖JᵀJv‖².
 *
 * <p>Weights are {@linkplain WeightSampling#EXACT sampled without their matrices}: L layers of
 * width N cost of the order of LN, where all singular values cost LN³. So these moments can be had
 * at widths at which their bias, of the order of 1/N, is far below one per cent of a weight
 * variance.
 *
 * @param logMeanSquares for each network ln ‖Jv‖²
 * @param logMeanFourthPowers for each network ln ‖JᵀJv‖²
 */
public record SampledMoments(double[] logMeanSquares, double[] logMeanFourthPowers) {

  private static final long DIRECTION = 0x6a09e667f3bcc908L;

  /** One network's. */
  private record Found(double square, double fourth) {}

  /**
   * Draws networks.
   *
   * @param network whose output is one tensor without pixels
   * @param inputVariance mean square of the input
   * @param networks number of networks, at least 1
   * @return those that were done before {@code progress} cancelled
   */
  public static SampledMoments draw(
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
    InputGram inputs =
        InputGram.of(InputPair.ofEqualLengths(inputVariance, Correlation.ofValue(0.5)));
    Found[] found = new Found[networks];
    Ensemble.run(
        networks,
        threads,
        progress,
        (index, workspace) -> found[index] = moments(plan, inputs, seed, index, workspace));
    Found[] done = Stream.of(found).filter(Objects::nonNull).toArray(Found[]::new);
    return new SampledMoments(
        Stream.of(done).mapToDouble(Found::square).toArray(),
        Stream.of(done).mapToDouble(Found::fourth).toArray());
  }

  private static Found moments(
      NetworkPlan plan, InputGram inputs, long seed, int index, Workspace workspace) {
    try (RandomNetwork network =
        new RandomNetwork(plan, WeightSampling.EXACT, seed, index, workspace)) {
      ForwardRun run = network.forward(inputs);
      double[] direction = new double[network.network().node(0).shape().width()];
      RandomStream.of(seed, index, DIRECTION).normals(direction, direction.length);
      double[] image = network.jacobianTimes(run, 0, new double[][] {direction})[0];
      double[] back = network.transposedJacobianTimes(run, 0, new double[][] {image})[0];
      double length = logSquare(direction);
      return new Found(logSquare(image) - length, logSquare(back) - length);
    }
  }

  private static double logSquare(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (double value : vector) {
      sum += value / largest * (value / largest);
    }
    return 2 * Math.log(largest) + Math.log(sum);
  }
}
