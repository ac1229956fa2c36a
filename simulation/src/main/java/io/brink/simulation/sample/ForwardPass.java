package io.brink.simulation.sample;

import io.brink.activation.Activation;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.network.Shape;
import io.brink.simulation.weight.Arena;
import io.brink.simulation.weight.Vectors;
import java.util.Arrays;
import java.util.List;

/** One pass of several inputs through a random network. */
final class ForwardPass {

  /** A pass of which nothing is kept but what an observer is told. */
  record Passing(boolean[] observed, SignalObserver observer) {}

  /** Above this gap of every input from the first, differences are given up. */
  private static final double FAR = 1e-2;

  private final RandomNetwork network;
  private final NetworkPlan plan;
  private final ForwardRun run;
  private final int pass;
  private final Passing passing;
  private final Arena arena;
  private final int[] readers;

  ForwardPass(RandomNetwork network, ForwardRun run, int pass, Passing passing) {
    this.network = network;
    this.plan = network.plan;
    this.run = run;
    this.pass = pass;
    this.passing = passing;
    arena = network.workspace.arena;
    readers = new int[plan.network.size()];
  }

  void run(Inputs inputs) {
    for (Node node : plan.network.nodes()) {
      int i = node.index();
      Signal signal = signal(node, inputs);
      run.signals[i] = signal;
      if (passing != null) {
        if (passing.observed()[i]) {
          passing.observer().observe(i, SignalMoments.of(signal));
        }
        readers[i] = plan.network.consumerCount(i);
        for (int input : node.inputs()) {
          if (--readers[input] == 0) {
            drop(input);
          }
        }
      }
    }
    if (passing != null) {
      drop(plan.network.size() - 1);
    }
  }

  private void drop(int node) {
    arena.give(run.signals[node].columns);
    run.signals[node] = null;
  }

  private Signal signal(Node node, Inputs inputs) {
    int i = node.index();
    return switch (node.operation()) {
      case Operation.Input _ ->
          switch (inputs) {
            case InputGram gram ->
                gram.signal(
                    node.name(), plan.pixels[i], plan.width[i], network.inputStream(pass), arena);
            case InputColumns columns ->
                columns.signal(node.name(), plan.pixels[i], plan.width[i], arena);
          };
      case Operation.Affine _, Operation.Convolution _ -> weighted(i, input(node, 0));
      case Operation.Nonlinearity(Activation activation) ->
          nonlinear(node, activation, input(node, 0));
      case Operation.WeightedSum(List<Double> weights) -> sum(node, weights);
      case Operation.LayerNormalisation _ -> normalised(input(node, 0));
      case Operation.Scale(double factor) -> scaled(factor, input(node, 0));
      case Operation.Dropout(double rate) -> dropped(i, rate, input(node, 0));
      case Operation.AveragePooling(Pooling pooling) -> pooled(node, pooling, input(node, 0));
      case Operation.Flatten _ -> flattened(input(node, 0));
    };
  }

  private Signal input(Node node, int k) {
    return run.signals[node.inputs().get(k)];
  }

  private Signal weighted(int node, Signal in) {
    chooseForm(in);
    Signal out = in.like(arena, plan.pixels[node], plan.width[node]);
    if (plan.taps[node] != null) {
      double[][] patches = patches(plan.taps[node], in);
      multiply(node, patches, out.columns);
      arena.give(patches);
    } else if (plan.centre[node] != null) {
      double[][] columns = new double[out.columns.length][];
      for (int k = 0; k < in.inputs; k++) {
        for (int pixel = 0; pixel < out.pixels; pixel++) {
          columns[k * out.pixels + pixel] = in.column(k, plan.centre[node][pixel]);
        }
      }
      multiply(node, columns, out.columns);
    } else {
      multiply(node, in.columns, out.columns);
    }
    addBias(node, out);
    out.normalise();
    return out;
  }

  private void multiply(int node, double[][] x, double[][] out) {
    if (passing != null) {
      network.applyOnce(node, x.length, x, out);
    } else {
      network.weight(node, x.length).apply(x.length, x, out);
    }
  }

