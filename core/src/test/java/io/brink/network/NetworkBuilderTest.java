package io.brink.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Operation.Affine;
import io.brink.network.Operation.AveragePooling;
import io.brink.network.Operation.Convolution;
import io.brink.network.Operation.Dropout;
import io.brink.network.Operation.Flatten;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.Scale;
import io.brink.network.Operation.WeightedSum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkBuilderTest {
  private static final Activation TANH = Activations.parse("tanh");
  private static final Nonlinearity NONLINEARITY = new Nonlinearity(TANH);

  private final NetworkBuilder builder = new NetworkBuilder();

  private static Affine affine(int units) {
    return new Affine(units, 1, 0, WeightLaw.GAUSSIAN);
  }

  private static Convolution convolution(int channels, int stride) {
    return new Convolution(channels, 3, stride, 1, 0, FilterLaw.DELTA);
  }

  @Test
  void infersShapesOfAnImageNetwork() {
    Handle x = builder.input(new Shape.Image(3, 33, 32));
    Handle conv = builder.add(convolution(8, 2), x);
    Handle pool = builder.add(new AveragePooling(new Pooling.Window(3, 2)), conv);
    Handle flat = builder.add(new Flatten(), pool);
    Handle out = builder.add(affine(10), flat);
    assertThat(conv.shape()).isEqualTo(new Shape.Image(8, 17, 16));
    assertThat(pool.shape()).isEqualTo(new Shape.Image(8, 8, 7));
    assertThat(flat.shape()).isEqualTo(new Shape.Vector(448));
    Network network = builder.build(out);
    assertThat(network.output().shape()).isEqualTo(new Shape.Vector(10));
    assertThat(network.statistics())
        .isEqualTo(new NetworkStatistics(5, (27 + 1) * 8 + (448 + 1) * 10, 2, 0, 0));
  }

  @Test
  void globalPoolingGivesAVector() {
    Handle x = builder.input(new Shape.Image(3, 8, 8));
    assertThat(builder.add(new AveragePooling(new Pooling.Global()), x).shape())
        .isEqualTo(new Shape.Vector(3));
  }

  @Test
  void unequalShapesInASumNameTheNode() {
    Handle x = builder.input(new Shape.Image(64, 32, 32));
    assertThatThrownBy(
            () ->
                builder.within(
                    "block3",
                    () -> {
                      Handle y = builder.add(convolution(128, 2), x);
                      return builder.add("sum", new WeightedSum(List.of(1.0, 1.0)), x, y);
                    }))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            "node 'block3/sum': inputs have shapes 64x32x32 and 128x16x16;"
                + " a sum needs equal shapes");
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    Handle x = builder.input(new Shape.Vector(5));
    assertThatThrownBy(() -> builder.add("a", affine(0), x))
        .hasMessage("node 'a': units must be >= 1, got 0");
    assertThatThrownBy(() -> builder.add("b", new Affine(2, -1, 0, WeightLaw.GAUSSIAN), x))
        .hasMessage("node 'b': weight_variance must be finite and >= 0, got -1");
    assertThatThrownBy(() -> builder.add("c", new Affine(2, 1, 1 / 0.0, WeightLaw.GAUSSIAN), x))
        .hasMessage("node 'c': bias_variance must be finite and >= 0, got Infinity");
    assertThatThrownBy(() -> builder.add("d", new Dropout(1), x))
        .hasMessage("node 'd': rate must be in [0, 1), got 1");
    assertThatThrownBy(() -> builder.add("e", new Dropout(Double.NaN), x))
        .hasMessage("node 'e': rate must be in [0, 1), got NaN");
    assertThatThrownBy(() -> builder.add("f", new Scale(Double.NaN), x))
        .hasMessage("node 'f': factor must be finite, got NaN");
    assertThatThrownBy(() -> builder.add("g", new WeightedSum(List.of(1.0)), x, x))
        .hasMessage("node 'g': weights must be one per input: 1 for 2");
    assertThatThrownBy(() -> builder.add("h", new Nonlinearity(null), x))
        .hasMessage("node 'h': activation must be given");
    assertThatThrownBy(() -> builder.add("i", convolution(3, 1), x))
        .hasMessage("node 'i': a convolution needs an image, its input is a vector of 5 units");
    assertThatThrownBy(() -> builder.add("j", affine(1), x, x))
        .hasMessage("node 'j': an affine layer takes one input, got 2");
  }

  @Test
  void affineLayerOfAnImageSaysWhatToDo() {
    Handle x = builder.input(new Shape.Image(3, 8, 8));
    assertThatThrownBy(() -> builder.add("readout", affine(10), x))
        .hasMessage(
            "node 'readout': an affine layer needs a vector, its input is an image 3x8x8;"
                + " put flatten or average_pooling before it");
    assertThatThrownBy(() -> builder.add("pool", new AveragePooling(new Pooling.Window(9, 1)), x))
        .hasMessage("node 'pool': size must be at most the image's 3x8x8, got 9");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void inputMustHaveUnits(int units) {
    assertThatThrownBy(() -> builder.input(new Shape.Vector(units)))
        .hasMessage("node 'input': units must be >= 1, got " + units);
  }

  @Test
  void unusedNodesAreAnError() {
    Handle x = builder.input(new Shape.Vector(5));
    builder.add("forgotten", affine(3), x);
    Handle used = builder.add("used", affine(3), x);
    assertThatThrownBy(() -> builder.build(used))
        .hasMessage("node 'forgotten': is not used: every node but the output 'used' must be read");
    assertThatThrownBy(() -> builder.build(x))
        .hasMessage("node 'used': is not used: it does not contribute to the output 'input'");
  }

  @Test
  void thereIsOneInput() {
    assertThatThrownBy(() -> builder.add(affine(3)))
        .hasMessage("node 'affine': the first node must be the input");
    builder.input(new Shape.Vector(5));
    assertThatThrownBy(() -> builder.input(new Shape.Vector(5)))
        .hasMessage("node 'input2': a network has exactly one input");
  }

  @Test
  void handlesOfAnotherNetworkAreRejected() {
    Handle foreign = new NetworkBuilder().input(new Shape.Vector(5));
    builder.input(new Shape.Vector(5));
    assertThatThrownBy(() -> builder.add("a", affine(3), foreign))
        .hasMessage("node 'a': reads a node of another network");
  }

  @Test
  void namesAreUniqueWithinTheirScope() {
    Handle x = builder.input(new Shape.Vector(5));
    Handle a = builder.add("a", affine(5), x);
    assertThatThrownBy(() -> builder.add("a", affine(5), a))
        .hasMessage("node 'a': two nodes have this name");
    Handle first = builder.add(affine(5), a);
    Handle explicit = builder.add("affine2", affine(5), first);
    Handle third = builder.add(affine(5), explicit);
    assertThat(first.name()).isEqualTo("affine");
    assertThat(third.name()).isEqualTo("affine3");
    Handle inner = builder.within("a", () -> builder.add("a", affine(5), third));
    assertThat(inner.name()).isEqualTo("a2/a");
    assertThatThrownBy(() -> builder.add(" ", affine(5), inner))
        .hasMessageContaining("a name must be printable and not blank");
  }

  @Test
  void normalisedSumChecksItsWeights() {
    Handle x = builder.input(new Shape.Vector(5));
    builder.normalisedSum("ok", List.of(0.6, 0.8), x, x);
    assertThatThrownBy(() -> builder.normalisedSum("bad", List.of(0.5, 0.5), x, x))
        .hasMessage(
            "node 'bad': weights of a normalised sum must have squares that add up to 1,"
                + " they add up to 0.5");
    assertThatThrownBy(() -> builder.normalisedSum("nan", List.of(Double.NaN, 0.5), x, x))
        .isInstanceOf(NetworkException.class);
  }

  @Test
  void blocksCompose() {
    Block layer = Block.serial(Block.layer(affine(4)), Block.layer(NONLINEARITY));
    Block block = Block.residual(0.6, Block.repeat(2, layer));
    Network network = Block.network(new Shape.Vector(4), Block.repeat(3, "block", block));
    assertThat(network.nodes().stream().map(Node::name).limit(7))
        .containsExactly(
            "input",
            "block1/affine",
            "block1/activation",
            "block1/affine2",
            "block1/activation2",
            "block1/sum",
            "block2/affine");
    Node sum = network.node(5);
    assertThat(sum.inputs()).containsExactly(0, 4);
    assertThat(sum.operation()).isEqualTo(new WeightedSum(List.of(0.6, 0.8)));
    assertThat(network.statistics().nonlinearLayers()).isEqualTo(6);
    assertThat(network.statistics().depth()).isEqualTo(6);
  }

  @Test
  void residualWithoutShortcutIsItsBranch() {
    Block layer = Block.layer(affine(4));
    assertThat(Block.network(new Shape.Vector(4), Block.residual(0, layer)))
        .isEqualTo(Block.network(new Shape.Vector(4), layer));
    assertThatThrownBy(() -> Block.residual(1.5, layer))
        .hasMessage("shortcut weight must be in [0, 1], got 1.5");
    assertThatThrownBy(() -> Block.repeat(0, layer))
        .hasMessage("a block is repeated at least once, got 0");
  }

  @Test
  void consumersAreIndexed() {
    Handle x = builder.input(new Shape.Vector(4));
    Handle a = builder.add(affine(4), x);
    Handle b = builder.add(new LayerNormalisation(), a);
    Network network = builder.build(builder.add(new WeightedSum(List.of(1.0, 2.0, 3.0)), x, b, x));
    assertThat(network.consumerCount(0)).isEqualTo(3);
    assertThat(List.of(network.consumer(0, 0), network.consumer(0, 1), network.consumer(0, 2)))
        .containsExactly(1, 3, 3);
    assertThat(network.consumerCount(3)).isZero();
    assertThatThrownBy(() -> network.consumer(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void activationsAreReplacedOncePerObject() {
    Block layer = Block.serial(Block.layer(affine(4)), Block.layer(NONLINEARITY));
    Network network = Block.network(new Shape.Vector(4), Block.repeat(5, layer));
    Activation relu = Activations.parse("relu");
    AtomicInteger calls = new AtomicInteger();
    Network mapped =
        network.mapActivations(
            activation -> {
              assertThat(activation).isSameAs(TANH);
              calls.incrementAndGet();
              return relu;
            });
    assertThat(calls).hasValue(1);
    assertThat(mapped).isEqualTo(network.withActivation(relu)).isNotEqualTo(network);
    assertThat(mapped.statistics()).isEqualTo(network.statistics());
  }

  @Test
  void networkChecksNodesMadeByHand() {
    Node input =
        new Node(0, "x", new Operation.Input(new Shape.Vector(2)), List.of(), new Shape.Vector(2));
    assertThatThrownBy(
            () ->
                new Network(
                    List.of(input, new Node(1, "y", affine(3), List.of(1), new Shape.Vector(3)))))
        .hasMessage("node 'y': reads node 1; it may read nodes 0 to 0");
    assertThatThrownBy(
            () ->
                new Network(
                    List.of(input, new Node(1, "y", affine(3), List.of(0), new Shape.Vector(4)))))
        .hasMessage("node 'y': declares shape 4, its operation gives 3");
    assertThatThrownBy(
            () ->
                new Network(
                    List.of(input, new Node(2, "y", affine(3), List.of(0), new Shape.Vector(3)))))
        .hasMessage("node 'y': has index 2 at position 1");
    assertThatThrownBy(() -> new Network(List.of()))
        .hasMessageContaining("a network needs at least its input node");
  }

  @Test
  void aHundredThousandNodesBuildQuickly() {
    Block layer = Block.serial(Block.layer(affine(100)), Block.layer(NONLINEARITY));
    Block network = Block.repeat(33_333, "block", Block.residual(0.5, layer));
    Network built = Block.network(new Shape.Vector(100), network);
    List<Long> milliseconds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      built = Block.network(new Shape.Vector(100), network);
      milliseconds.add((System.nanoTime() - start) / 1_000_000);
    }
    assertThat(built.size()).isEqualTo(100_000);
    assertThat(built.statistics().depth()).isEqualTo(33_333);
    // The aim is 100 ms; the bound allows for a busy machine.
    assertThat(milliseconds.stream().min(Long::compare).orElseThrow()).isLessThan(1000);
  }
}
