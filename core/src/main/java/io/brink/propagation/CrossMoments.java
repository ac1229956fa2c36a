package io.brink.propagation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Second moments between tensors that share a source, computed on demand by recursion over the
 * graph.
 *
 * <p>The later of the two nodes is expanded, so that both descend towards their common ancestors:
 *
 * <ul>
 *   <li>independent tensors: the product of their means;
 *   <li>a sum: distributed; scaling, normalisation, flattening: passed through;
 *   <li>dropout: its mask is independent of everything that does not read it, so E[ab] is
 *       unchanged;
 *   <li>g and ψ(b), with g and b Gaussian: E[g ψ(b)] = E[gb] E ψ′(b) (Stein);
 *   <li>φ(a) and ψ(b), with a and b Gaussian: the pair expectation at the correlation of a and b.
 * </ul>
 *
 * A tensor that is not Gaussian is treated here as at its own nonlinear node, where the plan has
 * recorded the approximation. The recursion runs on an explicit stack: its depth can be that of the
 * network.
 */
final class CrossMoments {

  /** Which of the two inputs of the network a tensor is taken for. */
  enum Input {
    FIRST,
    SECOND
  }

  private record Key(int later, Input laterInput, int earlier, Input earlierInput) {}

  /**
   * Below this drop of the correlation, a difference of pair expectations is taken as an integral.
   */
  private static final double SMALL_DROP = 0.1;

  private final PropagationPlan plan;
  private final Lengths lengths;
  private final ActivationCache cache;
  private final Input inputOfA;
  private final Input inputOfB;

  /**
   * Correlations of the pair at every node computed so far; null where both tensors have one input.
   */
  private final Correlations correlations;

  private final Map<Key, CrossMoment> known = new HashMap<>();
  private final Deque<Key> pending = new ArrayDeque<>();

  private CrossMoments(
      PropagationPlan plan,
      Lengths lengths,
      ActivationCache cache,
      Input inputOfA,
      Input inputOfB,
      Correlations correlations) {
    this.plan = plan;
    this.lengths = lengths;
    this.cache = cache;
    this.inputOfA = inputOfA;
    this.inputOfB = inputOfB;
    this.correlations = correlations;
  }

  /** Moments of two tensors for the same input. */
  static CrossMoments within(
      PropagationPlan plan, Lengths lengths, ActivationCache cache, Input input) {
    return new CrossMoments(plan, lengths, cache, input, input, null);
  }

  /** Moments of one tensor for the first input with another for the second. */
  static CrossMoments between(
      PropagationPlan plan, Lengths lengths, ActivationCache cache, Correlations correlations) {
    return new CrossMoments(plan, lengths, cache, Input.FIRST, Input.SECOND, correlations);
  }

  /**
   * κ of node a (for the first of this object's inputs) and node b (for its second). Synchronized,
   * because what is known within one input serves every pass over the network.
   */
  synchronized CrossMoment of(int a, int b) {
    Key wanted = key(a, inputOfA, b, inputOfB);
    CrossMoment result = lookUp(wanted);
    while (!pending.isEmpty()) {
      Key next = pending.peek();
      CrossMoment found = known.get(next);
      if (found == null) {
        int before = pending.size();
        found = evaluate(next);
        if (pending.size() > before) {
          continue;
        }
        known.put(next, found);
      }
      pending.pop();
    }
    return result != null ? result : known.get(wanted);
  }

  private Key key(int a, Input inputOfA, int b, Input inputOfB) {
    if (lengths.equal()) {
      // Exchanging the two inputs changes nothing.
      return a >= b
          ? new Key(a, this.inputOfA, b, this.inputOfB)
          : new Key(b, this.inputOfA, a, this.inputOfB);
    }
    return a >= b ? new Key(a, inputOfA, b, inputOfB) : new Key(b, inputOfB, a, inputOfA);
  }

  /** The moment if it is known; else asks for it and returns null. */
  private CrossMoment lookUp(Key key) {
    CrossMoment found = known.get(key);
    if (found == null) {
      pending.push(key);
    }
    return found;
  }

