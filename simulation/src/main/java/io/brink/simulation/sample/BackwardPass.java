package io.brink.simulation.sample;

import io.brink.activation.Activation;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;
import java.util.Arrays;
import java.util.List;

/** One pass of gradients from the output of a random network to its input. */
final class BackwardPass {

  private static final double LN2 = Math.log(2);

  private final RandomNetwork network;
  private final NetworkPlan plan;
  private final ForwardRun forward;
  private final int[] inputOf;
  private final Arena arena;
  private final Gradient[] gradients;
  private final BackwardRun run;
  private final boolean[] observed;
  private final boolean last;

  /**
   * A pass.
   *
   * @param observed nodes of which mean squares are recorded; null for all
   * @param last whether no weight is used after this pass
   */
  BackwardPass(
      RandomNetwork network, ForwardRun forward, int[] inputOf, boolean[] observed, boolean last) {
    this.network = network;
    this.plan = network.plan;
    this.forward = forward;
    this.inputOf = inputOf;
    this.observed = observed;
    this.last = last;
    arena = network.workspace.arena;
    gradients = new Gradient[plan.network.size()];
    run = new BackwardRun(network, plan.network.size());
    for (int input : inputOf) {
      if (input < 0 || input >= forward.inputs()) {
        throw new IllegalArgumentException(
            "a gradient belongs to input " + input + "; there are " + forward.inputs());
      }
    }
  }

  BackwardRun run(double[][] atOutput) {
    int output = plan.network.size() - 1;
    gradients[output] =
        Gradient.of(
            arena, atOutput, plan.pixels[output], plan.width[output], plan.network.output().name());
    for (int i = output; i >= 0; i--) {
      Node node = plan.network.node(i);
      Gradient gradient = gradients[i];
      gradient.normalise();
      if (observed == null || observed[i]) {
        record(node, gradient);
      }
      back(node, gradient);
      if (i == 0) {
        run.kept[0] = gradient;
      } else {
        arena.give(gradient.columns);
      }
      gradients[i] = null;
    }
    return run;
  }

  private void record(Node node, Gradient gradient) {
    int i = node.index();
    double units = (double) gradient.pixels * gradient.width;
    run.logActivation[i] = new double[gradient.count];
    for (int j = 0; j < gradient.count; j++) {
      run.logActivation[i][j] = Math.log(gradient.square(j) / units) + 2 * gradient.exponent * LN2;
    }
    switch (node.operation()) {
      case Operation.Affine _, Operation.Convolution _ -> {
        run.logWeight[i] = new double[gradient.count];
        run.logBias[i] = new double[gradient.count];
        Signal in = forward.signals[node.inputs().getFirst()];
        for (int j = 0; j < gradient.count; j++) {
          double exponent = 2 * gradient.exponent * LN2;
          run.logBias[i][j] = Math.log(biasSquare(gradient, j) / gradient.width) + exponent;
          run.logWeight[i][j] =
              Math.log(weightMeanSquare(i, in, gradient, j)) + exponent + 2 * in.exponent * LN2;
        }
      }
      case Operation.Input _,
          Operation.Nonlinearity _,
          Operation.WeightedSum _,
          Operation.LayerNormalisation _,
          Operation.Scale _,
          Operation.Dropout _,
          Operation.AveragePooling _,
          Operation.Flatten _ -> {}
    }
  }

  /** Σ over channels of the squared sum over pixels. */
  private double biasSquare(Gradient gradient, int j) {
    if (gradient.pixels == 1) {
      return gradient.square(j);
    }
    double[] sum = arena.takeZeros(gradient.width);
    for (int pixel = 0; pixel < gradient.pixels; pixel++) {
      Vectors.add(gradient.width, 1, gradient.column(j, pixel), sum);
    }
    double square = Vectors.dot(gradient.width, sum, sum);
    arena.give(sum);
    return square;
  }

  /** Mean square of the entries of Σ over pixels of δ xᵀ, by the products of the pixels. */
  private double weightMeanSquare(int node, Signal in, Gradient gradient, int j) {
    int taps = plan.taps[node] == null ? 1 : plan.taps[node][0].length;
    double entries = (double) gradient.width * in.width * taps;
    double[] scratch = arena.take(in.width);
    double[] other = arena.take(in.width);
    double sum = 0;
    for (int p = 0; p < gradient.pixels; p++) {
      for (int q = 0; q <= p; q++) {
        double delta = Vectors.dot(gradient.width, gradient.column(j, p), gradient.column(j, q));
        double product = 0;
        for (int tap = 0; tap < taps; tap++) {
          int source = source(node, p, tap);
          int second = source(node, q, tap);
          if (source >= 0 && second >= 0) {
            double[] x = in.value(inputOf[j], source, scratch);
            double[] y = source == second ? x : in.value(inputOf[j], second, other);
            product += Vectors.dot(in.width, x, y);
          }
        }
        sum += (p == q ? 1 : 2) * delta * product;
      }
    }
    arena.give(scratch);
    arena.give(other);
    return Math.max(sum, 0) / entries;
  }

  private int source(int node, int pixel, int tap) {
    if (plan.taps[node] != null) {
      return plan.taps[node][pixel][tap];
    }
    return plan.centre[node] == null ? pixel : plan.centre[node][pixel];
  }

