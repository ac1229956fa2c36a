package io.brink.propagation;

import io.brink.kernel.Correlation;

/**
 * The second pass: the gap of every node, with its 2-jet and error bound, for lengths already
 * known.
 *
 * <p>Through a map C with slope S and curvature K the jet (c′, c″) becomes (S c′, K c′² + S c″);
 * through a linear node both parts pass with the gains of {@link Lengths}.
 */
final class CorrelationPass {

  private static final double ROUNDING = 0x1p-52;

  /** Gaps keep their digits down to 10⁻³⁰⁰. */
  private static final double SMALLEST = 1e-301;

  private final PropagationPlan plan;
  private final Lengths lengths;
  private final Correlations out;
  private final Jet jet = new Jet();
  private CrossMoments between;

  CorrelationPass(PropagationPlan plan, Lengths lengths, Correlations out) {
    this.plan = plan;
    this.lengths = lengths;
    this.out = out;
  }

  void run(Correlation input) {
    if (out.detail() == Detail.GAPS) {
      gaps(input);
      return;
    }
    if (plan.hasDependentSums()) {
      between = CrossMoments.between(plan, lengths, lengths.cache(), out);
    }
    for (int i = 0; i < plan.size; i++) {
      switch (plan.rule[i]) {
        case INPUT -> {
          out.gap[i] = input.gap();
          out.slope[i] = 1;
          out.curvature[i] = 0;
          out.errorBound[i] = ROUNDING * input.gap();
        }
        case NONLINEAR -> nonlinear(i, plan.input[plan.edge[i]]);
        case FRESH, NORMALISE, SCALE, DROPOUT, COPY -> linear(i, plan.edge[i]);
        case SUM -> sum(i);
      }
    }
  }

  /** The gaps alone, in a network whose sums are of independent terms. */
  private void gaps(Correlation input) {
    for (int i = 0; i < plan.size; i++) {
      int e = plan.edge[i];
      switch (plan.rule[i]) {
        case INPUT -> out.gap[i] = input.gap();
        case NONLINEAR -> out.gap[i] = flushed(lengths.moments[i].gapAt(out.gap[plan.input[e]]));
        case FRESH, NORMALISE, SCALE, DROPOUT, COPY ->
            out.gap[i] = Math.min(lengths.offset[i] + lengths.gain[e] * out.gap[plan.input[e]], 2);
        case SUM -> {
          double gap = lengths.offset[i];
          for (; e < plan.edge[i + 1]; e++) {
            gap += lengths.gain[e] * out.gap[plan.input[e]];
          }
          out.gap[i] = Math.clamp(gap, 0.0, 2.0);
        }
      }
    }
  }

  /**
   * 0 in place of numbers whose digits the range of a double cannot hold: products of them would be
   * subnormal, which costs a hundred times the time.
   */
  private static double flushed(double x) {
    return Math.abs(x) < SMALLEST ? 0 : x;
  }

  private void nonlinear(int i, int from) {
    ActivationMoments moments = lengths.moments[i];
    moments.at(out.gap[from], jet);
    double slope = out.slope[from];
    out.gap[i] = flushed(jet.gap);
    out.localSlope[i] = jet.slope;
    out.slope[i] = flushed(Jet.product(jet.slope, slope));
    out.curvature[i] =
        flushed(
            Jet.sum(
                Jet.product(jet.curvature, flushed(slope * slope)),
                Jet.product(jet.slope, out.curvature[from])));
    double error =
        Jet.product(Math.abs(jet.slope), out.errorBound[from])
            + jet.errorBound
            + ROUNDING * jet.gap;
    if (!moments.isHomogeneous()) {
      error += jet.gap * lengths.relativeError[from];
    }
    out.errorBound[i] = Math.min(flushed(error), 2);
  }

  private void linear(int i, int e) {
    int from = plan.input[e];
    double gain = lengths.gain[e];
    double gap = Math.min(lengths.offset[i] + gain * out.gap[from], 2);
    out.gap[i] = gap;
    out.slope[i] = gain * out.slope[from];
    out.curvature[i] = Jet.product(gain, out.curvature[from]);
    // A length enters through the gain: ∂gap/∂ln q = gain·(gap of the input − gap).
    out.errorBound[i] =
        gain * out.errorBound[from]
            + ROUNDING * gap
            + gain * Math.abs(out.gap[from] - gap) * lengths.relativeError[from];
  }

  private void sum(int i) {
    double gap = lengths.offset[i];
    double slope = 0;
    double curvature = 0;
    double error = 0;
    int begin = plan.edge[i];
    int end = plan.edge[i + 1];
    for (int e = begin; e < end; e++) {
      int from = plan.input[e];
      double gain = lengths.gain[e];
      gap += gain * out.gap[from];
      slope += Jet.product(gain, out.slope[from]);
      curvature += Jet.product(gain, out.curvature[from]);
      error += gain * out.errorBound[from];
    }
    out.gap[i] = gap;
    out.slope[i] = slope;
    out.curvature[i] = curvature;
    if (plan.dependentSum[i]) {
      error += addCrossTerms(i);
    }
    gap = Math.clamp(out.gap[i], 0.0, 2.0);
    out.gap[i] = gap;
    for (int e = begin; e < end; e++) {
      int from = plan.input[e];
      error += lengths.gain[e] * Math.abs(out.gap[from] - gap) * lengths.relativeError[from];
    }
    out.errorBound[i] = Math.min(error + ROUNDING * gap, 2);
  }

  /**
   * Adds the terms w_i w_j E(Δx_i Δx_j) of dependent terms; returns the error bound that they
   * bring.
   */
  private double addCrossTerms(int i) {
    double error = 0;
    boolean equal = lengths.equal();
    for (int e = plan.edge[i]; e < plan.edge[i + 1]; e++) {
      double first1 = lengths.root1(e, i);
      double first2 = lengths.root2(e, i);
      for (int d = plan.edge[i]; d < e; d++) {
        double second1 = lengths.root1(d, i);
        double second2 = lengths.root2(d, i);
        CrossMoment forth = between.of(plan.input[e], plan.input[d]);
        CrossMoment back = equal ? forth : between.of(plan.input[d], plan.input[e]);
        double forthWeight = first1 * second2;
        double backWeight = first2 * second1;
        if (equal) {
          out.gap[i] += 2 * forthWeight * forth.drop();
        } else {
          double within1 = lengths.within1.of(plan.input[e], plan.input[d]).value();
          double within2 = lengths.within2.of(plan.input[e], plan.input[d]).value();
          out.gap[i] +=
              first1 * second1 * within1
                  + first2 * second2 * within2
                  - forthWeight * forth.value()
                  - backWeight * back.value();
          error += 4 * ROUNDING * Math.abs(forthWeight);
        }
        out.slope[i] =
            Jet.sum(
                out.slope[i],
                Jet.sum(
                    Jet.product(forthWeight, forth.slope()),
                    Jet.product(backWeight, back.slope())));
        out.curvature[i] =
            Jet.sum(
                out.curvature[i],
                Jet.sum(
                    Jet.product(forthWeight, forth.curvature()),
                    Jet.product(backWeight, back.curvature())));
        error +=
            Math.abs(forthWeight) * forth.errorBound() + Math.abs(backWeight) * back.errorBound();
      }
    }
    return error;
  }
}
