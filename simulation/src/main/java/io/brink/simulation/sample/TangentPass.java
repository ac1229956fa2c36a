package io.brink.simulation.sample;

import io.brink.activation.Activation;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;
import java.util.Arrays;
import java.util.List;

/** One pass of tangents, directions of one input, from the input of a network to its output. */
final class TangentPass {

  private final RandomNetwork network;
  private final NetworkPlan plan;
  private final ForwardRun forward;
  private final int input;
  private final Arena arena;
  private final Gradient[] tangents;
  private final int[] readers;

  TangentPass(RandomNetwork network, ForwardRun forward, int input) {
    this.network = network;
    this.plan = network.plan;
    this.forward = forward;
    this.input = input;
    arena = network.workspace.arena;
    tangents = new Gradient[plan.network.size()];
    readers = new int[plan.network.size()];
  }

  double[][] run(double[][] atInput) {
    int output = plan.network.size() - 1;
    for (Node node : plan.network.nodes()) {
      int i = node.index();
      tangents[i] = tangent(node, atInput);
      tangents[i].normalise();
      readers[i] = plan.network.consumerCount(i);
      for (int source : node.inputs()) {
        if (--readers[source] == 0) {
          arena.give(tangents[source].columns);
          tangents[source] = null;
        }
      }
    }
    double[][] result = new double[atInput.length][];
    for (int j = 0; j < result.length; j++) {
      result[j] = tangents[output].values(j);
    }
    arena.give(tangents[output].columns);
    return result;
  }

  /** Through nodes from + 1 to {@code to} of a chain, where each node reads the one before. */
  double[][] run(int from, int to, double[][] at) {
    Gradient gradient =
        Gradient.of(arena, at, plan.pixels[from], plan.width[from], plan.network.node(from).name());
    tangents[from] = gradient;
    for (int i = from + 1; i <= to; i++) {
      tangents[i] = tangent(plan.network.node(i), at);
      tangents[i].normalise();
      arena.give(tangents[i - 1].columns);
    }
    double[][] result = new double[at.length][];
    for (int j = 0; j < result.length; j++) {
      result[j] = tangents[to].values(j);
    }
    arena.give(tangents[to].columns);
    return result;
  }

  private Gradient tangent(Node node, double[][] atInput) {
    int i = node.index();
    Gradient in = node.inputs().isEmpty() ? null : tangents[node.inputs().getFirst()];
    return switch (node.operation()) {
      case Operation.Input _ ->
          Gradient.of(arena, atInput, plan.pixels[i], plan.width[i], node.name());
      case Operation.Affine _, Operation.Convolution _ -> weighted(i, in);
      case Operation.Nonlinearity(Activation activation) -> nonlinear(node, activation, in);
      case Operation.WeightedSum(List<Double> weights) -> sum(node, weights);
      case Operation.LayerNormalisation _ -> {
        int[] inputOf = new int[in.count];
        Arrays.fill(inputOf, input);
        Gradient out = in.like(arena, in.pixels, in.width);
        LayerNorm.derivative(forward.signals[node.inputs().getFirst()], inputOf, in, out, arena);
        yield out;
      }
      case Operation.Scale(double factor) -> scaled(factor, in);
      case Operation.Dropout(double rate) ->
          rate == 0 ? scaled(1, in) : masked(forward.masks[i], in);
      case Operation.AveragePooling(Pooling pooling) -> pooled(node, pooling, in);
      case Operation.Flatten _ -> flattened(in);
    };
  }

  private Gradient weighted(int node, Gradient in) {
    Gradient out = in.like(arena, plan.pixels[node], plan.width[node]);
    double[][] columns = in.columns;
    boolean patched = plan.taps[node] != null;
    if (patched || plan.centre[node] != null) {
      int taps = patched ? plan.taps[node][0].length : 1;
      columns = new double[out.columns.length][];
      for (int j = 0; j < in.count; j++) {
        for (int pixel = 0; pixel < out.pixels; pixel++) {
          columns[j * out.pixels + pixel] =
              patched
                  ? patch(plan.taps[node][pixel], taps, in, j)
                  : in.column(j, plan.centre[node][pixel]);
        }
      }
    }
    network.weight(node, columns.length).apply(columns.length, columns, out.columns);
    if (patched) {
      arena.give(columns);
    }
    return out;
  }

  private double[] patch(int[] sources, int taps, Gradient in, int j) {
    double[] patch = arena.takeZeros(taps * in.width);
    for (int tap = 0; tap < taps; tap++) {
      if (sources[tap] >= 0) {
        System.arraycopy(in.column(j, sources[tap]), 0, patch, tap * in.width, in.width);
      }
    }
    return patch;
  }

  private Gradient nonlinear(Node node, Activation activation, Gradient in) {
    Signal at = forward.signals[node.inputs().getFirst()];
    Gradient out = in.like(arena, in.pixels, in.width);
    Slopes slopes = new Slopes(plan, arena, node.index(), activation, at);
    for (int pixel = 0; pixel < in.pixels; pixel++) {
      double[] slope = slopes.of(input, pixel);
      for (int j = 0; j < in.count; j++) {
        double[] t = in.column(j, pixel);
        double[] result = out.column(j, pixel);
        for (int unit = 0; unit < in.width; unit++) {
          result[unit] = slope[unit] * t[unit];
        }
      }
    }
    out.exponent += slopes.exponent();
    slopes.close();
    return out;
  }

  private Gradient sum(Node node, List<Double> weights) {
    Gradient out = scaled(weights.getFirst(), tangents[node.inputs().getFirst()]);
    for (int k = 1; k < weights.size(); k++) {
      out.add(weights.get(k), tangents[node.inputs().get(k)]);
    }
    return out;
  }

  private Gradient scaled(double factor, Gradient in) {
    Gradient out = in.like(arena, in.pixels, in.width);
    for (int column = 0; column < in.columns.length; column++) {
      Vectors.scale(in.width, factor, in.columns[column], out.columns[column]);
    }
    return out;
  }

  private Gradient masked(double[][] masks, Gradient in) {
    Gradient out = in.like(arena, in.pixels, in.width);
    for (int j = 0; j < in.count; j++) {
      for (int pixel = 0; pixel < in.pixels; pixel++) {
        double[] mask = masks[input * in.pixels + pixel];
        double[] t = in.column(j, pixel);
        double[] result = out.column(j, pixel);
        for (int unit = 0; unit < in.width; unit++) {
          result[unit] = mask[unit] * t[unit];
        }
      }
    }
    return out;
  }

  private Gradient pooled(Node node, Pooling pooling, Gradient in) {
    int[][] windows = ForwardPass.windows(node, pooling, plan);
    Gradient out = in.like(arena, plan.pixels[node.index()], plan.width[node.index()]);
    for (int j = 0; j < in.count; j++) {
      for (int pixel = 0; pixel < out.pixels; pixel++) {
        double[] sum = out.column(j, pixel);
        Arrays.fill(sum, 0);
        for (int source : windows[pixel]) {
          Vectors.add(in.width, 1.0 / windows[pixel].length, in.column(j, source), sum);
        }
      }
    }
    return out;
  }

  private Gradient flattened(Gradient in) {
    Gradient out = in.like(arena, 1, in.pixels * in.width);
    for (int j = 0; j < in.count; j++) {
      for (int pixel = 0; pixel < in.pixels; pixel++) {
        System.arraycopy(in.column(j, pixel), 0, out.columns[j], pixel * in.width, in.width);
      }
    }
    return out;
  }
}
