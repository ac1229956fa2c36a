package io.brink.network.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activations;
import io.brink.network.Block;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.WeightedSum;
import io.brink.network.Shape;
import io.brink.network.region.Element.Irreducible;
import io.brink.network.region.Element.Join;
import io.brink.network.region.Element.Single;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTreeTest {
  private static final Block STEP = Block.layer(new LayerNormalisation());
  private static final Shape SHAPE = new Shape.Vector(3);

  private final NetworkBuilder builder = new NetworkBuilder();

  private Handle step(Handle input) {
    return STEP.append(builder, input);
  }

  private Handle sum(Handle... inputs) {
    return builder.add(new WeightedSum(Collections.nCopies(inputs.length, 1.0)), inputs);
  }

  @Test
  void aChain() {
    RegionTree tree = RegionTree.of(Block.network(SHAPE, Block.repeat(3, STEP)));
    assertThat(tree.chains())
        .containsExactly(new Chain(0, 0, List.of(new Single(1), new Single(2), new Single(3))));
    assertThat(tree.subnetworks())
        .containsExactly(
            new Subnetwork(0, 0, 1, 0, 1),
            new Subnetwork(0, 0, 2, 0, 2),
            new Subnetwork(0, 0, 3, 0, 3),
            new Subnetwork(0, 1, 2, 1, 2),
            new Subnetwork(0, 1, 3, 1, 3),
            new Subnetwork(0, 2, 3, 2, 3));
    assertThat(tree.subnetworkCount()).isEqualTo(6);
  }

  @Test
  void theInputAlone() {
    RegionTree tree = RegionTree.of(Block.network(SHAPE, Block.identity()));
    assertThat(tree.chains()).containsExactly(new Chain(0, 0, List.of()));
    assertThat(tree.root().exit()).isZero();
    assertThat(tree.subnetworkCount()).isZero();
  }

  @Test
  void residualBlock() {
    RegionTree tree =
        RegionTree.of(
            Block.network(
                SHAPE, Block.serial(STEP, Block.residual(0.6, Block.repeat(2, STEP)), STEP)));
    assertThat(tree.chains())
        .containsExactly(
            new Chain(0, 0, List.of(new Single(1), new Join(4, 1, List.of(1, 2)), new Single(5))),
            new Chain(1, 1, List.of()),
            new Chain(2, 1, List.of(new Single(2), new Single(3))));
  }

  @Test
  void joinsMayShareTheirFork() {
    Handle x = builder.input(SHAPE);
    Handle inner = sum(x, step(x));
    Handle outer = sum(step(inner), x, step(x));
    RegionTree tree = RegionTree.of(builder.build(outer));
    assertThat(tree.chains())
        .containsExactly(
            new Chain(0, 0, List.of(new Join(5, 0, List.of(1, 2, 3)))),
            new Chain(1, 0, List.of(new Join(2, 0, List.of(4, 5)), new Single(3))),
            new Chain(2, 0, List.of()),
            new Chain(3, 0, List.of(new Single(4))),
            new Chain(4, 0, List.of()),
            new Chain(5, 0, List.of(new Single(1))));
  }

  @Test
  void aTensorSummedWithItself() {
    Handle x = builder.input(SHAPE);
    assertThat(RegionTree.of(builder.build(sum(x, x))).root().elements())
        .containsExactly(new Join(1, 0, List.of(1, 2)));
  }

  @Test
  void crossedBranchesAreIrreducible() {
    Handle x = step(builder.input(SHAPE));
    Handle a = step(x);
    Handle b = step(x);
    Handle crossed = sum(a, b);
    Handle c = step(a);
    Handle end = step(sum(crossed, c));
    assertThat(RegionTree.of(builder.build(end)).root().elements())
        .containsExactly(new Single(1), new Irreducible(6, 1, List.of(2, 3, 4, 5)), new Single(7));
  }

  @Test
  void branchesThatShareANodeAreIrreducible() {
    Handle x = builder.input(SHAPE);
    Handle shared = step(x);
    Handle end = sum(step(shared), step(shared), x);
    assertThat(RegionTree.of(builder.build(end)).root().elements())
        .containsExactly(new Irreducible(4, 0, List.of(1, 2, 3)));
  }

  @Test
  void irreduciblePartInsideABranch() {
    Handle x = builder.input(SHAPE);
    Handle a = step(x);
    Handle inner = sum(a, a, step(a));
    Handle b = step(inner);
    Handle crossed = sum(b, step(b), step(step(inner)), b);
    RegionTree tree = RegionTree.of(builder.build(sum(x, crossed)));
    assertThat(tree.chain(2).elements())
        .containsExactly(
            new Single(1),
            new Join(3, 1, List.of(3, 4, 5)),
            new Irreducible(8, 3, List.of(4, 5, 6, 7)));
  }

  @Test
  void transitionBlockOfAResNetForksAtItsActivation() {
    Network network =
        NetworkSpec.parse("resnet:depth=50,shortcut=0.8").network(Activations.parse("tanh"));
    RegionTree tree = RegionTree.of(network);
    assertThat(tree.chains()).hasSize(1 + 2 * 16);
    assertThat(tree.root().elements().stream().filter(Join.class::isInstance)).hasSize(16);
    assertThat(tree.root().elements().get(1))
        .isInstanceOfSatisfying(
            Single.class,
            single ->
                assertThat(network.node(single.node()).name())
                    .isEqualTo("group1/block1/activation1"));
    assertThat(tree.chains())
        .flatExtracting(Chain::elements)
        .noneMatch(Irreducible.class::isInstance);
  }

  /** The definition, by sets of nodes, on small random graphs of all kinds. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 8, 13, 30})
  void agreesWithTheDefinitionOnRandomGraphs(int size) {
    Random random = new Random(size);
    for (int trial = 0; trial < 400; trial++) {
      check(randomGraph(size, random));
    }
  }

  private static void check(Network network) {
    RegionTree tree = RegionTree.of(network);
    List<Integer> covered = new ArrayList<>();
    for (Chain chain : tree.chains()) {
      int before = chain.entry();
      assertThat(tree.chain(chain.id())).isSameAs(chain);
      for (Element element : chain.elements()) {
        covered.add(element.node());
        List<Integer> inputs = network.node(element.node()).inputs();
        switch (element) {
          case Single(int node) -> assertThat(network.node(node).inputs()).containsExactly(before);
          case Join(int node, int fork, List<Integer> branches) -> {
            assertThat(fork).isEqualTo(before);
            assertThat(branchesShareNodes(network, node, fork)).isFalse();
            for (int k = 0; k < branches.size(); k++) {
              Chain branch = tree.chain(branches.get(k));
              assertThat(branch.id()).isGreaterThan(chain.id());
              assertThat(branch.entry()).isEqualTo(fork);
              assertThat(branch.exit()).isEqualTo(inputs.get(k));
            }
          }
          case Irreducible(int node, int fork, List<Integer> interior) -> {
            assertThat(fork).isEqualTo(before);
            assertThat(branchesShareNodes(network, node, fork)).isTrue();
            Set<Integer> expected = new TreeSet<>();
            inputs.forEach(input -> expected.addAll(between(network, fork, input)));
            assertThat(interior).containsExactlyElementsOf(expected);
            covered.addAll(interior);
          }
        }
        before = element.node();
      }
    }
    assertThat(covered).doesNotHaveDuplicates().hasSize(network.size() - 1);
    Set<List<Integer>> ends = new HashSet<>();
    tree.subnetworks()
        .forEach(
            part -> {
              assertThat(ends.add(List.of(part.entry(), part.exit()))).isTrue();
              Set<Integer> nodes = between(network, part.entry(), part.exit());
              assertThat(nodes).allMatch(node -> node > part.entry());
              assertThat(nodes).allMatch(node -> closed(network, node, part, nodes));
            });
    assertThat(ends).hasSize((int) tree.subnetworkCount());
  }

  private static boolean closed(Network network, int node, Subnetwork part, Set<Integer> nodes) {
    for (int input : network.node(node).inputs()) {
      if (input != part.entry() && !nodes.contains(input)) {
        return false;
      }
    }
    for (int k = 0; node != part.exit() && k < network.consumerCount(node); k++) {
      if (!nodes.contains(network.consumer(node, k))) {
        return false;
      }
    }
    return true;
  }

  private static boolean branchesShareNodes(Network network, int node, int fork) {
    Set<Integer> seen = new HashSet<>();
    for (int input : network.node(node).inputs()) {
      for (int inside : between(network, fork, input)) {
        if (!seen.add(inside)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Nodes from which {@code exit} is computed, down to but without {@code entry}. */
  private static Set<Integer> between(Network network, int entry, int exit) {
    Set<Integer> found = new TreeSet<>();
    List<Integer> open = new ArrayList<>(List.of(exit));
    while (!open.isEmpty()) {
      int node = open.removeLast();
      if (node != entry && found.add(node)) {
        open.addAll(network.node(node).inputs());
      }
    }
    return found;
  }

  /** Steps and sums of random earlier nodes, recent ones preferred; loose ends are summed up. */
  private static Network randomGraph(int size, Random random) {
    NetworkBuilder builder = new NetworkBuilder();
    List<Handle> nodes = new ArrayList<>(List.of(builder.input(SHAPE)));
    Set<Integer> loose = new TreeSet<>(List.of(0));
    while (nodes.size() < size) {
      int count = random.nextInt(2) == 0 ? 1 : 2 + random.nextInt(2);
      Handle[] inputs = new Handle[count];
      for (int i = 0; i < count; i++) {
        int back = 1 + (int) (Math.pow(random.nextDouble(), 3) * nodes.size());
        inputs[i] = nodes.get(nodes.size() - Math.min(back, nodes.size()));
        loose.remove(inputs[i].index());
      }
      Handle added =
          count == 1
              ? builder.add(new LayerNormalisation(), inputs)
              : builder.add(new WeightedSum(Collections.nCopies(count, 1.0)), inputs);
      loose.add(added.index());
      nodes.add(added);
    }
    Handle[] ends = loose.stream().map(nodes::get).toArray(Handle[]::new);
    return builder.build(builder.add(new WeightedSum(Collections.nCopies(ends.length, 1.0)), ends));
  }

  @Test
  void aHundredThousandNodesInSeries() {
    Network network =
        Block.network(SHAPE, Block.repeat(33_333, Block.residual(0.6, Block.repeat(2, STEP))));
    RegionTree tree = timed(network);
    assertThat(tree.root().elements()).hasSize(33_333).allMatch(Join.class::isInstance);
  }

  @Test
  void aHundredThousandNodesNested() {
    Handle x = builder.input(SHAPE);
    Handle current = x;
    for (int i = 0; i < 50_000; i++) {
      current = sum(step(current), x);
    }
    RegionTree tree = timed(builder.build(current));
    assertThat(tree.chains()).hasSize(100_001);
    assertThat(tree.toString()).isNotEmpty();
    assertThat(tree.hashCode()).isEqualTo(tree.hashCode());
  }

  @Test
  void aLadderOfAHundredThousandNodes() {
    Handle left = builder.input(SHAPE);
    Handle right = step(left);
    for (int i = 0; i < 33_333; i++) {
      left = step(left);
      right = sum(step(right), left);
    }
    RegionTree tree = timed(builder.build(right));
    assertThat(tree.root().elements()).hasSize(1);
  }

  /** The aim is 100 ms; the bound allows for a busy machine. */
  private static RegionTree timed(Network network) {
    long best = Long.MAX_VALUE;
    RegionTree tree = null;
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      tree = RegionTree.of(network);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(best).isLessThan(1_000_000_000L);
    return tree;
  }
}