  private void back(Node node, Gradient gradient) {
    int i = node.index();
    switch (node.operation()) {
      case Operation.Input _ -> {}
      case Operation.Affine _, Operation.Convolution _ -> weighted(node, gradient);
      case Operation.Nonlinearity(Activation activation) -> nonlinear(node, activation, gradient);
      case Operation.WeightedSum(List<Double> weights) -> {
        for (int k = 0; k < weights.size(); k++) {
          receive(node.inputs().get(k), weights.get(k), gradient);
        }
      }
      case Operation.LayerNormalisation _ -> normalised(node, gradient);
      case Operation.Scale(double factor) -> receive(node.inputs().getFirst(), factor, gradient);
      case Operation.Dropout(double rate) -> {
        if (rate == 0) {
          receive(node.inputs().getFirst(), 1, gradient);
        } else {
          masked(node, forward.masks[i], gradient);
        }
      }
      case Operation.AveragePooling(Pooling pooling) -> pooled(node, pooling, gradient);
      case Operation.Flatten _ -> flattened(node, gradient);
    }
  }

  /** Adds factor·gradient, which stays the caller's, to that of a node. */
  private void receive(int node, double factor, Gradient gradient) {
    if (gradients[node] != null) {
      gradients[node].add(factor, gradient);
      return;
    }
    Gradient copy = gradient.like(arena, gradient.pixels, gradient.width);
    for (int column = 0; column < copy.columns.length; column++) {
      Vectors.scale(copy.width, factor, gradient.columns[column], copy.columns[column]);
    }
    gradients[node] = copy;
  }

  /** Adds a gradient, which is given away, to that of a node. */
  private void receive(int node, Gradient gradient) {
    if (gradients[node] == null) {
      gradients[node] = gradient;
    } else {
      gradients[node].add(1, gradient);
      arena.give(gradient.columns);
    }
  }

  private Gradient below(Node node, Gradient gradient) {
    int input = node.inputs().getFirst();
    return gradient.like(arena, plan.pixels[input], plan.width[input]);
  }

  private void weighted(Node node, Gradient gradient) {
    int i = node.index();
    Gradient result = below(node, gradient);
    int taps = plan.taps[i] == null ? 1 : plan.taps[i][0].length;
    double[][] patches =
        plan.taps[i] == null && plan.centre[i] == null
            ? result.columns
            : arena.take(gradient.columns.length, result.width * taps);
    network
        .weight(i, gradient.columns.length)
        .applyTransposed(gradient.columns.length, gradient.columns, patches);
    if (last) {
      // Its arrays are still in the cache, and serve the next layer.
      network.closeWeight(i);
    }
    if (patches != result.columns) {
      for (double[] column : result.columns) {
        Arrays.fill(column, 0);
      }
      for (int j = 0; j < gradient.count; j++) {
        for (int pixel = 0; pixel < gradient.pixels; pixel++) {
          double[] patch = patches[j * gradient.pixels + pixel];
          for (int tap = 0; tap < taps; tap++) {
            int source = source(i, pixel, tap);
            if (source >= 0) {
              double[] sum = result.column(j, source);
              int at = tap * result.width;
              for (int unit = 0; unit < result.width; unit++) {
                sum[unit] += patch[at + unit];
              }
            }
          }
        }
      }
      arena.give(patches);
    }
    receive(node.inputs().getFirst(), result);
  }

  private void nonlinear(Node node, Activation activation, Gradient gradient) {
    Signal in = forward.signals[node.inputs().getFirst()];
    Gradient result = gradient.like(arena, gradient.pixels, gradient.width);
    Slopes slopes = new Slopes(plan, arena, node.index(), activation, in);
    for (int pixel = 0; pixel < gradient.pixels; pixel++) {
      for (int j = 0; j < gradient.count; j++) {
        double[] slope = slopes.of(inputOf[j], pixel);
        double[] g = gradient.column(j, pixel);
        double[] out = result.column(j, pixel);
        for (int unit = 0; unit < gradient.width; unit++) {
          out[unit] = slope[unit] * g[unit];
        }
      }
    }
    result.exponent += slopes.exponent();
    slopes.close();
    receive(node.inputs().getFirst(), result);
  }

  private void normalised(Node node, Gradient gradient) {
    Signal in = forward.signals[node.inputs().getFirst()];
    Gradient result = gradient.like(arena, gradient.pixels, gradient.width);
    LayerNorm.derivative(in, inputOf, gradient, result, arena);
    receive(node.inputs().getFirst(), result);
  }

  private void masked(Node node, double[][] masks, Gradient gradient) {
    Gradient result = gradient.like(arena, gradient.pixels, gradient.width);
    for (int j = 0; j < gradient.count; j++) {
      for (int pixel = 0; pixel < gradient.pixels; pixel++) {
        double[] mask = masks[inputOf[j] * gradient.pixels + pixel];
        double[] g = gradient.column(j, pixel);
        double[] out = result.column(j, pixel);
        for (int unit = 0; unit < gradient.width; unit++) {
          out[unit] = mask[unit] * g[unit];
        }
      }
    }
    receive(node.inputs().getFirst(), result);
  }

  private void pooled(Node node, Pooling pooling, Gradient gradient) {
    int[][] windows = ForwardPass.windows(node, pooling, plan);
    Gradient result = below(node, gradient);
    for (double[] column : result.columns) {
      Arrays.fill(column, 0);
    }
    for (int j = 0; j < gradient.count; j++) {
      for (int pixel = 0; pixel < gradient.pixels; pixel++) {
        for (int source : windows[pixel]) {
          Vectors.add(
              result.width,
              1.0 / windows[pixel].length,
              gradient.column(j, pixel),
              result.column(j, source));
        }
      }
    }
    receive(node.inputs().getFirst(), result);
  }

  private void flattened(Node node, Gradient gradient) {
    Gradient result = below(node, gradient);
    for (int j = 0; j < gradient.count; j++) {
      for (int pixel = 0; pixel < result.pixels; pixel++) {
        System.arraycopy(
            gradient.columns[j], pixel * result.width, result.column(j, pixel), 0, result.width);
      }
    }
    receive(node.inputs().getFirst(), result);
  }
}
