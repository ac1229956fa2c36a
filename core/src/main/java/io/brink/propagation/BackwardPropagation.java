package io.brink.propagation;

import io.brink.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Propagates mean squared gradients, and their covariance for a pair of inputs, back from the
 * output of a network of infinite width.
 *
 * <p>The pass reads what {@link ForwardPropagation} left for the pair, and costs a few array reads
 * at a linear node and one evaluation of a correlation map at a nonlinear one. Instances are
 * immutable.
 */
public final class BackwardPropagation {

  private final BackwardPlan plan;

  private BackwardPropagation(BackwardPlan plan) {
    this.plan = plan;
  }

  /** The analysis of the network that {@code forward} analyses. */
  public static BackwardPropagation of(ForwardPropagation forward) {
    return new BackwardPropagation(new BackwardPlan(forward.plan()));
  }

  /** The network. */
  public Network network() {
    return plan.forward.network;
  }

  /**
   * Gradients at every node, for the pair of inputs of {@code forward}.
   *
   * @throws IllegalArgumentException if {@code forward} is not a trace of the same analysis, or has
   *     gaps alone
   */
  public BackwardTrace propagate(ForwardTrace forward) {
    if (forward.plan() != plan.forward) {
      throw new IllegalArgumentException(
          "the forward trace belongs to another forward propagation than this backward one");
    }
    return new BackwardPass(plan, forward).run();
  }

  /** Gradients at every node for one trace. */
  public static BackwardTrace through(ForwardTrace forward) {
    return new BackwardPass(new BackwardPlan(forward.plan()), forward).run();
  }

  /** One pass. */
  private static final class BackwardPass {
    private static final double ROUNDING = 0x1p-52;

    private final BackwardPlan plan;
    private final PropagationPlan graph;
    private final ForwardTrace forward;
    private final Lengths lengths;
    private final LocalGradients local;
    private final boolean equal;
    private final ScaledNumbers square1;
    private final ScaledNumbers square2;
    private final ScaledNumbers product;
    private final double[] error;

    BackwardPass(BackwardPlan plan, ForwardTrace forward) {
      if (forward.correlations().detail() == Detail.GAPS) {
        throw new IllegalArgumentException(
            "gradients need a forward trace with derivatives, and this one has gaps alone");
      }
      this.plan = plan;
      this.graph = plan.forward;
      this.forward = forward;
      lengths = forward.lengths();
      equal = lengths.equal();
      local = new LocalGradients(graph, lengths, forward.correlations());
      square1 = new ScaledNumbers(plan.size);
      square2 = equal ? square1 : new ScaledNumbers(plan.size);
      product = new ScaledNumbers(plan.size);
      error = new double[plan.size];
    }

    BackwardTrace run() {
      int output = plan.size - 1;
      square1.set(output, 1, 0);
      square2.set(output, 1, 0);
      product.set(output, 1, 0);
      CrossGradients cross = null;
      for (int i = output; i >= 0; i--) {
        for (int k = plan.start[i]; k < plan.start[i + 1]; k++) {
          receive(i, plan.edge[k]);
        }
        if (plan.dependent[i]) {
          if (cross == null) {
            cross = new CrossGradients(plan, local, square1, square2, product);
          }
          cross.addTo(i);
        }
      }
      return new BackwardTrace(forward, plan, square1, square2, product, error, divergences());
    }

    /** Adds to the gradient of node i what comes back through one edge. */
    private void receive(int i, int edge) {
      int c = plan.consumer[edge];
      double weight = graph.weight[edge];
      double factor = weight * weight * plan.gain[c];
      double crossFactor = factor;
      double factor1 = factor;
      double factor2 = factor;
      int exponent1 = 0;
      int exponent2 = 0;
      double local2 = error[c] + ROUNDING;
      switch (graph.rule[c]) {
        case INPUT -> throw new IllegalStateException("an input reads nothing");
        case FRESH, SUM, SCALE, COPY -> {}
        // Masks are independent for the two inputs.
        case DROPOUT -> crossFactor = 1;
        case NORMALISE -> {
          factor1 = local.inverseVariance1(i);
          factor2 = equal ? factor1 : local.inverseVariance2(i);
          crossFactor = local.inverseRoots(i);
          exponent1 = -lengths.exponent[i];
          exponent2 = exponent1;
          local2 += lengths.relativeError[i];
        }
        case NONLINEAR -> {
          factor1 = local.square1(c);
          factor2 = equal ? factor1 : local.square2(c);
          crossFactor = local.product(c);
          exponent1 = local.exponent(c);
          exponent2 = exponent1;
          local2 += lengths.moments[c].slopeError() + lengths.relativeError[i];
        }
      }
      double before = square1.mantissa(i);
      int exponentBefore = square1.exponent(i);
      square1.add(i, Jet.product(factor1, square1.mantissa(c)), exponent1 + square1.exponent(c));
      if (!equal) {
        square2.add(i, Jet.product(factor2, square2.mantissa(c)), exponent2 + square2.exponent(c));
      }
      product.add(
          i, Jet.product(crossFactor, product.mantissa(c)), exponent1 + product.exponent(c));
      double old =
          before == 0 || Double.isInfinite(before) || Double.isInfinite(square1.mantissa(i))
              ? 0
              : Math.scalb(before / square1.mantissa(i), exponentBefore - square1.exponent(i));
      error[i] = old * error[i] + (1 - old) * local2;
    }

    /** The moments that are infinite, by activation. */
    private List<GradientDivergence> divergences() {
      List<GradientDivergence> result = new ArrayList<>();
      int kinds = graph.activations.size();
      int[] deepest = new int[kinds];
      for (int i = 0; i < plan.size; i++) {
        if (graph.activationOf[i] >= 0) {
          deepest[graph.activationOf[i]] = i;
        }
      }
      int[] counts = graph.nodesOfActivation();
      for (int a = 0; a < kinds; a++) {
        int node = deepest[a];
        var moment = local.divergence(node);
        if (moment != null) {
          result.add(
              new GradientDivergence(
                  moment,
                  graph.activations.get(a),
                  node,
                  graph.network.node(node).name(),
                  counts[a]));
        }
      }
      return List.copyOf(result);
    }
  }
}
