package io.brink.simulation.sample;

/**
 * Gradients of one random network: the result of {@link RandomNetwork#backward}. Closing it gives
 * its arrays back.
 *
 * <p>Mean squares are per unit (activations), per weight and per bias, as those of {@code
 * io.brink.propagation.BackwardTrace}, but not divided by that at the output.
 */
public final class BackwardRun implements AutoCloseable {

  private final RandomNetwork network;
  final double[][] logActivation;
  final double[][] logWeight;
  final double[][] logBias;
  final Gradient[] kept;

  BackwardRun(RandomNetwork network, int nodes) {
    this.network = network;
    logActivation = new double[nodes][];
    logWeight = new double[nodes][];
    logBias = new double[nodes][];
    kept = new Gradient[nodes];
  }

  /**
   * ln of the mean square over units of gradient {@code j} with respect to a node's tensor; −∞
   * where it is 0.
   */
  public double logActivation(int node, int j) {
    if (logActivation[node] == null) {
      throw new IllegalArgumentException(
          "node '" + network.network().node(node).name() + "' was not observed");
    }
    return logActivation[node][j];
  }

  /**
   * ln of the mean squared derivative with respect to one weight of an affine node or convolution.
   *
   * @throws IllegalArgumentException if the node has no weights
   */
  public double logWeight(int node, int j) {
    return parameter(logWeight, node)[j];
  }

  /**
   * ln of the mean squared derivative with respect to one bias of an affine node or convolution.
   *
   * @throws IllegalArgumentException if the node has no biases
   */
  public double logBias(int node, int j) {
    return parameter(logBias, node)[j];
  }

  private double[] parameter(double[][] logs, int node) {
    if (logs[node] == null) {
      throw new IllegalArgumentException(
          "node '"
              + network.network().node(node).name()
              + "' was not observed or has no weights; affine and convolution nodes have");
    }
    return logs[node];
  }

  /** Gradient {@code j} at the network's input (node 0), laid out as {@link ForwardRun#values}. */
  public double[] values(int node, int j) {
    if (kept[node] == null) {
      throw new IllegalArgumentException(
          "of the gradients only those at the input, node 0, are kept, asked for node " + node);
    }
    return kept[node].values(j);
  }

  @Override
  public void close() {
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != null) {
        network.workspace.arena.give(kept[i].columns);
        kept[i] = null;
      }
    }
  }
}
