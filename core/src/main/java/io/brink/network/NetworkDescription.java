package io.brink.network;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.internal.text.Spelling;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Networks as plain maps, lists, texts and numbers: what a YAML or JSON parser makes of a network
 * file. The schema is documented in {@code docs/network-file.md} and, as JSON Schema, in the
 * resource {@code network-file.schema.json} beside this class.
 *
 * <p>Every fault is a {@link NetworkException} whose message starts with the place in the document:
 * {@code nodes[3].weight_variance: must be finite and >= 0, got -1}.
 */
public final class NetworkDescription {
  /** How deep {@code repeat}, {@code residual}, {@code serial} and {@code parallel} may nest. */
  public static final int MAXIMUM_NESTING = 64;

  private static final List<String> COMBINATORS =
      List.of("serial", "repeat", "residual", "parallel");
  private static final List<String> OPERATIONS =
      List.of(
          "affine",
          "convolution",
          "activation",
          "sum",
          "layer_normalisation",
          "scale",
          "dropout",
          "average_pooling",
          "flatten");

  private final NetworkBuilder builder = new NetworkBuilder();
  private final Map<String, Handle> handles = new HashMap<>();
  private final Map<String, Nonlinearity> nonlinearities = new HashMap<>();
  private final Activation defaultActivation;

  private NetworkDescription(Activation defaultActivation) {
    this.defaultActivation = defaultActivation;
  }

  /**
   * The network of a document.
   *
   * @param document the whole document, keys in any order; not modified
   * @param defaultActivation activation of nodes that name none or {@code default}
   * @throws NetworkException naming the place in the document
   */
  public static Network parse(Map<String, ?> document, Activation defaultActivation) {
    return new NetworkDescription(defaultActivation).network(Fields.of(document, ""));
  }

