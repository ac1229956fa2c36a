package io.brink.simulation;

import io.brink.network.Network;
import java.util.List;

/**
 * The figures of many random networks, one sample for each quantity: the result of {@link
 * Simulation#run}. Samples hold one figure for each network that was done, in the order of the
 * networks. Inputs count from 0.
 *
 * <p>Quantities that may leave the range of a double come as logarithms; {@link Summary#ofRatios}
 * summarises them relative to a reference.
 */
public final class SimulationResult {

  private final Network network;
  private final SimulationSettings settings;
  private final List<Integer> nodes;
  private final int inputs;
  private final int[] networks;
  private final double[][] forward;
  private final double[][] backward;
  private final double[][] singular;

  SimulationResult(
      Network network,
      SimulationSettings settings,
      List<Integer> nodes,
      int inputs,
      boolean[] done,
      double[][] forward,
      double[][] backward,
      double[][] singular) {
    this.network = network;
    this.settings = settings;
    this.nodes = nodes;
    this.inputs = inputs;
    this.forward = forward;
    this.backward = backward;
    this.singular = singular;
    int count = 0;
    for (boolean one : done) {
      count += one ? 1 : 0;
    }
    networks = new int[count];
    int next = 0;
    for (int i = 0; i < done.length; i++) {
      if (done[i]) {
        networks[next++] = i;
      }
    }
  }

  /** Figures of one node of a forward pass of k inputs: ln q, gaps, ln distances. */
  static int forwardFigures(int k) {
    return k + k * (k - 1);
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /** What was asked for. */
  public SimulationSettings settings() {
    return settings;
  }

  /** The nodes of which there are figures. */
  public List<Integer> nodes() {
    return nodes;
  }

  /** Number of inputs. */
  public int inputs() {
    return inputs;
  }

  /** Number of networks that were simulated; less than asked for if it was cancelled. */
  public int networks() {
    return networks.length;
  }

  /** ln q of an input at a node: q is the mean square over units. */
  public double[] logVariances(int node, int input) {
    return sample(forward, place(node) * forwardFigures(inputs) + checked(input));
  }

  /** 1 − c of two inputs at a node. */
  public double[] gaps(int node, int i, int j) {
    return sample(forward, place(node) * forwardFigures(inputs) + inputs + pair(i, j));
  }

  /** ln of the mean squared difference over units between two inputs at a node. */
  public double[] logDistances(int node, int i, int j) {
    int pairs = inputs * (inputs - 1) / 2;
    return sample(forward, place(node) * forwardFigures(inputs) + inputs + pairs + pair(i, j));
  }

  /**
   * ln χ: of the mean squared gradient per unit with respect to a node's tensor, 1 at the output.
   */
  public double[] logGradients(int node, int input) {
    return gradients(node, 0, input);
  }

  /** ln of the mean squared gradient with respect to one weight of the node. */
  public double[] logWeightGradients(int node, int input) {
    return parameterGradients(node, 1, input);
  }

  /** ln of the mean squared gradient with respect to one bias of the node. */
  public double[] logBiasGradients(int node, int input) {
    return parameterGradients(node, 2, input);
  }

  /**
   * The singular value of that rank, from 0 for the largest, of the Jacobian of the output with
   * respect to the first input; 0 where it has fewer.
   */
  public double[] singularValues(int rank) {
    if (rank < 0 || rank >= settings.singularValues()) {
      throw new IllegalArgumentException(
          settings.singularValues() + " singular values were computed, asked for number " + rank);
    }
    return sample(singular, rank);
  }

  private double[] parameterGradients(int node, int kind, int input) {
    if (!Simulation.isParameterised(network.node(node))) {
      throw new IllegalArgumentException(
          "node '"
              + network.node(node).name()
              + "' has no weights or biases; affine and convolution nodes have");
    }
    return gradients(node, kind, input);
  }

  private double[] gradients(int node, int kind, int input) {
    if (settings.passes() != SimulationSettings.Passes.FORWARD_AND_BACKWARD) {
      throw new IllegalArgumentException("gradients were not simulated");
    }
    return sample(backward, (3 * place(node) + kind) * inputs + checked(input));
  }

  private double[] sample(double[][] figures, int at) {
    double[] result = new double[networks.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = figures[networks[i]][at];
    }
    return result;
  }

  private int place(int node) {
    int place = nodes.indexOf(node);
    if (place < 0) {
      throw new IllegalArgumentException("node " + node + " was not observed");
    }
    return place;
  }

  private int checked(int input) {
    if (input < 0 || input >= inputs) {
      throw new IllegalArgumentException(
          "there are " + inputs + " inputs, counted from 0; asked for " + input);
    }
    return input;
  }

  private int pair(int i, int j) {
    int larger = Math.max(checked(i), checked(j));
    int smaller = Math.min(i, j);
    if (larger == smaller) {
      throw new IllegalArgumentException("a pair is of two inputs, got " + i + " twice");
    }
    return larger * (larger - 1) / 2 + smaller;
  }
}