  private void addBias(int node, Signal out) {
    double[] bias = network.bias(node);
    if (bias != null) {
      double factor = Math.scalb(1.0, -out.exponent);
      int inputs = out.differences ? 1 : out.inputs;
      for (int column = 0; column < inputs * out.pixels; column++) {
        Vectors.add(out.width, factor, bias, out.columns[column]);
      }
      if (passing != null) {
        network.dropBias(node);
      }
    }
  }

  /** Holds inputs that have come close to the first as differences from it. */
  private static void chooseForm(Signal signal) {
    if (signal.inputs == 1) {
      return;
    }
    double closest = Double.POSITIVE_INFINITY;
    double first = signal.product(0, 0);
    for (int k = 1; k < signal.inputs; k++) {
      double cross = signal.product(0, k);
      double square = signal.product(k, k);
      double gap =
          signal.differences
              ? square / (2 * first)
              : 1 - cross / (Math.sqrt(first) * Math.sqrt(square));
      closest = Math.min(closest, gap);
    }
    if (signal.differences && closest > FAR) {
      signal.toValues();
    } else if (!signal.differences && closest < InputGram.CLOSE) {
      signal.toDifferences();
    }
  }

  /** The pixels under each filter, side by side, for each input and output pixel. */
  private double[][] patches(int[][] taps, Signal in) {
    int outputs = taps.length;
    int size = taps[0].length * in.width;
    double[][] patches = arena.take(in.inputs * outputs, size);
    for (int k = 0; k < in.inputs; k++) {
      for (int pixel = 0; pixel < outputs; pixel++) {
        double[] patch = patches[k * outputs + pixel];
        for (int tap = 0; tap < taps[pixel].length; tap++) {
          int source = taps[pixel][tap];
          int at = tap * in.width;
          if (source < 0) {
            Arrays.fill(patch, at, at + in.width, 0);
          } else {
            System.arraycopy(in.column(k, source), 0, patch, at, in.width);
          }
        }
      }
    }
    return patches;
  }

  private Signal nonlinear(Node node, Activation activation, Signal in) {
    double degree = plan.degree[node.index()];
    if (in.exponent != 0 && Double.isNaN(degree)) {
      materialise(node, in);
    }
    Signal out =
        network.workspace.activations.forward(activation, plan.breaks[node.index()], in, arena);
    if (in.exponent != 0) {
      // φ(2^e x) = 2^{degree·e} φ(x)
      double power = degree * in.exponent;
      out.exponent = (int) Math.floor(power);
      double factor = Math.pow(2, power - out.exponent);
      if (factor != 1) {
        for (double[] column : out.columns) {
          Vectors.scale(out.width, factor, column, column);
        }
      }
    }
    return out;
  }

  /** Gives up the exponent of a signal, before an activation that needs its values. */
  private static void materialise(Node node, Signal signal) {
    signal.shift(signal.exponent);
    for (double[] column : signal.columns) {
      if (!(Vectors.dot(signal.width, column, column) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "values overflow before node '"
                + node.name()
                + "', whose activation is not homogeneous; a smaller weight variance or depth"
                + " keeps them in range");
      }
    }
  }

  private Signal sum(Node node, List<Double> weights) {
    int exponent = Integer.MIN_VALUE;
    boolean differences = false;
    for (int input : node.inputs()) {
      exponent = Math.max(exponent, run.signals[input].exponent);
      differences |= run.signals[input].differences;
    }
    Signal out = null;
    for (int k = 0; k < weights.size(); k++) {
      Signal in = input(node, k);
      if (differences) {
        in.toDifferences();
      }
      double factor = weights.get(k) * Math.scalb(1.0, in.exponent - exponent);
      boolean first = out == null;
      if (first) {
        out = in.like(arena, in.pixels, in.width);
        out.exponent = exponent;
      }
      for (int column = 0; column < in.columns.length; column++) {
        if (first) {
          Vectors.scale(in.width, factor, in.columns[column], out.columns[column]);
        } else {
          Vectors.add(in.width, factor, in.columns[column], out.columns[column]);
        }
      }
    }
    out.normalise();
    return out;
  }

