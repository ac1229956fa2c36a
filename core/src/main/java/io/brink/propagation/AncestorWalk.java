package io.brink.propagation;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Ancestors of one or two nodes, latest first, each once, marked with the nodes they were reached
 * from.
 */
final class AncestorWalk {

  static final int FROM_A = 1;
  static final int FROM_B = 2;

  private final PriorityQueue<Integer> frontier =
      new PriorityQueue<>((a, b) -> Integer.compare(b, a));
  private final Map<Integer, Integer> marks = new HashMap<>();

  void reach(int node, int from) {
    Integer before = marks.get(node);
    if (before == null) {
      frontier.add(node);
      marks.put(node, from);
    } else {
      marks.put(node, before | from);
    }
  }

  boolean isEmpty() {
    return frontier.isEmpty();
  }

  int next() {
    return frontier.remove();
  }

  int mark(int node) {
    return marks.get(node);
  }
}
