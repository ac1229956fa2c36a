package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network translated once into primitive arrays: what each node does to second moments, which
 * tensors are Gaussian, and which terms of a sum are dependent.
 *
 * <p>A <em>source</em> is a node whose output is independent of everything before it: the input,
 * and every affine node, whose fresh weights make its output a new Gaussian. Each tensor is a
 * function of the sources that are reachable backwards without crossing another source. Every node
 * keeps the interval [{@code firstSource}, {@code lastSource}] of their indices; two tensors whose
 * intervals are disjoint are independent, which settles a chain of residual blocks in O(1) a block.
 * Only where intervals overlap are the sets themselves walked, latest node first, so that a shared
 * ancestor ends the walk at once.
 */
final class PropagationPlan {

  /** What a node does to the second moments of its inputs. */
  enum Rule {
    INPUT,
    /** q ↦ first·q + second, a fresh Gaussian. */
    FRESH,
    NONLINEAR,
    SUM,
    NORMALISE,
    /** Multiplication by {@code first}. */
    SCALE,
    /** Dropout with rate {@code first}. */
    DROPOUT,
    COPY
  }

  private static final int NO_SOURCE_FIRST = Integer.MAX_VALUE;
  private static final int NO_SOURCE_LAST = -1;

  final Network network;
  final int size;
  final Rule[] rule;
  final double[] first;
  final double[] second;

  /**
   * Inputs of node i are {@code input[edge[i]] .. input[edge[i + 1] - 1]}; a sum's zero weights are
   * left out.
   */
  final int[] edge;

  final int[] input;

  /** Weight of each edge into a sum, 1 elsewhere. */
  final double[] weight;

  /** Index into {@link #activations}, −1 where there is none. */
  final int[] activationOf;

  final List<Activation> activations;
  final boolean[] gaussian;

  /** Sums of which two terms share a source. */
  final boolean[] dependentSum;

  final List<Approximation> approximations;

  private boolean anyDependentSum;
  private final int[] firstSource;
  private final int[] lastSource;

  PropagationPlan(Network network) {
    this.network = network;
    size = network.size();
    rule = new Rule[size];
    first = new double[size];
    second = new double[size];
    edge = new int[size + 1];
    activationOf = new int[size];
    gaussian = new boolean[size];
    dependentSum = new boolean[size];
    firstSource = new int[size];
    lastSource = new int[size];
    int edges = 0;
    for (Node node : network.nodes()) {
      edges += node.inputs().size();
    }
    input = new int[edges];
    weight = new double[edges];
    Arrays.fill(activationOf, -1);
    activations = new ArrayList<>();
    approximations = new ArrayList<>();
    translate();
  }

  private void translate() {
    Map<Activation, Integer> indexOf = new HashMap<>();
    Activation previous = null;
    int previousIndex = -1;
    boolean[] meanFree = new boolean[size];
    boolean[] carriesInput = new boolean[size];
    for (int i = 0; i < size; i++) {
      Node node = network.nodes().get(i);
      edge[i + 1] = edge[i];
      for (int source : node.inputs()) {
        input[edge[i + 1]] = source;
        weight[edge[i + 1]++] = 1;
      }
      int from = node.inputs().isEmpty() ? -1 : node.inputs().getFirst();
      switch (node.operation()) {
        case Operation.Input _ -> {
          rule[i] = Rule.INPUT;
          carriesInput[i] = true;
          meanFree[i] = true;
        }
        case Operation.Affine affine -> {
          fresh(i, affine.weightVariance(), affine.biasVariance());
          meanFree[i] = true;
        }
        case Operation.Convolution convolution -> {
          fresh(i, convolution.weightVariance(), convolution.biasVariance());
          meanFree[i] = true;
          if (convolution.filterLaw() == FilterLaw.GAUSSIAN_FAN_IN && convolution.kernel() > 1) {
            approximate(
                node,
                "the taps of a Gaussian fan-in filter read several pixels, of which those beyond"
                    + " the border are zero; all pixels were taken to have the same second"
                    + " moments");
          }
        }
        case Operation.Nonlinearity nonlinearity -> {
          rule[i] = Rule.NONLINEAR;
          Activation activation = nonlinearity.activation();
          if (activation != previous) {
            previous = activation;
            previousIndex = indexOf.computeIfAbsent(activation, this::register);
          }
          activationOf[i] = previousIndex;
          meanFree[i] = activation.parity() == Parity.ODD;
          if (!gaussian[from]) {
            approximate(
                node,
                "its input '"
                    + network.nodes().get(from).name()
                    + "' is not Gaussian; it was taken as a centred Gaussian with the same second"
                    + " moments");
          }
        }
        case Operation.WeightedSum sum -> {
          rule[i] = Rule.SUM;
          sum(i, sum.weights());
          meanFree[i] = all(i, meanFree);
          carriesInput[i] = any(i, carriesInput);
          gaussian[i] = all(i, gaussian);
          if (carriesInput[i] && !meanFree[i]) {
            approximate(
                node,
                "the network's input is added to a tensor with a mean; the input's mean over units"
                    + " was taken to be 0");
            carriesInput[i] = false;
          }
        }
        case Operation.LayerNormalisation _ -> {
          rule[i] = Rule.NORMALISE;
          inherit(i, from, meanFree, carriesInput);
        }
        case Operation.Scale scale -> {
          rule[i] = Rule.SCALE;
          first[i] = scale.factor();
          inherit(i, from, meanFree, carriesInput);
        }
        case Operation.Dropout dropout -> {
          rule[i] = Rule.DROPOUT;
          first[i] = dropout.rate();
          inherit(i, from, meanFree, carriesInput);
          gaussian[i] &= dropout.rate() == 0;
        }
        case Operation.AveragePooling pooling -> {
          rule[i] = Rule.COPY;
          inherit(i, from, meanFree, carriesInput);
          if (!(pooling.pooling() instanceof Pooling.Window window && window.size() == 1)) {
            approximate(
                node,
                "an average over pixels depends on the correlations between pixels; all pixels of a"
                    + " window were taken to be equal");
          }
        }
        case Operation.Flatten _ -> {
          rule[i] = Rule.COPY;
          inherit(i, from, meanFree, carriesInput);
        }
      }
      sources(i);
      if (rule[i] == Rule.SUM) {
        dependentSum[i] = dependent(i);
        anyDependentSum |= dependentSum[i];
      }
    }
  }