  /** The moment, or anything if another had to be asked for. */
  private CrossMoment evaluate(Key key) {
    int later = key.later;
    int earlier = key.earlier;
    if (later == earlier) {
      return ofOneNode(later);
    }
    // Expanding a linear node is right whether or not the two are independent; only a nonlinear one
    // needs the walk that settles it, which would cost O(depth) at every step of a chain.
    boolean independent =
        plan.rule[later] == PropagationPlan.Rule.NONLINEAR
            ? !plan.shareSource(later, earlier)
            : !plan.intervalsOverlap(later, earlier);
    if (independent) {
      return independent(key);
    }
    int from = plan.input[plan.edge[later]];
    return switch (plan.rule[later]) {
      case INPUT, FRESH -> independent(key);
      case COPY, NORMALISE -> expanded(key, from, 1);
      case SCALE -> expanded(key, from, Math.signum(plan.first[later]));
      case DROPOUT -> expanded(key, from, Math.sqrt(1 - plan.first[later]));
      case SUM -> expandedSum(key);
      case NONLINEAR -> nonlinear(key, from);
    };
  }

  private CrossMoment ofOneNode(int node) {
    return correlations == null
        ? new CrossMoment(1, 0, 0, 0, 0)
        : new CrossMoment(
            1 - correlations.gap[node],
            correlations.gap[node],
            correlations.slope[node],
            correlations.curvature[node],
            correlations.errorBound[node]);
  }

  private CrossMoment independent(Key key) {
    return new CrossMoment(
        mean(key.later, key.laterInput) * mean(key.earlier, key.earlierInput), 0, 0, 0, 0);
  }

  private double mean(int node, Input input) {
    return input == Input.FIRST ? lengths.mean1[node] : lengths.mean2[node];
  }

  private CrossMoment expanded(Key key, int from, double factor) {
    CrossMoment inner = lookUp(key(from, key.laterInput, key.earlier, key.earlierInput));
    return inner == null ? null : inner.times(factor);
  }

  private CrossMoment expandedSum(Key key) {
    CrossMoment total = CrossMoment.ZERO;
    for (int k = plan.edge[key.later]; k < plan.edge[key.later + 1]; k++) {
      CrossMoment term = lookUp(key(plan.input[k], key.laterInput, key.earlier, key.earlierInput));
      if (term != null) {
        total = total.plus(term.times(root(k, key)));
      }
    }
    return total;
  }

  private double root(int edge, Key key) {
    return key.laterInput == Input.FIRST
        ? lengths.root1(edge, key.later)
        : lengths.root2(edge, key.later);
  }

  private CrossMoment nonlinear(Key key, int from) {
    int earlier = key.earlier;
    return switch (plan.rule[earlier]) {
      case INPUT, FRESH -> stein(key, from);
      case NONLINEAR -> pair(key, from, plan.input[plan.edge[earlier]]);
      case DROPOUT -> {
        int dropped = plan.input[plan.edge[earlier]];
        yield plan.gaussian[dropped] || plan.dependsOn(key.later, earlier)
            ? stein(key, from)
            : expanded(flipped(key), dropped, Math.sqrt(1 - plan.first[earlier]));
      }
      case COPY, NORMALISE, SCALE, SUM -> {
        if (plan.gaussian[earlier]) {
          yield stein(key, from);
        }
        yield switch (plan.rule[earlier]) {
          case SUM -> expandedSum(flipped(key));
          case SCALE ->
              expanded(
                  flipped(key), plan.input[plan.edge[earlier]], Math.signum(plan.first[earlier]));
          default -> expanded(flipped(key), plan.input[plan.edge[earlier]], 1);
        };
      }
    };
  }

  /** The same moment with the roles exchanged, so that the earlier node is the one expanded. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // exchanging them is the purpose
  private static Key flipped(Key key) {
    return new Key(key.earlier, key.earlierInput, key.later, key.laterInput);
  }

  private CrossMoment stein(Key key, int from) {
    ActivationMoments moments = lengths.moments[key.later];
    return expanded(
        key, from, key.laterInput == Input.FIRST ? moments.linear1() : moments.linear2());
  }

  private CrossMoment pair(Key key, int fromLater, int fromEarlier) {
    CrossMoment inner = lookUp(key(fromLater, key.laterInput, fromEarlier, key.earlierInput));
    if (inner == null) {
      return null;
    }
    PairOfActivations pair =
        new PairOfActivations(
            cache,
            lengths.moments[key.later],
            key.laterInput,
            lengths.moments[key.earlier],
            key.earlierInput);
    boolean oneSource = fromLater == fromEarlier;
    if (correlations == null || !lengths.equal()) {
      return pair.at(oneSource ? inner.drop() : 1 - inner.value(), inner);
    }
    // Equal lengths: the drop from κ at equal inputs, kept without cancellation.
    double gapAtEqual = oneSource ? 0 : 1 - lengths.within1.of(fromLater, fromEarlier).value();
    return pair.below(gapAtEqual, inner, SMALL_DROP);
  }
}
