package io.brink.shaping;

import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network in which every nonlinearity is one and the same unknown local map: the translation
 * between a condition on the network and a condition on the activation.
 *
 * <p>The parts over which a maximum is taken are found by dominators. With u dom v when every path
 * from the input to v passes u, and v pdom u when every path from u to the output passes v, the
 * relation "u dom v and v pdom u" splits the nodes into <em>chains</em>; each pair of a chain
 * bounds a subnetwork, and there are no others. Because consecutive nodes of a chain are each
 * other's immediate dominator and postdominator, the chains are found in time linear in the number
 * of nodes. The package essay says why a maximum over subnetworks is attained by a whole chain.
 */
final class Composition {

  /** What a node does to a {@link MapQuantity}. */
  private sealed interface Step {
    record Source() implements Step {}

    record Same(int input) implements Step {}

    record Local(int input) implements Step {}

    record Join(int[] inputs, double[] shares) implements Step {}

    /** A node that cannot influence the output. */
    record Dead() implements Step {}
  }

  /**
   * A whole chain.
   *
   * @param head its first node; the part begins at the input of that node, or at its output for a
   *     source or a sum
   * @param tail its last node
   */
  record Part(int head, int tail) {}

  private static final double UNIT_TOLERANCE = 1e-12;

  private final Network network;
  private final Step[] steps;
  private final List<Part> parts;
  private final List<String> approximations;
  private final Optional<String> obstacle;
  private final int nonlinearities;
  private final double width;

  private Composition(
      Network network,
      Step[] steps,
      List<Part> parts,
      List<String> approximations,
      Optional<String> obstacle,
      int nonlinearities,
      double width) {
    this.network = network;
    this.steps = steps;
    this.parts = parts;
    this.approximations = approximations;
    this.obstacle = obstacle;
    this.nonlinearities = nonlinearities;
    this.width = width;
  }

  /**
   * Reads the structure of a network; the variances of its affine layers are taken to be 1 and 0.
   */
  static Composition of(Network network, ScaleLaw law) {
    return new Reader(network, law).read();
  }

  /** Why the network has no global map in terms of one local map; empty if it has. */
  Optional<String> obstacle() {
    return obstacle;
  }

  /** Where the map is an approximation, a sentence each. */
  List<String> approximations() {
    return approximations;
  }

  /** Number of nonlinear layers. */
  int nonlinearities() {
    return nonlinearities;
  }

  /** Harmonic mean of the widths of the nonlinear layers. */
  double width() {
    return width;
  }

  /** The quantity at the output of the whole network. */
  double network(MapQuantity quantity) {
    return evaluate(new Part(0, network.size() - 1), quantity, new double[network.size()]);
  }

  /** The quantity over a target, where {@code larger(a, b)} of two parts is the one that counts. */
  double over(Target target, MapQuantity quantity, Extreme extreme) {
    double result = network(quantity);
    if (target == Target.SUBNETWORKS) {
      double[] values = new double[network.size()];
      for (Part part : parts) {
        if (part.head() != 0) {
          double value = evaluate(part, quantity, values);
          result = extreme == Extreme.LARGEST ? Math.max(result, value) : Math.min(result, value);
        }
      }
    }
    return result;
  }

  /**
   * C_f″(1) over a target when each nonlinearity has C′(1) = {@code slope} ≥ 1 and C″(1) = {@code
   * curvature}: the 2-jet of a composition, (s, k) ↦ (C′ s, C″ s² + C′ k).
   */
  double curvature(Target target, double slope, double curvature) {
    double[] slopes = new double[network.size()];
    double[] curvatures = new double[network.size()];
    double result = jet(new Part(0, network.size() - 1), slope, curvature, slopes, curvatures);
    if (target == Target.SUBNETWORKS) {
      for (Part part : parts) {
        if (part.head() != 0) {
          result = Math.max(result, jet(part, slope, curvature, slopes, curvatures));
        }
      }
    }
    return result;
  }