  private Signal normalised(Signal in) {
    Signal out = in.like(arena, in.pixels, in.width);
    out.exponent = 0;
    double units = (double) in.pixels * in.width;
    double first = in.product(0, 0);
    double root = Math.sqrt(first / units);
    for (int k = 0; k < in.inputs; k++) {
      double square = in.product(k, k);
      double direct;
      double fromFirst = 0;
      if (in.differences && k > 0) {
        // (x + d)/r′ − x/r = d/r′ + x (r² − r′²)/(r r′ (r + r′)), r′² = r² + (2x·d + d²)/n
        double growth = (2 * in.product(0, k) + square) / units;
        double other = Math.sqrt(Math.max(root * root + growth, 0));
        direct = inverse(other);
        fromFirst = root == 0 || other == 0 ? 0 : -growth / (root * other * (root + other));
      } else {
        direct = inverse(Math.sqrt(square / units));
      }
      for (int pixel = 0; pixel < in.pixels; pixel++) {
        Vectors.scale(in.width, direct, in.column(k, pixel), out.column(k, pixel));
        if (fromFirst != 0) {
          Vectors.add(in.width, fromFirst, in.column(0, pixel), out.column(k, pixel));
        }
      }
    }
    return out;
  }

  /** A tensor that is 0 stays so. */
  private static double inverse(double x) {
    return x == 0 ? 0 : 1 / x;
  }

  private Signal scaled(double factor, Signal in) {
    Signal out = in.like(arena, in.pixels, in.width);
    for (int column = 0; column < in.columns.length; column++) {
      Vectors.scale(in.width, factor, in.columns[column], out.columns[column]);
    }
    out.normalise();
    return out;
  }

  private Signal dropped(int node, double rate, Signal in) {
    if (rate == 0) {
      return scaled(1, in);
    }
    in.toValues();
    Signal out = in.like(arena, in.pixels, in.width);
    var stream = network.maskStream(node, pass);
    double[][] masks = new double[in.columns.length][];
    for (int column = 0; column < masks.length; column++) {
      double[] mask = new double[in.width];
      stream.uniforms(mask, in.width);
      double[] x = in.columns[column];
      double[] y = out.columns[column];
      for (int i = 0; i < in.width; i++) {
        mask[i] = mask[i] < rate ? 0 : 1 / (1 - rate);
        y[i] = mask[i] * x[i];
      }
      masks[column] = mask;
    }
    run.masks[node] = passing == null ? masks : null;
    return out;
  }

  private Signal pooled(Node node, Pooling pooling, Signal in) {
    int i = node.index();
    int[][] windows = windows(node, pooling, plan);
    Signal out = in.like(arena, plan.pixels[i], plan.width[i]);
    for (int k = 0; k < in.inputs; k++) {
      for (int pixel = 0; pixel < out.pixels; pixel++) {
        double[] sum = out.column(k, pixel);
        Arrays.fill(sum, 0);
        for (int source : windows[pixel]) {
          Vectors.add(in.width, 1.0 / windows[pixel].length, in.column(k, source), sum);
        }
      }
    }
    return out;
  }

  /** The pixels of each window. */
  static int[][] windows(Node node, Pooling pooling, NetworkPlan plan) {
    Shape.Image image = (Shape.Image) plan.network.node(node.inputs().getFirst()).shape();
    return switch (pooling) {
      case Pooling.Global _ -> {
        int[] all = new int[image.height() * image.columns()];
        Arrays.setAll(all, pixel -> pixel);
        yield new int[][] {all};
      }
      case Pooling.Window(int size, int stride) -> {
        int rows = (image.height() - size) / stride + 1;
        int columns = (image.columns() - size) / stride + 1;
        int[][] windows = new int[rows * columns][size * size];
        for (int pixel = 0; pixel < windows.length; pixel++) {
          int top = pixel / columns * stride;
          int left = pixel % columns * stride;
          for (int k = 0; k < size * size; k++) {
            windows[pixel][k] = (top + k / size) * image.columns() + left + k % size;
          }
        }
        yield windows;
      }
    };
  }

  private Signal flattened(Signal in) {
    Signal out = in.like(arena, 1, in.pixels * in.width);
    for (int k = 0; k < in.inputs; k++) {
      for (int pixel = 0; pixel < in.pixels; pixel++) {
        System.arraycopy(in.column(k, pixel), 0, out.columns[k], pixel * in.width, in.width);
      }
    }
    return out;
  }
}
