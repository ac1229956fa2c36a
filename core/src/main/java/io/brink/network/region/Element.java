package io.brink.network.region;

import java.util.List;

/** A part of a chain: turns the tensor before it into the output of {@link #node}. */
public sealed interface Element {

  /** Index of the node whose output leaves the element. */
  int node();

  /** One node that reads the tensor before it, and nothing else. */
  record Single(int node) implements Element {}

  /**
   * A weighted sum of branches that all start from the tensor before it.
   *
   * @param node the sum
   * @param fork the node whose output all branches read
   * @param branches the branch of each input of the sum, in order, as an index into {@link
   *     RegionTree#chains}; a branch without elements is an identity shortcut
   */
  record Join(int node, int fork, List<Integer> branches) implements Element {
    /** Copies the list. */
    public Join {
      branches = List.copyOf(branches);
    }
  }

  /**
   * A part with one input and one output that is no nest of chains and joins.
   *
   * @param node the sum that ends it
   * @param fork the node whose output it reads
   * @param interior the nodes between them, ascending
   */
  record Irreducible(int node, int fork, List<Integer> interior) implements Element {
    /** Copies the list. */
    public Irreducible {
      interior = List.copyOf(interior);
    }
  }
}