  private double jet(
      Part part, double slope, double curvature, double[] slopes, double[] curvatures) {
    int head = part.head();
    Arrays.fill(slopes, head, part.tail() + 1, Double.NaN);
    boolean local = steps[head] instanceof Step.Local;
    slopes[head] = local ? slope : 1;
    curvatures[head] = local ? curvature : 0;
    for (int i = head + 1; i <= part.tail(); i++) {
      switch (steps[i]) {
        case Step.Source _, Step.Dead _ -> {}
        case Step.Same(int input) -> {
          if (input >= head) {
            slopes[i] = slopes[input];
            curvatures[i] = curvatures[input];
          }
        }
        case Step.Local(int input) -> {
          if (input >= head) {
            double s = slopes[input];
            slopes[i] = slope * s;
            curvatures[i] = curvature * s * s + slope * curvatures[input];
          }
        }
        case Step.Join(int[] inputs, double[] shares) -> {
          if (inputs[0] >= head) {
            double s = 0;
            double k = 0;
            for (int j = 0; j < inputs.length; j++) {
              s += shares[j] * slopes[inputs[j]];
              k += shares[j] * curvatures[inputs[j]];
            }
            slopes[i] = s;
            curvatures[i] = k;
          }
        }
      }
    }
    return curvatures[part.tail()];
  }

  /** 1 − C_f and C_f′ of the whole network at one correlation. */
  record MapJet(double gap, double slope) {}

  /** The map of the whole network through one compiled local map. */
  MapJet map(double gap, CorrelationMap local) {
    double[] gaps = new double[network.size()];
    double[] slopes = new double[network.size()];
    for (int i = 0; i < steps.length; i++) {
      switch (steps[i]) {
        case Step.Source _ -> {
          gaps[i] = gap;
          slopes[i] = 1;
        }
        case Step.Dead _ -> {}
        case Step.Same(int input) -> {
          gaps[i] = gaps[input];
          slopes[i] = slopes[input];
        }
        case Step.Local(int input) -> {
          double angle = Correlation.ofGap(Math.clamp(gaps[input], 0.0, 2.0)).angle();
          gaps[i] = local.gap(angle);
          slopes[i] = local.slope(angle) * slopes[input];
        }
        case Step.Join(int[] inputs, double[] shares) -> {
          double g = 0;
          double s = 0;
          for (int j = 0; j < inputs.length; j++) {
            g += shares[j] * gaps[inputs[j]];
            s += shares[j] * slopes[inputs[j]];
          }
          gaps[i] = g;
          slopes[i] = s;
        }
      }
    }
    return new MapJet(gaps[steps.length - 1], slopes[steps.length - 1]);
  }

  /** Which end of a quantity is the dangerous one: a large C(0) is a small gap. */
  enum Extreme {
    LARGEST,
    SMALLEST
  }

  private double evaluate(Part part, MapQuantity quantity, double[] values) {
    int head = part.head();
    Arrays.fill(values, head, part.tail() + 1, Double.NaN);
    values[head] =
        switch (steps[head]) {
          case Step.Local _ -> quantity.nonlinearity(quantity.initial());
          case Step.Source _, Step.Same _, Step.Join _, Step.Dead _ -> quantity.initial();
        };
    for (int i = head + 1; i <= part.tail(); i++) {
      values[i] =
          switch (steps[i]) {
            case Step.Source _, Step.Dead _ -> Double.NaN;
            case Step.Same(int input) -> input < head ? Double.NaN : values[input];
            case Step.Local(int input) ->
                input < head || Double.isNaN(values[input])
                    ? Double.NaN
                    : quantity.nonlinearity(values[input]);
            case Step.Join(int[] inputs, double[] shares) ->
                join(quantity, inputs, shares, values, head);
          };
    }
    return values[part.tail()];
  }

  private static double join(
      MapQuantity quantity, int[] inputs, double[] shares, double[] values, int head) {
    double[] gathered = new double[inputs.length];
    for (int k = 0; k < inputs.length; k++) {
      if (inputs[k] < head || Double.isNaN(values[inputs[k]])) {
        return Double.NaN;
      }
      gathered[k] = values[inputs[k]];
    }
    return quantity.join(shares, gathered);
  }