  /**
   * The document of a network: {@code parse(of(network), any)} is equal to {@code network} if the
   * names of its activations can be parsed.
   */
  public static Map<String, Object> of(Network network) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (!network.input().name().equals("input")) {
      document.put("input_name", network.input().name());
    }
    document.put(
        "input",
        switch (network.input().shape()) {
          case Shape.Vector(int units) -> units;
          case Shape.Image(int channels, int height, int columns) ->
              List.of(channels, height, columns);
        });
    List<Object> nodes = new ArrayList<>(network.size() - 1);
    for (Node node : network.nodes().subList(1, network.size())) {
      nodes.add(describe(network, node));
    }
    document.put("nodes", nodes);
    return document;
  }

  private static Map<String, Object> describe(Network network, Node node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", node.name());
    fields.put("op", NetworkBuilder.kind(node.operation()));
    if (!node.inputs().equals(List.of(node.index() - 1))) {
      fields.put("inputs", node.inputs().stream().map(i -> network.node(i).name()).toList());
    }
    switch (node.operation()) {
      case Input _ -> throw new IllegalStateException("the input is not a node of the document");
      case Affine affine -> {
        fields.put("units", affine.units());
        fields.put("weight_variance", affine.weightVariance());
        fields.put("bias_variance", affine.biasVariance());
        fields.put("weights", Words.of(affine.weightLaw()));
      }
      case Convolution convolution -> {
        fields.put("channels", convolution.channels());
        fields.put("kernel", convolution.kernel());
        fields.put("stride", convolution.stride());
        fields.put("weight_variance", convolution.weightVariance());
        fields.put("bias_variance", convolution.biasVariance());
        fields.put("filters", Words.of(convolution.filterLaw()));
      }
      case Nonlinearity(Activation activation) -> fields.put("activation", activation.name());
      case WeightedSum(List<Double> weights) -> fields.put("weights", weights);
      case Scale(double factor) -> fields.put("factor", factor);
      case Dropout(double rate) -> fields.put("rate", rate);
      case AveragePooling(Pooling pooling) -> {
        switch (pooling) {
          case Pooling.Window(int size, int stride) -> {
            fields.put("size", size);
            fields.put("stride", stride);
          }
          case Pooling.Global() -> {}
        }
      }
      case LayerNormalisation _, Flatten _ -> {}
    }
    return fields;
  }

  private Network network(Fields document) {
    document.allowOnly(List.of("input", "input_name", "nodes", "description"));
    document.optionalText("description");
    String name = document.optionalText("input_name").orElse("input");
    Handle input = input(name, shape(document.required("input")));
    handles.put(input.name(), input);
    Handle output = nodes(document, "nodes", input, 0);
    return located(document, () -> builder.build(output));
  }

  private Handle input(String name, Shape shape) {
    try {
      return builder.input(name, shape);
    } catch (NetworkException e) {
      throw NetworkException.inDocument(
          "input", e.parameter().map(key -> key + " ").orElse("") + e.detail());
    }
  }

  private static Shape shape(Object value) {
    if (value instanceof List<?> list) {
      return switch (list.size()) {
        case 1 -> new Shape.Vector(Fields.integer(list.get(0), "input[0]"));
        case 3 ->
            new Shape.Image(
                Fields.integer(list.get(0), "input[0]"),
                Fields.integer(list.get(1), "input[1]"),
                Fields.integer(list.get(2), "input[2]"));
        default ->
            throw NetworkException.inDocument(
                "input",
                "must be a number of units or [channels, height, columns], got a list of "
                    + list.size());
      };
    }
    return new Shape.Vector(Fields.integer(value, "input"));
  }

  private Handle nodes(Fields fields, String key, Handle input, int nesting) {
    return nodes(fields.list(key), fields.path(key), input, nesting);
  }

  private Handle nodes(List<?> list, String path, Handle input, int nesting) {
    Handle current = input;
    for (int i = 0; i < list.size(); i++) {
      current = node(Fields.of(list.get(i), path + "[" + i + "]"), current, nesting);
    }
    return current;
  }

  private Handle node(Fields fields, Handle previous, int nesting) {
    String op = fields.text("op");
    return switch (op) {
      case "serial", "repeat", "residual", "parallel" -> combinator(op, fields, previous, nesting);
      case "affine" -> {
        allow(fields, "units", "weight_variance", "bias_variance", "weights");
        yield add(
            fields,
            previous,
            new Affine(
                fields.integer("units"),
                fields.real("weight_variance", 1),
                fields.real("bias_variance", 0),
                Words.weightLaw(fields)));
      }
      case "convolution" -> {
        allow(
            fields, "channels", "kernel", "stride", "weight_variance", "bias_variance", "filters");
        yield add(
            fields,
            previous,
            new Convolution(
                fields.integer("channels"),
                fields.integer("kernel", 3),
                fields.integer("stride", 1),
                fields.real("weight_variance", 1),
                fields.real("bias_variance", 0),
                Words.filterLaw(fields)));
      }
      case "activation" -> {
        allow(fields, "activation");
        yield add(fields, previous, nonlinearity(fields));
      }
      case "sum" -> sum(fields, previous);
      case "layer_normalisation" -> {
        allow(fields);
        yield add(fields, previous, new LayerNormalisation());
      }
      case "scale" -> {
        allow(fields, "factor");
        yield add(fields, previous, new Scale(fields.real("factor")));
      }
      case "dropout" -> {
        allow(fields, "rate");
        yield add(fields, previous, new Dropout(fields.real("rate")));
      }
      case "average_pooling" -> {
        allow(fields, "size", "stride");
        yield add(fields, previous, new AveragePooling(pooling(fields)));
      }
      case "flatten" -> {
        allow(fields);
        yield add(fields, previous, new Flatten());
      }
      default -> {
        List<String> known = new ArrayList<>(OPERATIONS);
        known.addAll(COMBINATORS);
        throw NetworkException.inDocument(
            fields.path("op"), "unknown operation '" + op + "'" + Spelling.hint(op, known));
      }
    };
  }

  private Handle combinator(String op, Fields fields, Handle previous, int nesting) {
    if (nesting == MAXIMUM_NESTING) {
      throw NetworkException.inDocument(
          fields.path(), "nests deeper than " + MAXIMUM_NESTING + " levels");
    }
    List<Handle> inputs = inputs(fields, previous);
    if (inputs.size() != 1) {
      throw NetworkException.inDocument(
          fields.path("inputs"), "must name one node, got " + inputs.size());
    }
    Handle input = inputs.getFirst();
    String name = fields.optionalText("name").orElse(op);
    return switch (op) {
      case "serial" -> {
        allow(fields, "nodes");
        Block block = body(fields, "nodes", nesting);
        yield append(fields, input, Block.named(name, block));
      }
      case "repeat" -> {
        allow(fields, "times", "nodes");
        int times = fields.integer("times");
        if (times < 1 || times > NetworkBuilder.MAXIMUM_NODES) {
          throw NetworkException.inDocument(
              fields.path("times"),
              "must be from 1 to " + NetworkBuilder.MAXIMUM_NODES + ", got " + times);
        }
        Block block = body(fields, "nodes", nesting);
        yield append(fields, input, Block.repeat(times, name, block));
      }
      case "residual" -> {
        allow(fields, "shortcut", "shortcut_nodes", "nodes");
        double weight = fields.real("shortcut");
        if (!(weight >= 0 && weight <= 1)) {
          throw NetworkException.inDocument(
              fields.path("shortcut"), "must be in [0, 1], got " + ShapeInference.number(weight));
        }
        Block branch = body(fields, "nodes", nesting);
        Block shortcut =
            fields.has("shortcut_nodes")
                ? body(fields, "shortcut_nodes", nesting)
                : Block.identity();
        Block block = Block.residual(weight, shortcut, branch);
        yield append(fields, input, Block.named(name, block));
      }
      case "parallel" -> {
        allow(fields, "branches", "weights", "normalised");
        List<Block> branches = branches(fields, nesting);
        List<Double> weights = sumWeights(fields, branches.size());
        Block block =
            fields.flag("normalised")
                ? Block.normalisedSum(weights, branches)
                : Block.sum(weights, branches);
        yield append(fields, input, Block.named(name, block));
      }
      default -> throw new IllegalStateException(op + " is not a combinator");
    };
  }

  private List<Block> branches(Fields fields, int nesting) {
    List<?> list = fields.list("branches");
    List<Block> branches = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String path = fields.path("branches") + "[" + i + "]";
      if (!(list.get(i) instanceof List<?> branch)) {
        throw NetworkException.inDocument(
            path, "must be a list of nodes, got " + Fields.describe(list.get(i)));
      }
      branches.add((_, from) -> nodes(branch, path, from, nesting + 1));
    }
    return branches;
  }

  private Block body(Fields fields, String key, int nesting) {
    return (_, from) -> nodes(fields, key, from, nesting + 1);
  }

  private Handle append(Fields fields, Handle input, Block block) {
    Handle output = located(fields, () -> block.append(builder, input));
    handles.putIfAbsent(output.name(), output);
    return output;
  }

  private Handle sum(Fields fields, Handle previous) {
    allow(fields, "weights", "normalised");
    List<Handle> inputs = inputs(fields, previous);
    List<Double> weights = sumWeights(fields, inputs.size());
    Handle[] array = inputs.toArray(Handle[]::new);
    if (!fields.flag("normalised")) {
      return add(fields, previous, new WeightedSum(weights));
    }
    return remember(
        located(
            fields,
            () ->
                fields
                    .optionalText("name")
                    .map(name -> builder.normalisedSum(name, weights, array))
                    .orElseGet(() -> builder.normalisedSum(weights, array))));
  }

  /** The given weights; else all 1, or all 1/√count in a normalised sum. */
  private static List<Double> sumWeights(Fields fields, int count) {
    if (fields.has("weights")) {
      return fields.reals("weights");
    }
    double weight = fields.flag("normalised") ? Math.sqrt(1.0 / count) : 1;
    return Collections.nCopies(count, weight);
  }

  private Handle add(Fields fields, Handle previous, Operation operation) {
    Handle[] inputs = inputs(fields, previous).toArray(Handle[]::new);
    return remember(
        located(
            fields,
            () ->
                fields
                    .optionalText("name")
                    .map(name -> builder.add(name, operation, inputs))
                    .orElseGet(() -> builder.add(operation, inputs))));
  }

  private Handle remember(Handle handle) {
    handles.put(handle.name(), handle);
    return handle;
  }

  private List<Handle> inputs(Fields fields, Handle previous) {
    if (!fields.has("inputs")) {
      return List.of(previous);
    }
    if (fields.required("inputs") instanceof String name) {
      return List.of(find(name, fields.path("inputs")));
    }
    List<Handle> result = new ArrayList<>();
    for (Object value : fields.list("inputs")) {
      String path = fields.path("inputs") + "[" + result.size() + "]";
      if (!(value instanceof String name)) {
        throw NetworkException.inDocument(
            path, "must be the name of a node, got " + Fields.describe(value));
      }
      result.add(find(name, path));
    }
    return result;
  }

  /** The node of that name in the innermost scope that has one. */
  private Handle find(String name, String path) {
    String scope = builder.scope();
    while (true) {
      Handle found = handles.get(scope + name);
      if (found != null) {
        return found;
      }
      if (scope.isEmpty()) {
        throw NetworkException.inDocument(
            path,
            "no node '"
                + name
                + "' comes before"
                + Spelling.nearest(name, handles.keySet())
                    .map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse(""));
      }
      scope = scope.substring(0, scope.lastIndexOf('/', scope.length() - 2) + 1);
    }
  }

  private Nonlinearity nonlinearity(Fields fields) {
    String text = fields.optionalText("activation").orElse(NetworkSpec.DEFAULT_ACTIVATION);
    Nonlinearity known = nonlinearities.get(text);
    if (known != null) {
      return known;
    }
    Activation activation;
    try {
      activation =
          text.equals(NetworkSpec.DEFAULT_ACTIVATION) ? defaultActivation : Activations.parse(text);
    } catch (IllegalArgumentException e) {
      throw NetworkException.inDocument(fields.path("activation"), e.getMessage());
    }
    Nonlinearity result = new Nonlinearity(activation);
    nonlinearities.put(text, result);
    return result;
  }

  private static Pooling pooling(Fields fields) {
    if (!fields.has("size") && !fields.has("stride")) {
      return new Pooling.Global();
    }
    int size = fields.integer("size");
    return new Pooling.Window(size, fields.integer("stride", size));
  }

  private static void allow(Fields fields, String... keys) {
    List<String> allowed = new ArrayList<>(List.of("name", "op", "inputs"));
    allowed.addAll(List.of(keys));
    fields.allowOnly(allowed);
  }

  /** Runs {@code action}; a fault that names a node is made to name the place in the document. */
  private static <T> T located(Fields fields, Supplier<T> action) {
    try {
      return action.get();
    } catch (NetworkException e) {
      if (e.isInDocument()) {
        throw e;
      }
      throw e.parameter()
          .map(key -> NetworkException.inDocument(fields.path(key), e.detail()))
          .orElseGet(() -> NetworkException.inDocument(fields.path(), e.getMessage()));
    }
  }

  /** The words of a network file for the laws of weights. */
  private static final class Words {

    static String of(WeightLaw law) {
      return switch (law) {
        case GAUSSIAN -> "gaussian";
        case ORTHOGONAL -> "orthogonal";
      };
    }

    static String of(FilterLaw law) {
      return switch (law) {
        case DELTA -> "delta";
        case ORTHOGONAL_DELTA -> "orthogonal_delta";
        case GAUSSIAN_FAN_IN -> "gaussian_fan_in";
      };
    }

    static WeightLaw weightLaw(Fields fields) {
      String word = fields.word("weights", List.of("gaussian", "orthogonal"), "gaussian");
      return word.equals("gaussian") ? WeightLaw.GAUSSIAN : WeightLaw.ORTHOGONAL;
    }

    static FilterLaw filterLaw(Fields fields) {
      List<String> words = List.of("delta", "orthogonal_delta", "gaussian_fan_in");
      return FilterLaw.values()[words.indexOf(fields.word("filters", words, "delta"))];
    }
  }
}
