package io.brink.propagation;

import io.brink.network.FilterLaw;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import io.brink.network.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What each node does to gradients, and which tensors receive gradients that depend on each other.
 *
 * <p>The mirror image of {@link PropagationPlan}: the gradient that comes back through an affine
 * node is independent of everything else, for its weights are fresh. Such a node, and the output,
 * are the <em>sinks</em> at which forward paths end; two contributions to the gradient of one
 * tensor are dependent only if paths of both end at a common sink. Each node keeps the interval of
 * its sinks' indices: if the intervals of the consumers are disjoint, contributions add.
 */
final class BackwardPlan {

  final PropagationPlan forward;
  final int size;

  /** The edges that leave node i: {@code edge[start[i]] .. edge[start[i + 1] - 1]}, ascending. */
  final int[] start;

  /** Positions in {@link PropagationPlan#input}. */
  final int[] edge;

  /** The node into which an edge leads. */
  final int[] consumer;

  /** Number of units of each tensor, over all pixels. */
  final double[] units;

  /** Channels of each tensor. */
  final int[] channels;

  /** Of a parameterised node: inputs that one output unit reads, taps of a filter included. */
  final double[] fanIn;

  /**
   * Σ_units (gradient)² of an input per that of the output, where it depends on nothing but the
   * operation.
   */
  final double[] gain;

  /** Number of pixels whose gradients are equal, because they are averaged further on. */
  final double[] coherence;

  /** Tensors whose gradient has two contributions that depend on each other. */
  final boolean[] dependent;

  final List<Approximation> approximations;

  private final int[] firstSink;
  private final int[] lastSink;

  BackwardPlan(PropagationPlan forward) {
    this.forward = forward;
    size = forward.size;
    int edges = forward.edge[size];
    consumer = new int[edges];
    start = new int[size + 1];
    edge = new int[edges];
    units = new double[size];
    channels = new int[size];
    fanIn = new double[size];
    gain = new double[size];
    coherence = new double[size];
    dependent = new boolean[size];
    firstSink = new int[size];
    lastSink = new int[size];
    approximations = new ArrayList<>(forward.approximations);
    reverse();
    for (int i = 0; i < size; i++) {
      translate(forward.network.node(i));
    }
    for (int i = size - 1; i >= 0; i--) {
      sinks(i);
      coherence(i);
      dependent[i] = start[i + 1] - start[i] > 1 && overlap(i);
    }
  }

  private void reverse() {
    for (int i = 0; i < size; i++) {
      for (int k = forward.edge[i]; k < forward.edge[i + 1]; k++) {
        consumer[k] = i;
        start[forward.input[k] + 1]++;
      }
    }
    for (int i = 0; i < size; i++) {
      start[i + 1] += start[i];
    }
    int[] next = start.clone();
    for (int k = 0; k < edge.length; k++) {
      edge[next[forward.input[k]]++] = k;
    }
  }

  private static double pixels(Shape shape) {
    return switch (shape) {
      case Shape.Vector _ -> 1;
      case Shape.Image image -> (double) image.height() * image.columns();
    };
  }

  private void translate(Node node) {
    int i = node.index();
    channels[i] = node.shape().width();
    units[i] = channels[i] * pixels(node.shape());
    gain[i] = 1;
    switch (node.operation()) {
      case Operation.Input _, Operation.Nonlinearity _, Operation.WeightedSum _ -> {}
      case Operation.LayerNormalisation _, Operation.Flatten _ -> {}
      case Operation.Affine affine -> {
        gain[i] = affine.weightVariance();
        fanIn[i] = forward.network.node(node.inputs().getFirst()).shape().width();
      }
      case Operation.Convolution convolution -> {
        gain[i] = convolution.weightVariance();
        int taps =
            convolution.filterLaw() == FilterLaw.GAUSSIAN_FAN_IN
                ? convolution.kernel() * convolution.kernel()
                : 1;
        fanIn[i] = (double) taps * forward.network.node(node.inputs().getFirst()).shape().width();
      }
      case Operation.Scale scale -> gain[i] = scale.factor() * scale.factor();
      case Operation.Dropout dropout -> gain[i] = 1 / (1 - dropout.rate());
      case Operation.AveragePooling pooling -> {
        double window = window(node, pooling.pooling());
        gain[i] = 1 / window;
        if (pooling.pooling() instanceof Pooling.Window(int side, int stride) && stride < side) {
          approximations.add(
              new Approximation(
                  i,
                  node.name(),
                  "its windows overlap; the gradients that a pixel receives from different windows"
                      + " were taken to be independent"));
        }
      }
    }
  }

  /** Number of pixels of a window. */
  private double window(Node node, Pooling pooling) {
    return switch (pooling) {
      case Pooling.Window window -> (double) window.size() * window.size();
      case Pooling.Global _ -> pixels(forward.network.node(node.inputs().getFirst()).shape());
    };
  }

  private boolean isAffine(int i) {
    return forward.rule[i] == PropagationPlan.Rule.FRESH;
  }

  private int firstSink(int edge) {
    int c = consumer[edge];
    return isAffine(c) ? c : firstSink[c];
  }

  private int lastSink(int edge) {
    int c = consumer[edge];
    return isAffine(c) ? c : lastSink[c];
  }

  private void sinks(int i) {
    firstSink[i] = i == size - 1 ? size : Integer.MAX_VALUE;
    lastSink[i] = i == size - 1 ? size : -1;
    for (int k = start[i]; k < start[i + 1]; k++) {
      firstSink[i] = Math.min(firstSink[i], firstSink(edge[k]));
      lastSink[i] = Math.max(lastSink[i], lastSink(edge[k]));
    }
  }

  private void coherence(int i) {
    coherence[i] = 1;
    for (int k = start[i]; k < start[i + 1]; k++) {
      int c = consumer[edge[k]];
      Node node = forward.network.node(c);
      double pooled =
          node.operation() instanceof Operation.AveragePooling(Pooling pooling)
              ? window(node, pooling)
              : 1;
      coherence[i] = Math.max(coherence[i], coherence[c] * pooled);
    }
    coherence[i] = Math.min(coherence[i], units[i] / channels[i]);
  }

  /** Whether two of the intervals of the edges that leave node i overlap. */
  private boolean overlap(int i) {
    // Edges are in order of their consumers, mostly that of their sinks as well.
    int last = -1;
    for (int k = start[i]; k < start[i + 1]; k++) {
      if (firstSink(edge[k]) <= last) {
        return anyPairOverlaps(i);
      }
      last = Math.max(last, lastSink(edge[k]));
    }
    return false;
  }

  private boolean anyPairOverlaps(int i) {
    for (int k = start[i]; k < start[i + 1]; k++) {
      for (int j = start[i]; j < k; j++) {
        if (edgesOverlap(edge[j], edge[k])) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the gradients through two edges can depend on each other at all. */
  boolean edgesOverlap(int a, int b) {
    return firstSink(a) <= lastSink(b) && firstSink(b) <= lastSink(a);
  }

  /** Whether the gradient through an edge can depend on that of a node. */
  boolean overlaps(int edge, int node) {
    return firstSink(edge) <= lastSink[node] && firstSink[node] <= lastSink(edge);
  }
}