  /** Builds a composition in passes over the node list; holds the state of the passes. */
  private static final class Reader {
    private final Network network;
    private final ScaleLaw law;
    private final int size;
    private final int[][] inputs;
    private final double[] variance;
    private final Step[] steps;
    private final List<String> approximations = new ArrayList<>();
    private String obstacle;
    private int nonlinearities;
    private double inverseWidths;

    Reader(Network network, ScaleLaw law) {
      this.network = network;
      this.law = law;
      this.size = network.size();
      this.inputs = new int[size][];
      this.variance = new double[size];
      this.steps = new Step[size];
    }

    Composition read() {
      for (Node node : network.nodes()) {
        inputs[node.index()] = effectiveInputs(node);
      }
      boolean[] alive = alive();
      int[] consumers = new int[size];
      for (int i = 0; i < size; i++) {
        if (alive[i]) {
          for (int input : inputs[i]) {
            consumers[input]++;
          }
        }
      }
      for (Node node : network.nodes()) {
        int i = node.index();
        if (alive[i]) {
          steps[i] = step(node, consumers);
        } else {
          steps[i] = new Step.Dead();
        }
      }
      if (obstacle == null && nonlinearities == 0) {
        obstacle = "the network has no nonlinearity";
      }
      double width = nonlinearities == 0 ? 1 : nonlinearities / inverseWidths;
      return new Composition(
          network,
          steps,
          parts(alive),
          List.copyOf(approximations),
          Optional.ofNullable(obstacle),
          nonlinearities,
          width);
    }

