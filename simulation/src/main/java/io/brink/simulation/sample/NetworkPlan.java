package io.brink.simulation.sample;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Shape;
import java.util.OptionalDouble;

/** What is computed once for a network and read by all simulations of it. Thread-safe. */
public final class NetworkPlan {

  final Network network;
  final int[] width;
  final int[] pixels;

  /** For a Delta convolution: the input's pixel at the filter's centre, for each output pixel. */
  final int[][] centre;

  /**
   * For a convolution of several taps: the input's pixel under each tap, for each output pixel; −1
   * beyond the border.
   */
  final int[][][] taps;

  /** Places of the kinks and jumps of a nonlinear node. */
  final double[][] breaks;

  /** Degree of a homogeneous activation, NaN of others. */
  final double[] degree;

  /** Translates a network. */
  public NetworkPlan(Network network) {
    this.network = network;
    int size = network.size();
    width = new int[size];
    pixels = new int[size];
    centre = new int[size][];
    taps = new int[size][][];
    breaks = new double[size][];
    degree = new double[size];
    for (Node node : network.nodes()) {
      int i = node.index();
      switch (node.shape()) {
        case Shape.Vector(int units) -> {
          width[i] = units;
          pixels[i] = 1;
        }
        case Shape.Image(int channels, int height, int columns) -> {
          width[i] = channels;
          pixels[i] = height * columns;
        }
      }
      if (node.operation() instanceof Operation.Convolution convolution) {
        translate(node, convolution);
      } else if (node.operation() instanceof Operation.Nonlinearity(Activation activation)) {
        breaks[i] = activation.breakpoints().stream().mapToDouble(Breakpoint::location).toArray();
        OptionalDouble homogeneity = activation.homogeneityDegree();
        degree[i] = homogeneity.orElse(Double.NaN);
      }
    }
  }

  /** The network. */
  public Network network() {
    return network;
  }

  private void translate(Node node, Operation.Convolution convolution) {
    Shape.Image in = (Shape.Image) network.node(node.inputs().getFirst()).shape();
    Shape.Image out = (Shape.Image) node.shape();
    int kernel = convolution.kernel();
    int stride = convolution.stride();
    int rowPadding = padding(in.height(), out.height(), kernel, stride);
    int columnPadding = padding(in.columns(), out.columns(), kernel, stride);
    boolean severalTaps = convolution.filterLaw() == FilterLaw.GAUSSIAN_FAN_IN && kernel > 1;
    int outputs = out.height() * out.columns();
    if (severalTaps) {
      taps[node.index()] = new int[outputs][kernel * kernel];
    } else {
      centre[node.index()] = new int[outputs];
    }
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.columns(); column++) {
        int pixel = row * out.columns() + column;
        int top = row * stride - rowPadding;
        int left = column * stride - columnPadding;
        if (severalTaps) {
          for (int tap = 0; tap < kernel * kernel; tap++) {
            taps[node.index()][pixel][tap] = pixel(in, top + tap / kernel, left + tap % kernel);
          }
        } else {
          centre[node.index()][pixel] = pixel(in, top + (kernel - 1) / 2, left + (kernel - 1) / 2);
        }
      }
    }
  }

  /** Rows before the first of a "same" padding. */
  private static int padding(int in, int out, int kernel, int stride) {
    return Math.max((out - 1) * stride + kernel - in, 0) / 2;
  }

  private static int pixel(Shape.Image image, int row, int column) {
    return row < 0 || row >= image.height() || column < 0 || column >= image.columns()
        ? -1
        : row * image.columns() + column;
  }
}
