package io.brink.simulation.sample;

import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.WeightLaw;
import io.brink.simulation.random.RandomStream;
import io.brink.simulation.weight.RandomWeight;
import io.brink.simulation.weight.WeightSampler;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One network at random initialisation, of finite width: its weights and biases are those of a seed
 * and an index, and stay the same through any number of passes in both directions.
 *
 * <p>With {@link WeightSampling#EXACT} no weight matrix exists; each pass is drawn from its
 * distribution given all earlier ones, at a cost per layer of width N of O(N k (k + r)) for k
 * columns after r others. Where one network is to be used for more passes than that pays for (r
 * approaching the width, as in gradient descent on inputs), {@link WeightSampling#HELD} draws the
 * matrices once.
 *
 * <p>Not thread-safe. Close it to use its arrays for the next network.
 */
public final class RandomNetwork implements AutoCloseable {

  /** What a stream of random numbers is for. */
  private enum Purpose {
    WEIGHT,
    BIAS,
    MASK,
    INPUT,
    COTANGENT
  }

  final NetworkPlan plan;
  final Workspace workspace;
  private final long seed;
  private final long index;
  private final WeightSampler sampler;
  private final RandomWeight[] weights;
  private final double[][] biases;
  private final List<ForwardRun> runs = new ArrayList<>();
  private int passes;
  private int cotangents;

  /**
   * A network.
   *
   * @param plan the translated network
   * @param sampling how weights are sampled
   * @param seed seed of a simulation
   * @param index number of the network in it: networks of different index are independent
   * @param workspace arrays of this thread; several networks that are open at a time may share it
   */
  public RandomNetwork(
      NetworkPlan plan, WeightSampling sampling, long seed, long index, Workspace workspace) {
    this.plan = plan;
    this.workspace = workspace;
    this.seed = seed;
    this.index = index;
    sampler = new WeightSampler(sampling, workspace.arena);
    weights = new RandomWeight[plan.network.size()];
    biases = new double[plan.network.size()][];
  }

  /** A network with a workspace of its own. */
  public static RandomNetwork of(Network network, WeightSampling sampling, long seed, long index) {
    return new RandomNetwork(new NetworkPlan(network), sampling, seed, index, new Workspace());
  }

  /** The network's graph. */
  public Network network() {
    return plan.network;
  }

  /**
   * Sends inputs through the network and keeps all tensors.
   *
   * @throws IllegalArgumentException if the inputs do not fit, or if there are more of them than
   *     inputs of an orthogonal layer
   */
  public ForwardRun forward(Inputs inputs) {
    checkOrthogonal(plan, inputs.count());
    ForwardRun run = new ForwardRun(plan);
    runs.add(run);
    new ForwardPass(this, run, passes++, null).run(inputs);
    return run;
  }

  /**
   * Sends inputs through the network once and keeps nothing: the fastest way to what {@code
   * observer} is told. No other pass may be made through this network, before or after.
   *
   * @param observed nodes of which the moments are wanted
   */
  public void forwardOnce(Inputs inputs, boolean[] observed, SignalObserver observer) {
    checkOrthogonal(plan, inputs.count());
    if (passes++ > 0) {
      throw new IllegalStateException("a pass that keeps nothing must be the only one");
    }
    ForwardRun run = new ForwardRun(plan);
    new ForwardPass(this, run, 0, new ForwardPass.Passing(observed, observer)).run(inputs);
  }

  /**
   * Sends gradients back, one for each input: the derivatives of loss_j, a function of the output
   * for input j, with respect to the tensors of input j.
   *
   * @param run the forward pass, of this network
   * @param atOutput derivatives with respect to the output, one array for each input, laid out as
   *     {@link ForwardRun#values}
   */
  public BackwardRun backward(ForwardRun run, double[][] atOutput) {
    int[] inputOf = new int[atOutput.length];
    for (int j = 0; j < inputOf.length; j++) {
      inputOf[j] = j;
    }
    return backward(run, inputOf, atOutput);
  }

  /**
   * Sends gradients back, any number for each input.
   *
   * @param inputOf for each gradient, the input to which it belongs
   */
  public BackwardRun backward(ForwardRun run, int[] inputOf, double[][] atOutput) {
    return new BackwardPass(this, run, inputOf, null, false).run(atOutput);
  }

  /**
   * One gradient for each input of the run, all the same at the output: a vector of uniformly
   * distributed direction and mean square 1 over units.
   */
  public BackwardRun backwardFromRandom(ForwardRun run) {
    return backwardFromRandom(run, null, false);
  }

  /**
   * {@link #backwardFromRandom(ForwardRun)} as the last pass through this network, whose weights
   * are given up one after the other.
   *
   * @param observed nodes of which mean squares are wanted
   */
  public BackwardRun lastBackwardFromRandom(ForwardRun run, boolean[] observed) {
    return backwardFromRandom(run, observed, true);
  }

  private BackwardRun backwardFromRandom(ForwardRun run, boolean[] observed, boolean last) {
    int output = plan.network.size() - 1;
    int size = plan.width[output] * plan.pixels[output];
    double[] direction = new double[size];
    stream(output, Purpose.COTANGENT, cotangents++).normals(direction, size);
    double sum = 0;
    for (double value : direction) {
      sum += value * value;
    }
    double factor = Math.sqrt(size / sum);
    for (int i = 0; i < size; i++) {
      direction[i] *= factor;
    }
    double[][] atOutput = new double[run.inputs()][];
    int[] inputOf = new int[atOutput.length];
    Arrays.fill(atOutput, direction);
    Arrays.setAll(inputOf, j -> j);
    return new BackwardPass(this, run, inputOf, observed, last).run(atOutput);
  }

  /**
   * Jacobian times vectors: the derivatives of the output for one input along directions of the
   * input.
   *
   * @param atInput directions, laid out as {@link ForwardRun#values} of node 0
   * @return one array for each direction, laid out as the output's values
   */
  public double[][] jacobianTimes(ForwardRun run, int input, double[][] atInput) {
    return new TangentPass(this, run, input).run(atInput);
  }

  /**
   * The same between two nodes of a chain: the derivatives of node {@code to} along directions of
   * node {@code from}.
   *
   * @throws IllegalArgumentException unless every node after {@code from}, up to {@code to}, reads
   *     the one before it and nothing else
   */
  public double[][] jacobianTimes(ForwardRun run, int input, int from, int to, double[][] at) {
    for (int i = from + 1; i <= to; i++) {
      if (!plan.network.node(i).inputs().equals(List.of(i - 1))) {
        throw new IllegalArgumentException(
            "node '" + plan.network.node(i).name() + "' is not part of a chain");
      }
    }
    return new TangentPass(this, run, input).run(from, to, at);
  }

  /** Transposed Jacobian times vectors: gradients at the input, one for each at the output. */
  public double[][] transposedJacobianTimes(ForwardRun run, int input, double[][] atOutput) {
    int[] inputOf = new int[atOutput.length];
    Arrays.fill(inputOf, input);
    BackwardRun back = backward(run, inputOf, atOutput);
    double[][] result = new double[atOutput.length][];
    for (int j = 0; j < result.length; j++) {
      result[j] = back.values(0, j);
    }
    back.close();
    return result;
  }

  /** Gives a run's arrays back before the network is closed. */
  public void release(ForwardRun run) {
    if (runs.remove(run)) {
      free(run);
    }
  }

  private void free(ForwardRun run) {
    for (Signal signal : run.signals) {
      if (signal != null) {
        workspace.arena.give(signal.columns);
      }
    }
  }

  @Override
  public void close() {
    runs.forEach(this::free);
    runs.clear();
    for (RandomWeight weight : weights) {
      if (weight != null) {
        weight.close();
      }
    }
    for (double[] bias : biases) {
      workspace.arena.give(bias);
    }
  }

  /** The weight of an affine node or convolution, which this network keeps. */
  RandomWeight weight(int node, long directions) {
    if (weights[node] == null) {
      WeightShape shape = WeightShape.of(plan, node);
      weights[node] =
          sampler.weight(
              shape.law(),
              shape.fanIn(),
              shape.fanOut(),
              shape.variance(),
              directions,
              () -> stream(node, Purpose.WEIGHT, 0));
    }
    return weights[node];
  }

  /** Gives up a weight that is not used again. */
  void closeWeight(int node) {
    weights[node].close();
    weights[node] = null;
  }

  /** The product of a weight that is used this once. */
  void applyOnce(int node, int k, double[][] x, double[][] out) {
    WeightShape shape = WeightShape.of(plan, node);
    sampler.applyOnce(
        shape.law(),
        shape.fanIn(),
        shape.fanOut(),
        shape.variance(),
        k,
        x,
        out,
        () -> stream(node, Purpose.WEIGHT, 0));
  }

  /** The biases of a node, or null if it has none. */
  double[] bias(int node) {
    double variance = WeightShape.of(plan, node).biasVariance();
    if (biases[node] == null && variance > 0) {
      int width = plan.width[node];
      double[] bias = workspace.arena.take(width);
      stream(node, Purpose.BIAS, 0).normals(bias, width);
      double deviation = Math.sqrt(variance);
      for (int i = 0; i < width; i++) {
        bias[i] *= deviation;
      }
      biases[node] = bias;
    }
    return biases[node];
  }

  /** Gives the biases of a node back that are not needed again. */
  void dropBias(int node) {
    workspace.arena.give(biases[node]);
    biases[node] = null;
  }

  RandomStream maskStream(int node, int pass) {
    return stream(node, Purpose.MASK, pass);
  }

  RandomStream inputStream(int pass) {
    return stream(0, Purpose.INPUT, pass);
  }

  private RandomStream stream(int node, Purpose purpose, int turn) {
    return RandomStream.of(seed, index, node, purpose.ordinal(), turn);
  }

  /**
   * Checks that no orthogonal layer gets more inputs than it has units below.
   *
   * @throws IllegalArgumentException naming the layer
   */
  public static void checkOrthogonal(NetworkPlan plan, int inputs) {
    for (var node : plan.network.nodes()) {
      if (node.operation() instanceof Operation.Affine affine
          && affine.weightLaw() == WeightLaw.ORTHOGONAL) {
        int fanIn = plan.width[node.inputs().getFirst()];
        if (inputs > fanIn) {
          throw new IllegalArgumentException(
              "node '"
                  + node.name()
                  + "' has orthogonal weights and "
                  + fanIn
                  + (fanIn == 1 ? " input unit" : " input units")
                  + "; it takes at most as many inputs of the network at a time, got "
                  + inputs);
        }
      }
    }
  }

  /** Size and law of the matrix of a node. */
  private record WeightShape(
      WeightLaw law, int fanIn, int fanOut, double variance, double biasVariance) {

    static WeightShape of(NetworkPlan plan, int node) {
      int below = plan.width[plan.network.node(node).inputs().getFirst()];
      int width = plan.width[node];
      return switch (plan.network.node(node).operation()) {
        case Operation.Affine affine ->
            new WeightShape(
                affine.weightLaw(), below, width, affine.weightVariance(), affine.biasVariance());
        case Operation.Convolution convolution ->
            new WeightShape(
                convolution.filterLaw() == FilterLaw.ORTHOGONAL_DELTA
                    ? WeightLaw.ORTHOGONAL
                    : WeightLaw.GAUSSIAN,
                plan.taps[node] == null
                    ? below
                    : below * convolution.kernel() * convolution.kernel(),
                width,
                convolution.weightVariance(),
                convolution.biasVariance());
        default -> throw new IllegalArgumentException("node " + node + " has no weights");
      };
    }
  }
}
