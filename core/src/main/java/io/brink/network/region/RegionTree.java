package io.brink.network.region;

import io.brink.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network as a nest of chains and parallel sums; see the package for definitions and method.
 *
 * @param chains all chains; the first is the outermost, from the network's input to its output, and
 *     a branch comes after the chain that contains its join. So a loop from the last to the first
 *     meets every branch before the join that needs it, without recursion.
 */
public record RegionTree(List<Chain> chains) {

  /** Copies the list. */
  public RegionTree {
    chains = List.copyOf(chains);
  }

  /** Decomposes a network. */
  public static RegionTree of(Network network) {
    return new Decomposition(network).tree();
  }

  /** The outermost chain. */
  public Chain root() {
    return chains.getFirst();
  }

  /** The chain of that id. */
  public Chain chain(int id) {
    return chains.get(id);
  }

  /** Number of subnetworks. */
  public long subnetworkCount() {
    return chains.stream().mapToLong(Chain::subnetworkCount).sum();
  }

  /**
   * All subnetworks, made as they are asked for: a chain of k elements has k(k + 1)/2 of them. No
   * two have the same entry and exit.
   */
  public Stream<Subnetwork> subnetworks() {
    return chains.stream().flatMap(RegionTree::subnetworks);
  }

  private static Stream<Subnetwork> subnetworks(Chain chain) {
    List<Element> elements = chain.elements();
    return IntStream.range(0, elements.size())
        .boxed()
        .flatMap(
            from -> {
              int entry = from == 0 ? chain.entry() : elements.get(from - 1).node();
              return IntStream.rangeClosed(from + 1, elements.size())
                  .mapToObj(
                      to ->
                          new Subnetwork(chain.id(), from, to, entry, elements.get(to - 1).node()));
            });
  }

  /** The one-off work of {@link #of}. */
  private static final class Decomposition {
    private final Network network;
    private final AncestorTree dominators;
    private final AncestorTree postDominators;

    /** Number of nodes whose immediate post-dominator is this one. */
    private final int[] immediatelyPostDominated;

    /** Entry and exit of each chain found so far. */
    private final List<int[]> ends = new ArrayList<>();

    private final boolean[] visited;

    Decomposition(Network network) {
      this.network = network;
      int size = network.size();
      dominators = new AncestorTree(size, 0);
      postDominators = new AncestorTree(size, size - 1);
      immediatelyPostDominated = new int[size];
      visited = new boolean[size];
      for (int node = 1; node < size; node++) {
        List<Integer> inputs = network.node(node).inputs();
        int dominator = inputs.getFirst();
        for (int input : inputs) {
          dominator = dominators.commonAncestor(dominator, input);
        }
        dominators.add(node, dominator);
      }
      for (int node = size - 2; node >= 0; node--) {
        int postDominator = network.consumer(node, 0);
        for (int k = 1; k < network.consumerCount(node); k++) {
          postDominator = postDominators.commonAncestor(postDominator, network.consumer(node, k));
        }
        postDominators.add(node, postDominator);
        immediatelyPostDominated[postDominator]++;
      }
    }

    RegionTree tree() {
      ends.add(new int[] {0, network.size() - 1});
      List<Chain> chains = new ArrayList<>();
      while (chains.size() < ends.size()) {
        int id = chains.size();
        int[] chain = ends.get(id);
        chains.add(new Chain(id, chain[0], elements(chain[0], chain[1])));
      }
      return new RegionTree(chains);
    }

    private List<Element> elements(int entry, int exit) {
      List<Element> elements = new ArrayList<>();
      for (int node = exit; node != entry; node = dominators.parent(node)) {
        elements.add(element(node));
      }
      Collections.reverse(elements);
      return elements;
    }

    private Element element(int node) {
      List<Integer> inputs = network.node(node).inputs();
      if (inputs.size() == 1) {
        return new Element.Single(node);
      }
      int fork = dominators.parent(node);
      if (!branchesAreDisjoint(node, fork, inputs)) {
        return new Element.Irreducible(node, fork, interior(node, fork));
      }
      List<Integer> branches = new ArrayList<>(inputs.size());
      for (int input : inputs) {
        branches.add(ends.size());
        ends.add(new int[] {fork, input});
      }
      return new Element.Join(node, fork, branches);
    }

    private boolean branchesAreDisjoint(int node, int fork, List<Integer> inputs) {
      int branchEnds = 0;
      for (int input : inputs) {
        if (input != fork) {
          if (network.consumerCount(input) > 1) {
            return false;
          }
          branchEnds++;
        }
      }
      int meetHere = immediatelyPostDominated[node];
      if (postDominators.parent(fork) == node) {
        meetHere--;
      }
      return meetHere == branchEnds;
    }

    private List<Integer> interior(int node, int fork) {
      int[] found = new int[16];
      int count = 0;
      int next = 0;
      for (int reader = node; ; reader = found[next++]) {
        for (int input : network.node(reader).inputs()) {
          if (input != fork && !visited[input]) {
            visited[input] = true;
            found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
            found[count++] = input;
          }
        }
        if (next == count) {
          break;
        }
      }
      return IntStream.of(found).limit(count).sorted().boxed().toList();
    }
  }
}