  /** Number of nodes that apply each activation. */
  int[] nodesOfActivation() {
    int[] count = new int[activations.size()];
    for (int activation : activationOf) {
      if (activation >= 0) {
        count[activation]++;
      }
    }
    return count;
  }

  boolean hasDependentSums() {
    return anyDependentSum;
  }

  private int register(Activation activation) {
    activations.add(activation);
    return activations.size() - 1;
  }

  private void fresh(int i, double weightVariance, double biasVariance) {
    rule[i] = Rule.FRESH;
    first[i] = weightVariance;
    second[i] = biasVariance;
    gaussian[i] = true;
  }

  private void inherit(int i, int from, boolean[] meanFree, boolean[] carriesInput) {
    gaussian[i] = gaussian[from];
    meanFree[i] = meanFree[from];
    carriesInput[i] = carriesInput[from];
  }

  /** A term of weight 0 is no term: it brings neither sources nor a mean, and hides no Gaussian. */
  private void sum(int i, List<Double> weights) {
    int kept = edge[i];
    for (int k = 0; k < weights.size(); k++) {
      if (weights.get(k) != 0) {
        input[kept] = input[edge[i] + k];
        weight[kept++] = weights.get(k);
      }
    }
    edge[i + 1] = kept;
  }

  private boolean all(int i, boolean[] property) {
    for (int k = edge[i]; k < edge[i + 1]; k++) {
      if (!property[input[k]]) {
        return false;
      }
    }
    return true;
  }

  private boolean any(int i, boolean[] property) {
    for (int k = edge[i]; k < edge[i + 1]; k++) {
      if (property[input[k]]) {
        return true;
      }
    }
    return false;
  }

  private void approximate(Node node, String reason) {
    approximations.add(new Approximation(node.index(), node.name(), reason));
  }

  private boolean isSource(int i) {
    return rule[i] == Rule.INPUT || rule[i] == Rule.FRESH;
  }

  private void sources(int i) {
    if (isSource(i)) {
      firstSource[i] = i;
      lastSource[i] = i;
      return;
    }
    firstSource[i] = NO_SOURCE_FIRST;
    lastSource[i] = NO_SOURCE_LAST;
    for (int k = edge[i]; k < edge[i + 1]; k++) {
      firstSource[i] = Math.min(firstSource[i], firstSource[input[k]]);
      lastSource[i] = Math.max(lastSource[i], lastSource[input[k]]);
    }
  }

  /** Whether any two terms of the sum share a source. */
  private boolean dependent(int i) {
    // Terms in order of their intervals: if neighbours do not overlap, no two terms do.
    int terms = edge[i + 1] - edge[i];
    if (terms == 2) {
      return shareSource(input[edge[i]], input[edge[i] + 1]);
    }
    Integer[] order = new Integer[terms];
    Arrays.setAll(order, k -> input[edge[i] + k]);
    Arrays.sort(order, (a, b) -> Integer.compare(firstSource[a], firstSource[b]));
    boolean overlap = false;
    for (int k = 1, last = NO_SOURCE_LAST; k < terms; k++) {
      last = Math.max(last, lastSource[order[k - 1]]);
      overlap |= firstSource[order[k]] <= last;
    }
    if (!overlap) {
      return false;
    }
    for (int k = 0; k < terms; k++) {
      for (int j = 0; j < k; j++) {
        if (shareSource(order[j], order[k])) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a and b can share a source at all. */
  boolean intervalsOverlap(int a, int b) {
    return firstSource[a] <= lastSource[b] && firstSource[b] <= lastSource[a];
  }

  /** Whether tensors a and b are functions of a common source; if not they are independent. */
  boolean shareSource(int a, int b) {
    if (!intervalsOverlap(a, b)) {
      return false;
    }
    if (a == b) {
      return true;
    }
    AncestorWalk walk = new AncestorWalk();
    walk.reach(a, AncestorWalk.FROM_A);
    walk.reach(b, AncestorWalk.FROM_B);
    while (!walk.isEmpty()) {
      int node = walk.next();
      int reachedFrom = walk.mark(node);
      if (reachedFrom == (AncestorWalk.FROM_A | AncestorWalk.FROM_B)) {
        return true;
      }
      if (!isSource(node)) {
        int other = reachedFrom == AncestorWalk.FROM_A ? b : a;
        for (int k = edge[node]; k < edge[node + 1]; k++) {
          if (intervalsOverlap(input[k], other)) {
            walk.reach(input[k], reachedFrom);
          }
        }
      }
    }
    return false;
  }

  /** Whether {@code node} is computed from {@code ancestor} without a source between. */
  boolean dependsOn(int node, int ancestor) {
    AncestorWalk walk = new AncestorWalk();
    walk.reach(node, AncestorWalk.FROM_A);
    while (!walk.isEmpty()) {
      int at = walk.next();
      if (at == ancestor) {
        return true;
      }
      if (!isSource(at)) {
        for (int k = edge[at]; k < edge[at + 1]; k++) {
          if (input[k] >= ancestor) {
            walk.reach(input[k], AncestorWalk.FROM_A);
          }
        }
      }
    }
    return false;
  }
}