    /** The inputs that matter: a branch of weight 0 does not exist. */
    private static int[] effectiveInputs(Node node) {
      if (node.operation() instanceof Operation.WeightedSum(List<Double> weights)) {
        int[] kept = new int[weights.size()];
        int n = 0;
        for (int k = 0; k < weights.size(); k++) {
          if (weights.get(k) != 0) {
            kept[n++] = node.inputs().get(k);
          }
        }
        return Arrays.copyOf(kept, n);
      }
      return node.inputs().stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean[] alive() {
      boolean[] alive = new boolean[size];
      alive[size - 1] = true;
      for (int i = size - 1; i >= 0; i--) {
        if (alive[i]) {
          for (int input : inputs[i]) {
            alive[input] = true;
          }
        }
      }
      return alive;
    }

    private Step step(Node node, int[] consumers) {
      int i = node.index();
      return switch (node.operation()) {
        case Operation.Input _ -> {
          variance[i] = 1;
          yield new Step.Source();
        }
        case Operation.Affine _ -> same(i, variance[inputs[i][0]]);
        case Operation.Convolution convolution -> {
          if (convolution.filterLaw() == FilterLaw.GAUSSIAN_FAN_IN && convolution.kernel() > 1) {
            approximate(
                "convolution '%s' mixes locations; its map is taken as if all had the same correlation"
                    .formatted(node.name()));
          }
          yield same(i, variance[inputs[i][0]]);
        }
        case Operation.Nonlinearity _ -> {
          nonlinearity(node);
          yield new Step.Local(inputs[i][0]);
        }
        case Operation.WeightedSum(List<Double> weights) -> sum(node, weights, consumers);
        case Operation.LayerNormalisation _ -> same(i, 1);
        case Operation.Scale(double factor) -> {
          if (factor == 0) {
            obstruct("scale '%s' multiplies by 0".formatted(node.name()));
          }
          yield same(i, variance[inputs[i][0]] * factor * factor);
        }
        case Operation.Dropout _ -> same(i, variance[inputs[i][0]]);
        case Operation.AveragePooling _ -> {
          approximate(
              "pooling '%s' mixes locations; its map is taken as if all had the same correlation"
                  .formatted(node.name()));
          yield same(i, variance[inputs[i][0]]);
        }
        case Operation.Flatten _ -> same(i, variance[inputs[i][0]]);
      };
    }

    private Step same(int i, double q) {
      variance[i] = q;
      return new Step.Same(inputs[i][0]);
    }

    private void nonlinearity(Node node) {
      int i = node.index();
      double q = variance[inputs[i][0]];
      if (law != ScaleLaw.PROPORTIONAL && Math.abs(q - 1) > UNIT_TOLERANCE) {
        obstruct(
            ("the nonlinearity '%s' receives preactivations of variance %s, and this method"
                    + " controls the activation at variance 1 only; give sums weights whose squares"
                    + " add to 1")
                .formatted(node.name(), Double.toString(q)));
      }
      variance[i] = law == ScaleLaw.PROPORTIONAL ? q : 1;
      nonlinearities++;
      inverseWidths += 1.0 / node.shape().width();
    }

    private Step sum(Node node, List<Double> weights, int[] consumers) {
      int i = node.index();
      int[] from = inputs[i];
      double[] shares = new double[from.length];
      double q = 0;
      int n = 0;
      for (int k = 0; k < weights.size(); k++) {
        double w = weights.get(k);
        if (w != 0) {
          shares[n] = w * w * variance[from[n]];
          q += shares[n];
          n++;
        }
      }
      variance[i] = q;
      if (from.length == 0) {
        obstruct("the sum '%s' has no input of non-zero weight".formatted(node.name()));
        return new Step.Dead();
      }
      for (int k = 0; k < shares.length; k++) {
        shares[k] /= q;
      }
      int correlated = 0;
      for (int input : from) {
        if (!uncorrelated(input, consumers)) {
          correlated++;
        }
      }
      if (correlated > 1) {
        obstruct(
            ("the branches of the sum '%s' are correlated, so that its map is no mean of theirs;"
                    + " let all but one end in an affine layer")
                .formatted(node.name()));
      }
      return new Step.Join(from, shares);
    }

    /**
     * Whether a branch has covariance 0 with everything that does not read it: it ends in weights
     * of its own, or in a centred nonlinearity of preactivations of its own.
     */
    private boolean uncorrelated(int node, int[] consumers) {
      int i = node;
      boolean centred = false;
      while (consumers[i] == 1) {
        switch (network.nodes().get(i).operation()) {
          case Operation.Affine _, Operation.Convolution _ -> {
            return true;
          }
          case Operation.Nonlinearity _ -> {
            if (centred || law != ScaleLaw.UNIT_CENTRED) {
              return false;
            }
            centred = true;
          }
          case Operation.Scale _,
              Operation.Dropout _,
              Operation.AveragePooling _,
              Operation.Flatten _,
              Operation.LayerNormalisation _ -> {}
          case Operation.Input _, Operation.WeightedSum _ -> {
            return false;
          }
        }
        i = inputs[i][0];
      }
      return false;
    }

    private void obstruct(String reason) {
      if (obstacle == null) {
        obstacle = reason;
      }
    }

    private void approximate(String statement) {
      approximations.add(statement);
    }

    private List<Part> parts(boolean[] alive) {
      int[] dominator = new int[size];
      for (int i = 1; i < size; i++) {
        if (alive[i] && inputs[i].length > 0) {
          int common = inputs[i][0];
          for (int k = 1; k < inputs[i].length; k++) {
            common = meet(common, inputs[i][k], dominator, 1);
          }
          dominator[i] = common;
        }
      }
      int[] postdominator = new int[size];
      Arrays.fill(postdominator, -1);
      postdominator[size - 1] = size - 1;
      for (int i = size - 1; i > 0; i--) {
        if (alive[i]) {
          for (int input : inputs[i]) {
            postdominator[input] =
                postdominator[input] < 0 ? i : meet(postdominator[input], i, postdominator, -1);
          }
        }
      }
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        if (alive[i] && (i == 0 || postdominator[dominator[i]] != i)) {
          int tail = i;
          boolean nonlinear = steps[i] instanceof Step.Local;
          while (tail < size - 1 && dominator[postdominator[tail]] == tail) {
            tail = postdominator[tail];
            nonlinear = true;
          }
          if (nonlinear) {
            parts.add(new Part(i, tail));
          }
        }
      }
      return List.copyOf(parts);
    }

    /**
     * The nearest common ancestor in a tree whose parents have a smaller (sign 1) or larger (−1)
     * number.
     */
    private static int meet(int a, int b, int[] parent, int sign) {
      int x = a;
      int y = b;
      while (x != y) {
        if (sign * x > sign * y) {
          x = parent[x];
        } else {
          y = parent[y];
        }
      }
      return x;
    }
  }
}
