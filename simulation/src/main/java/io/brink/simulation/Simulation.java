package io.brink.simulation;

import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.sample.BackwardRun;
import io.brink.simulation.sample.ForwardRun;
import io.brink.simulation.sample.Inputs;
import io.brink.simulation.sample.JacobianSpectrum;
import io.brink.simulation.sample.NetworkPlan;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.sample.SignalMoments;
import io.brink.simulation.sample.Workspace;
import java.util.Arrays;
import java.util.List;

/**
 * The same inputs through many random networks of one graph.
 *
 * <p>Networks differ by their weights, biases and masks, and by the directions of inputs of which
 * only second moments are given ({@link io.brink.simulation.sample.InputGram}). Gradients start at
 * the output from one random direction of mean square 1 over units, the same for every input.
 */
public final class Simulation {

  /** Relative error bound of singular values. */
  private static final double SINGULAR_TOLERANCE = 1e-3;

  private static final int MOST_STEPS = 60;

  private final NetworkPlan plan;
  private final Inputs inputs;
  private final List<Integer> nodes;
  private final SimulationSettings settings;

  /**
   * A simulation.
   *
   * @param nodes indices of the nodes of which figures are wanted, in ascending order
   * @throws IllegalArgumentException if an orthogonal layer has fewer input units than there are
   *     inputs, or a node is unknown
   */
  public Simulation(
      Network network, Inputs inputs, List<Integer> nodes, SimulationSettings settings) {
    plan = new NetworkPlan(network);
    this.inputs = inputs;
    this.nodes = List.copyOf(nodes);
    this.settings = settings;
    int previous = -1;
    for (int node : nodes) {
      if (node <= previous || node >= network.size()) {
        throw new IllegalArgumentException(
            "nodes are ascending indices below " + network.size() + ", got " + nodes);
      }
      previous = node;
    }
    RandomNetwork.checkOrthogonal(plan, inputs.count());
  }

  /** Runs it. */
  public SimulationResult run() {
    return run(Progress.NONE);
  }

  /**
   * Runs it, or as much of it as {@code progress} allows.
   *
   * @throws IllegalArgumentException if values overflow, or the inputs do not fit the network
   */
  public SimulationResult run(Progress progress) {
    Figures figures = new Figures();
    boolean[] done = Ensemble.run(settings.networks(), settings.threads(), progress, figures);
    return new SimulationResult(
        plan.network(),
        settings,
        nodes,
        inputs.count(),
        done,
        figures.forward,
        figures.backward,
        figures.singular);
  }

  /** Figures by network: of each node in turn, see {@link SimulationResult}. */
  private final class Figures implements Ensemble.Task {
    final double[][] forward = new double[settings.networks()][];
    final double[][] backward = new double[settings.networks()][];
    final double[][] singular = new double[settings.networks()][];
    final boolean[] observed = new boolean[plan.network().size()];
    final int[] place = new int[plan.network().size()];

    Figures() {
      Arrays.fill(place, -1);
      for (int i = 0; i < nodes.size(); i++) {
        observed[nodes.get(i)] = true;
        place[nodes.get(i)] = i;
      }
    }

    @Override
    public void run(int index, Workspace workspace) {
      int k = inputs.count();
      int stride = SimulationResult.forwardFigures(k);
      double[] moments = new double[nodes.size() * stride];
      forward[index] = moments;
      try (RandomNetwork network =
          new RandomNetwork(plan, settings.sampling(), settings.seed(), index, workspace)) {
        if (settings.passes() == Passes.FORWARD && settings.singularValues() == 0) {
          network.forwardOnce(
              inputs, observed, (node, found) -> write(found, moments, place[node] * stride));
          return;
        }
        ForwardRun run = network.forward(inputs);
        for (int i = 0; i < nodes.size(); i++) {
          write(run.moments(nodes.get(i)), moments, i * stride);
        }
        if (settings.singularValues() > 0) {
          singular[index] = singularValues(network, run);
        }
        if (settings.passes() == Passes.FORWARD_AND_BACKWARD) {
          try (BackwardRun back = network.lastBackwardFromRandom(run, observed)) {
            backward[index] = gradients(back, k);
          }
        }
      }
    }

    private void write(SignalMoments found, double[] moments, int at) {
      int next = at;
      for (int i = 0; i < found.inputs(); i++) {
        moments[next++] = found.logMeanSquare(i);
      }
      for (int i = 1; i < found.inputs(); i++) {
        for (int j = 0; j < i; j++) {
          moments[next++] = found.gap(i, j);
        }
      }
      for (int i = 1; i < found.inputs(); i++) {
        for (int j = 0; j < i; j++) {
          moments[next++] = found.logMeanSquaredDistance(i, j);
        }
      }
    }

    private double[] gradients(BackwardRun back, int k) {
      double[] result = new double[nodes.size() * 3 * k];
      int next = 0;
      for (int node : nodes) {
        boolean parameterised = isParameterised(plan.network().node(node));
        for (int j = 0; j < k; j++) {
          result[next++] = back.logActivation(node, j);
        }
        for (int j = 0; j < k; j++) {
          result[next++] = parameterised ? back.logWeight(node, j) : Double.NaN;
        }
        for (int j = 0; j < k; j++) {
          result[next++] = parameterised ? back.logBias(node, j) : Double.NaN;
        }
      }
      return result;
    }

    private double[] singularValues(RandomNetwork network, ForwardRun run) {
      JacobianSpectrum spectrum =
          JacobianSpectrum.largest(
              network, run, 0, settings.singularValues(), SINGULAR_TOLERANCE, MOST_STEPS);
      return Arrays.copyOf(spectrum.values(), settings.singularValues());
    }
  }

  static boolean isParameterised(Node node) {
    return node.operation() instanceof Operation.Affine
        || node.operation() instanceof Operation.Convolution;
  }
}
