package io.brink.network;

import io.brink.network.Operation.Affine;
import io.brink.network.Operation.AveragePooling;
import io.brink.network.Operation.Convolution;
import io.brink.network.Operation.Dropout;
import io.brink.network.Operation.Flatten;
import io.brink.network.Operation.Input;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.Scale;
import io.brink.network.Operation.WeightedSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Builds a {@link Network} node by node, inferring shapes and checking each node as it is added.
 *
 * {@snippet :
 * NetworkBuilder builder = new NetworkBuilder();
 * Handle x = builder.input(new Shape.Vector(784));
 * Handle h = builder.add("hidden", new Operation.Affine(300, 1, 0, WeightLaw.GAUSSIAN), x);
 * Network network = builder.build(builder.add(new Operation.Nonlinearity(tanh), h));
 * }
 *
 * <p>Larger parts are {@link Block}s. Names: an explicit name must be new within its scope; a node
 * without one is called after its operation, {@code affine}, {@code affine2}, and so on. Inside
 * {@link #within} names get the scope as a prefix, {@code block3/sum}.
 */
public final class NetworkBuilder {
  /** Most nodes of a network: a guard against a repetition of repetitions gone wild. */
  public static final int MAXIMUM_NODES = 5_000_000;

  /** How far Σw² of a normalised sum may be from 1. */
  public static final double NORMALISATION_TOLERANCE = 1e-12;

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private String scope = "";

  /** Creates an empty builder. */
  public NetworkBuilder() {}

  /** Adds the network's input; this must be the first node. Its name is {@code input}. */
  public Handle input(Shape shape) {
    return append(uniqueName("input"), new Input(shape), List.of());
  }

  /** Adds the network's input under another name. */
  public Handle input(String name, Shape shape) {
    return append(uniqueName(checkedName(name)), new Input(shape), List.of());
  }

  /** Adds a node named after its operation. */
  public Handle add(Operation operation, Handle... inputs) {
    return append(uniqueName(kind(operation)), operation, indices(kind(operation), inputs));
  }

  /**
   * Adds a node.
   *
   * @param name name within the current scope
   * @throws NetworkException if the name is taken, a parameter out of range or a shape does not fit
   */
  public Handle add(String name, Operation operation, Handle... inputs) {
    String full = scope + checkedName(name);
    if (taken.putIfAbsent(full, 1) != null) {
      throw NetworkException.atNode(full, "two nodes have this name");
    }
    return append(full, operation, indices(full, inputs));
  }

  /**
   * Adds a weighted sum that keeps variances: Σw² must be 1 (to {@value #NORMALISATION_TOLERANCE}),
   * as in the rescaled residual block (TAT, equation 7).
   */
  public Handle normalisedSum(String name, List<Double> weights, Handle... inputs) {
    checkNormalised(scope + name, weights);
    return add(name, new WeightedSum(weights), inputs);
  }

  /** A {@link #normalisedSum(String, List, Handle...)} with the name {@code sum}. */
  public Handle normalisedSum(List<Double> weights, Handle... inputs) {
    checkNormalised(scope + "sum", weights);
    return add(new WeightedSum(weights), inputs);
  }

  private static void checkNormalised(String name, List<Double> weights) {
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    if (!(Math.abs(squares - 1) <= NORMALISATION_TOLERANCE)) {
      throw NetworkException.atParameter(
          name,
          "weights",
          "of a normalised sum must have squares that add up to 1, they add up to "
              + ShapeInference.number(squares));
    }
  }

  /**
   * Runs {@code part} with {@code name} and a slash before the names of all nodes that it adds; a
   * name that is already taken gets a number.
   */
  public Handle within(String name, Supplier<Handle> part) {
    String outer = scope;
    scope = uniqueName(checkedName(name)) + "/";
    try {
      return part.get();
    } finally {
      scope = outer;
    }
  }

  /**
   * The network whose output is {@code output}.
   *
   * @throws NetworkException if a node does not contribute to the output
   */
  public Network build(Handle output) {
    int last = indices("output", output).getFirst();
    if (last != nodes.size() - 1) {
      throw NetworkException.atNode(
          nodes.getLast().name(),
          "is not used: it does not contribute to the output '" + nodes.get(last).name() + "'");
    }
    return Network.ofChecked(nodes);
  }

  /** What stands before the name of a node added now: empty, or a path that ends in a slash. */
  String scope() {
    return scope;
  }

  Node node(int index) {
    return nodes.get(index);
  }

  private Handle append(String name, Operation operation, List<Integer> inputs) {
    int index = nodes.size();
    if (index == MAXIMUM_NODES) {
      throw NetworkException.atNode(name, "a network has at most " + MAXIMUM_NODES + " nodes");
    }
    if (operation instanceof Input != (index == 0)) {
      throw NetworkException.atNode(
          name,
          index == 0 ? "the first node must be the input" : "a network has exactly one input");
    }
    List<Shape> shapes = new ArrayList<>(inputs.size());
    for (int input : inputs) {
      shapes.add(nodes.get(input).shape());
    }
    Shape shape = ShapeInference.infer(name, operation, shapes);
    nodes.add(new Node(index, name, operation, inputs, shape));
    return new Handle(this, index);
  }

  private List<Integer> indices(String name, Handle... inputs) {
    List<Integer> result = new ArrayList<>(inputs.length);
    for (Handle input : inputs) {
      if (!input.isFrom(this)) {
        throw NetworkException.atNode(name, "reads a node of another network");
      }
      result.add(input.index());
    }
    return List.copyOf(result);
  }

  private String uniqueName(String name) {
    String full = scope + name;
    int number = taken.merge(full, 1, Integer::sum);
    String numbered = number == 1 ? full : full + number;
    while (number > 1 && taken.putIfAbsent(numbered, 1) != null) {
      number = taken.merge(full, 1, Integer::sum);
      numbered = full + number;
    }
    return numbered;
  }

  private static String checkedName(String name) {
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw NetworkException.atNode(
          name.replaceAll("\\p{Cntrl}", "?"), "a name must be printable and not blank");
    }
    return name;
  }

  /** What an unnamed node is called: the operation's name in a network file. */
  static String kind(Operation operation) {
    return switch (operation) {
      case Input _ -> "input";
      case Affine _ -> "affine";
      case Convolution _ -> "convolution";
      case Nonlinearity _ -> "activation";
      case WeightedSum _ -> "sum";
      case LayerNormalisation _ -> "layer_normalisation";
      case Scale _ -> "scale";
      case Dropout _ -> "dropout";
      case AveragePooling _ -> "average_pooling";
      case Flatten _ -> "flatten";
    };
  }
}
