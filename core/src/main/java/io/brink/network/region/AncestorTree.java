package io.brink.network.region;

/**
 * A growing rooted tree over the integers 0..n−1 with lowest common ancestors in O(log n), by
 * skew-binary jump pointers (Myers 1983): beside its parent each node knows one far ancestor, at a
 * depth that is the same for all nodes of its own depth.
 */
final class AncestorTree {
  private final int[] parent;
  private final int[] jump;
  private final int[] depth;

  AncestorTree(int size, int root) {
    parent = new int[size];
    jump = new int[size];
    depth = new int[size];
    parent[root] = root;
    jump[root] = root;
  }

  /** Hangs {@code node}, not yet in the tree, below {@code above}. */
  void add(int node, int above) {
    parent[node] = above;
    depth[node] = depth[above] + 1;
    int far = jump[above];
    jump[node] = depth[above] - depth[far] == depth[far] - depth[jump[far]] ? jump[far] : above;
  }

  /** The parent; the root's parent is itself. */
  int parent(int node) {
    return parent[node];
  }

  int commonAncestor(int a, int b) {
    int deeper = depth[a] >= depth[b] ? a : b;
    int other = deeper == a ? b : a;
    while (depth[deeper] > depth[other]) {
      deeper = depth[jump[deeper]] >= depth[other] ? jump[deeper] : parent[deeper];
    }
    while (deeper != other) {
      if (jump[deeper] != jump[other]) {
        deeper = jump[deeper];
        other = jump[other];
      } else {
        deeper = parent[deeper];
        other = parent[other];
      }
    }
    return deeper;
  }
}
