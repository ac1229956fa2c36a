package io.brink.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Operation.Affine;
import io.brink.network.Operation.Dropout;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.Scale;
import io.brink.network.Operation.WeightedSum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkDescriptionTest {
  private static final Activation TANH = Activations.parse("tanh");

  private static Network parse(Object input, Object... nodes) {
    return NetworkDescription.parse(Map.of("input", input, "nodes", List.of(nodes)), TANH);
  }

  private static void assertFault(String message, Object input, Object... nodes) {
    assertThatThrownBy(() -> parse(input, nodes))
        .isInstanceOf(NetworkException.class)
        .hasMessage(message);
  }

  private static Map<String, Object> affine(int units) {
    return Map.of("op", "affine", "units", units);
  }

  private static Map<String, Object> op(String op) {
    return Map.of("op", op);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp:depth=3,dropout=0.2,weights=orthogonal",
        "lnmlp:depth=3,bias_variance=0.3",
        "rrn:depth=3",
        "frn:depth=3,out_weight_variance=0.123456789012345678",
        "resnet:depth=50,shortcut=0.8",
        "resnet:depth=50,shortcut=0,weights=fan_in",
        "wrn:depth=16,weights=orthogonal,dropout=0.5"
      })
  void roundTripOfBuiltInNetworks(String spec) {
    Network network = NetworkSpec.parse(spec).network(TANH);
    assertThat(NetworkDescription.parse(NetworkDescription.of(network), null)).isEqualTo(network);
  }

  @Test
  void roundTripOfEveryOperation() {
    NetworkBuilder builder = new NetworkBuilder();
    Handle x = builder.input("picture", new Shape.Image(2, 9, 9));
    Operation convolution =
        new Operation.Convolution(4, 3, 2, 1.5, 0.25, FilterLaw.GAUSSIAN_FAN_IN);
    Handle a = builder.add(convolution, x);
    Handle b = builder.add(new LayerNormalisation(), a);
    Handle c = builder.add(new Scale(-2.5), b);
    Handle d = builder.add(new Dropout(0.1), c);
    Handle e = builder.add(new WeightedSum(List.of(1.0, 2.0, 3.0)), a, d, a);
    Handle f = builder.add(new Operation.AveragePooling(new Pooling.Window(2, 1)), e);
    Handle g = builder.add(new Operation.Flatten(), f);
    Handle h = builder.add(new Nonlinearity(TANH), g);
    Network network = builder.build(h);
    assertThat(NetworkDescription.parse(NetworkDescription.of(network), null)).isEqualTo(network);
  }

  @Test
  void defaults() {
    Network network =
        parse(
            List.of(3, 8, 8),
            Map.of("op", "convolution", "channels", 4L),
            op("activation"),
            Map.of("op", "activation", "activation", "default"),
            Map.of("op", "activation", "activation", "relu"),
            op("average_pooling"),
            Map.of("op", "affine", "units", 2.0));
    assertThat(network.node(1).operation())
        .isEqualTo(new Operation.Convolution(4, 3, 1, 1, 0, FilterLaw.DELTA));
    assertThat(network.node(2).operation()).isEqualTo(new Nonlinearity(TANH));
    assertThat(network.node(3).operation()).isEqualTo(new Nonlinearity(TANH));
    assertThat(network.node(4).operation()).isEqualTo(new Nonlinearity(Activations.parse("relu")));
    assertThat(network.output().operation()).isEqualTo(new Affine(2, 1, 0, WeightLaw.GAUSSIAN));
    assertThat(network.nodes().stream().map(Node::name))
        .containsExactly(
            "input",
            "convolution",
            "activation",
            "activation2",
            "activation3",
            "average_pooling",
            "affine");
  }

  @Test
  void combinatorsEqualTheirBlocks() {
    Operation affine = new Affine(4, 1, 0, WeightLaw.GAUSSIAN);
    Block layer = Block.serial(Block.layer(affine), Block.layer(new Nonlinearity(TANH)));
    Block expected =
        Block.serial(
            Block.repeat(3, "block", Block.named("residual", Block.residual(0.6, layer))),
            Block.named("serial", layer),
            Block.named(
                "split", Block.normalisedSum(List.of(0.6, 0.8), List.of(Block.identity(), layer))),
            Block.named("parallel", Block.sum(List.of(1.0, 1.0), List.of(layer, Block.identity()))),
            Block.named("projected", Block.residual(0.8, Block.layer(affine), layer)));
    List<Object> nodes = List.of(affine(4), op("activation"));
    Network network =
        parse(
            4,
            Map.of(
                "op",
                "repeat",
                "name",
                "block",
                "times",
                3,
                "nodes",
                List.of(Map.of("op", "residual", "shortcut", 0.6, "nodes", nodes))),
            Map.of("op", "serial", "nodes", nodes),
            Map.of(
                "op",
                "parallel",
                "name",
                "split",
                "weights",
                List.of(0.6, 0.8),
                "normalised",
                true,
                "branches",
                List.of(List.of(), nodes)),
            Map.of("op", "parallel", "branches", List.of(nodes, List.of())),
            Map.of(
                "op",
                "residual",
                "name",
                "projected",
                "shortcut",
                0.8,
                "shortcut_nodes",
                List.of(affine(4)),
                "nodes",
                nodes));
    assertThat(network).isEqualTo(Block.network(new Shape.Vector(4), expected));
  }

  @Test
  void inputsAreFoundInTheInnermostScope() {
    Map<String, Object> inner = Map.of("op", "affine", "units", 4, "name", "a");
    Map<String, Object> sum = Map.of("op", "sum", "inputs", List.of("a", "outer", "input"));
    Network network =
        parse(
            4,
            Map.of("op", "scale", "factor", 2, "name", "a"),
            Map.of("op", "scale", "factor", 3, "name", "outer"),
            Map.of("op", "repeat", "times", 2, "name", "r", "nodes", List.of(inner, sum)),
            Map.of("op", "sum", "inputs", List.of("r1/a", "a", "r2/sum"), "normalised", true));
    assertThat(network.node(4).inputs()).containsExactly(3, 2, 0);
    assertThat(network.node(6).inputs()).containsExactly(5, 2, 0);
    assertThat(network.output().inputs()).containsExactly(3, 1, 6);
    double third = Math.sqrt(1.0 / 3);
    assertThat(network.output().operation())
        .isEqualTo(new WeightedSum(List.of(third, third, third)));
  }

  @Test
  void combinatorsMayReadANamedNode() {
    Network network =
        parse(
            4,
            Map.of("op", "scale", "factor", 2),
            Map.of("op", "serial", "inputs", "input", "name", "s", "nodes", List.of(affine(4))),
            Map.of("op", "sum", "inputs", List.of("scale", "s/affine")));
    assertThat(network.node(2).inputs()).containsExactly(0);
  }

  @Test
  void faultsNameTheirPlace() {
    assertFault(
        "nodes[1].weight_variance: must be finite and >= 0, got -1",
        5,
        affine(3),
        Map.of("op", "affine", "units", 3, "weight_variance", -1));
    assertFault("nodes[0].units: is missing", 5, op("affine"));
    assertFault("nodes[0].units: must be >= 1, got 0", 5, affine(0));
    assertFault(
        "nodes[0].units: must be a whole number, got 2.5", 5, Map.of("op", "affine", "units", 2.5));
    assertFault(
        "nodes[0].units: must be a whole number, got the text 'three'",
        5,
        Map.of("op", "affine", "units", "three"));
    assertFault(
        "nodes[0].units: must be at most 2147483647, got 3000000000",
        5,
        Map.of("op", "affine", "units", 3_000_000_000L));
    assertFault(
        "nodes[0].bias_variance: must be a number, got the text '0.1'",
        5,
        Map.of("op", "affine", "units", 2, "bias_variance", "0.1"));
    assertFault(
        "nodes[0].wieght_variance: unknown key; did you mean 'weight_variance'?",
        5,
        Map.of("op", "affine", "units", 2, "wieght_variance", 1));
    assertFault("nodes[0].op: unknown operation 'afine'; did you mean 'affine'?", 5, op("afine"));
    assertFault("nodes[0].op: is missing", 5, Map.of("units", 3));
    assertFault("nodes[0]: must be a mapping, got the text 'affine'", 5, "affine");
    assertFault(
        "nodes[0].weights: must be one of gaussian, orthogonal, got 'uniform'",
        5,
        Map.of("op", "affine", "units", 2, "weights", "uniform"));
    assertFault("nodes[0].rate: must be in [0, 1), got 1", 5, Map.of("op", "dropout", "rate", 1));
    assertFault(
        "nodes[1].inputs[1]: no node 'afine' comes before; did you mean 'affine'?",
        5,
        affine(5),
        Map.of("op", "sum", "inputs", List.of("input", "afine")));
    assertFault(
        "nodes[1]: node 'sum': inputs have shapes 5 and 4; a sum needs equal shapes",
        5,
        affine(4),
        Map.of("op", "sum", "inputs", List.of("input", "affine")));
    assertFault(
        "nodes[0].weights: of a normalised sum must have squares that add up to 1,"
            + " they add up to 2",
        5,
        Map.of(
            "op",
            "sum",
            "inputs",
            List.of("input", "input"),
            "weights",
            List.of(1, 1),
            "normalised",
            true));
    assertFault(
        "nodes[0].weights: must be one per input: 1 for 2",
        5,
        Map.of("op", "sum", "inputs", List.of("input", "input"), "weights", List.of(1)));
    assertFault(
        "document: node 'affine': is not used: every node but the output 'scale' must be read",
        5,
        affine(4),
        Map.of("op", "scale", "factor", 1, "inputs", "input"));
    assertFault(
        "nodes[0].normalised: must be true or false, got the text 'yes'",
        5,
        Map.of("op", "sum", "normalised", "yes"));
  }

  @Test
  void faultsInsideCombinatorsNameTheirPlace() {
    assertFault(
        "nodes[0].nodes[1].units: must be >= 1, got -3",
        5,
        Map.of("op", "repeat", "times", 2, "nodes", List.of(affine(5), affine(-3))));
    assertFault(
        "nodes[0].branches[1][0].op: unknown operation 'relu'; known: affine, convolution,"
            + " activation, sum, layer_normalisation, scale, dropout, average_pooling, flatten,"
            + " serial, repeat, residual, parallel",
        5,
        Map.of("op", "parallel", "branches", List.of(List.of(), List.of(op("relu")))));
    assertFault(
        "nodes[0].times: must be from 1 to 5000000, got 0",
        5,
        Map.of("op", "repeat", "times", 0, "nodes", List.of()));
    assertFault(
        "nodes[0].shortcut: must be in [0, 1], got 1.5",
        5,
        Map.of("op", "residual", "shortcut", 1.5, "nodes", List.of()));
    assertFault(
        "nodes[0].branches[0]: must be a list of nodes, got a mapping",
        5,
        Map.of("op", "parallel", "branches", List.of(affine(2))));
    assertFault(
        "nodes[0]: node 'residual/sum': inputs have shapes 5 and 4; a sum needs equal shapes",
        5,
        Map.of("op", "residual", "shortcut", 0.5, "nodes", List.of(affine(4))));
  }

  @Test
  void faultsOfTheDocumentItself() {
    assertThatThrownBy(() -> NetworkDescription.parse(Map.of("nodes", List.of()), TANH))
        .hasMessage("input: is missing");
    assertThatThrownBy(() -> NetworkDescription.parse(Map.of("input", 3), TANH))
        .hasMessage("nodes: is missing");
    assertThatThrownBy(() -> NetworkDescription.parse(Map.of("input", 3, "nodes", Map.of()), TANH))
        .hasMessage("nodes: must be a list, got a mapping");
    assertThatThrownBy(() -> NetworkDescription.parse(Map.of("input", 3, "node", List.of()), TANH))
        .hasMessage("node: unknown key; did you mean 'nodes'?");
    assertFault(
        "input: must be a number of units or [channels, height, columns], got a list of 2",
        List.of(3, 4));
    assertFault("input[1]: must be a whole number, got the text 'x'", List.of(3, "x", 4));
    assertFault("input: units must be >= 1, got 0", 0);
    assertThatThrownBy(
            () ->
                NetworkDescription.parse(
                    Map.of("input", 3, "nodes", List.of(op("activation"))), null))
        .hasMessage("nodes[0].activation: must be given");
  }

  @Test
  void nestingIsBounded() {
    List<Object> nodes = List.of(affine(2));
    for (int i = 0; i < 1000; i++) {
      nodes = List.of(Map.of("op", "serial", "nodes", nodes));
    }
    List<Object> deepest = nodes;
    assertThatThrownBy(() -> parse(2, deepest.toArray()))
        .hasMessageEndingWith("nests deeper than 64 levels");
  }

  @Test
  void anEmptyBlockIsNotRepeated() {
    Map<String, Object> empty = Map.of("op", "repeat", "times", 5_000_000, "nodes", List.of());
    Map<String, Object> nested =
        Map.of("op", "repeat", "times", 5_000_000, "nodes", List.of(empty));
    assertThat(parse(2, affine(2), nested).size()).isEqualTo(2);
    assertFault(
        "nodes[0].times: must be from 1 to 5000000, got 2000000000",
        2,
        Map.of("op", "repeat", "times", 2_000_000_000, "nodes", List.of()));
  }

  @Test
  void aHundredThousandNodesParse() {
    Network network = NetworkSpec.parse("mlp:depth=50000").network(TANH);
    assertThat(NetworkDescription.parse(NetworkDescription.of(network), TANH)).isEqualTo(network);
  }

  @Test
  void schemaKnowsEveryOperation() throws IOException {
    String schema;
    try (InputStream stream =
        NetworkDescription.class.getResourceAsStream("network-file.schema.json")) {
      schema = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> words =
        new ArrayList<>(
            List.of("serial", "repeat", "residual", "parallel", "shortcut_nodes", "input_name"));
    words.addAll(
        List.of("affine", "convolution", "activation", "sum", "layer_normalisation", "scale"));
    words.addAll(List.of("dropout", "average_pooling", "flatten", "normalised", "bias_variance"));
    assertThat(schema).contains(words.stream().map(word -> '"' + word + '"').toList());
  }
}
