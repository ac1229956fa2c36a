package io.brink.propagation;

import io.brink.propagation.CrossMoments.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Contributions to the gradient of one tensor that depend on each other, as the two branches of x +
 * φ(x) do: E(1 + φ′)² = 1 + 2E φ′ + E φ′².
 *
 * <p>The product of the gradients through two edges is followed towards the output as a sum of
 * terms coefficient · F_a F_b · δ_a δ_b, where F is a product of random factors met on the way (φ′
 * of a nonlinear node, the mask of a dropout). The earlier of the nodes a, b is replaced by its
 * consumers until a = b, where the term is worth E[F_a F_b] E δ_a²; at an affine node the gradient
 * becomes independent of the other and the term is 0. Terms with the same nodes and factors are
 * merged, so that a chain costs its length.
 *
 * <p>Exact while every nonlinear node has a Gaussian argument, for then a path meets one φ′ at
 * most; otherwise the factors that are left over are taken to be independent, one of the
 * approximations that the plan lists.
 */
final class CrossGradients {

  /** δ_a δ_b with the nodes whose random factors were met on the way to either. */
  private record Term(int a, List<Integer> factorsOfA, int b, List<Integer> factorsOfB) {
    int earlier() {
      return Math.min(a, b);
    }
  }

  private final BackwardPlan plan;
  private final PropagationPlan graph;
  private final LocalGradients local;
  private final ScaledNumbers square1;
  private final ScaledNumbers square2;
  private final ScaledNumbers product;

  CrossGradients(
      BackwardPlan plan,
      LocalGradients local,
      ScaledNumbers square1,
      ScaledNumbers square2,
      ScaledNumbers product) {
    this.plan = plan;
    this.graph = plan.forward;
    this.local = local;
    this.square1 = square1;
    this.square2 = square2;
    this.product = product;
  }

  /** Adds to the gradient of a node the cross terms of the edges that leave it. */
  void addTo(int node) {
    for (int k = plan.start[node]; k < plan.start[node + 1]; k++) {
      for (int j = plan.start[node]; j < k; j++) {
        int first = plan.edge[j];
        int second = plan.edge[k];
        if (plan.edgesOverlap(first, second)) {
          add(node, first, Input.FIRST, second, Input.FIRST, square1, 2);
          if (square2 != square1) {
            add(node, first, Input.SECOND, second, Input.SECOND, square2, 2);
          }
          add(node, first, Input.FIRST, second, Input.SECOND, product, 1);
          add(node, first, Input.SECOND, second, Input.FIRST, product, 1);
        }
      }
    }
  }

  private void add(
      int node, int edgeA, Input inputA, int edgeB, Input inputB, ScaledNumbers sum, double times) {
    Map<Term, Double> coefficients = new HashMap<>();
    PriorityQueue<Term> terms =
        new PriorityQueue<>((s, t) -> Integer.compare(s.earlier(), t.earlier()));
    Term start = new Term(node, List.of(), node, List.of());
    Term half = crossed(start, edgeA, true);
    Term whole = half == null ? null : crossed(half, edgeB, false);
    if (whole == null) {
      return;
    }
    put(whole, coefficient(edgeA, inputA) * coefficient(edgeB, inputB), coefficients, terms);
    while (!terms.isEmpty()) {
      Term term = terms.remove();
      double coefficient = coefficients.remove(term);
      if (term.a == term.b) {
        double moment = moment(term, inputA, inputB);
        ScaledNumbers of = inputA != inputB ? product : inputA == Input.FIRST ? square1 : square2;
        sum.add(
            node,
            Jet.product(Jet.product(times * coefficient, moment), of.mantissa(term.a)),
            of.exponent(term.a));
        continue;
      }
      boolean expandA = term.a < term.b;
      int from = term.earlier();
      for (int k = plan.start[from]; k < plan.start[from + 1]; k++) {
        int edge = plan.edge[k];
        Term next =
            plan.overlaps(edge, Math.max(term.a, term.b)) ? crossed(term, edge, expandA) : null;
        if (next != null) {
          put(
              next,
              coefficient * coefficient(edge, expandA ? inputA : inputB),
              coefficients,
              terms);
        }
      }
    }
  }

  private static void put(
      Term term, double coefficient, Map<Term, Double> coefficients, PriorityQueue<Term> terms) {
    if (!coefficients.containsKey(term)) {
      terms.add(term);
    }
    coefficients.merge(term, coefficient, Double::sum);
  }

  /** The term after one of its gradients has crossed an edge; null if it is independent there. */
  private Term crossed(Term term, int edge, boolean first) {
    int c = plan.consumer[edge];
    List<Integer> factors = first ? term.factorsOfA : term.factorsOfB;
    return switch (graph.rule[c]) {
      case INPUT, FRESH -> null;
      case SUM, SCALE, COPY, NORMALISE -> moved(term, c, factors, first);
      case NONLINEAR, DROPOUT -> {
        List<Integer> longer = new ArrayList<>(factors);
        longer.add(c);
        yield moved(term, c, List.copyOf(longer), first);
      }
    };
  }

  private static Term moved(Term term, int to, List<Integer> factors, boolean first) {
    return first
        ? new Term(to, factors, term.b, term.factorsOfB)
        : new Term(term.a, term.factorsOfA, to, factors);
  }

  /** The factor of an edge that is not random. */
  private double coefficient(int edge, Input input) {
    int c = plan.consumer[edge];
    int from = graph.input[edge];
    return switch (graph.rule[c]) {
      case SUM -> graph.weight[edge];
      case SCALE -> graph.first[c];
      case COPY -> Math.sqrt(plan.gain[c]);
      case NORMALISE -> local.inverseRoot(from, input);
      case INPUT, FRESH, NONLINEAR, DROPOUT -> 1;
    };
  }

  /** E of the product of all factors of a term. */
  private double moment(Term term, Input inputA, Input inputB) {
    List<Integer> ofA = new ArrayList<>(term.factorsOfA);
    List<Integer> ofB = new ArrayList<>(term.factorsOfB);
    double moment = 1;
    for (int factor : term.factorsOfA) {
      if (ofB.remove(Integer.valueOf(factor))) {
        ofA.remove(Integer.valueOf(factor));
        moment = Jet.product(moment, squared(factor, inputA, inputB));
      }
    }
    ofA.removeIf(this::isMask);
    ofB.removeIf(this::isMask);
    if (ofA.size() == 1 && ofB.size() == 1) {
      return Jet.product(moment, local.atTwoNodes(ofA.getFirst(), inputA, ofB.getFirst(), inputB));
    }
    for (int factor : ofA) {
      moment = Jet.product(moment, local.mean(factor, inputA));
    }
    for (int factor : ofB) {
      moment = Jet.product(moment, local.mean(factor, inputB));
    }
    return moment;
  }

  private boolean isMask(int node) {
    return graph.rule[node] == PropagationPlan.Rule.DROPOUT;
  }

  private double squared(int factor, Input a, Input b) {
    if (isMask(factor)) {
      return a == b ? 1 / (1 - graph.first[factor]) : 1;
    }
    return local.atOneNode(factor, a, b);
  }
}
