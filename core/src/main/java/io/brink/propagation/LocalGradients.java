package io.brink.propagation;

import io.brink.activation.Breakpoint;
import io.brink.kernel.Correlation;

/**
 * E φ′² and E φ′(x)φ′(y) at the nonlinear nodes of one trace, and their means.
 *
 * <p>All of them come from the correlation map C of the node, for E φ′(x)φ′(y) = C′(c)
 * √(V₁V₂)/√(q₁q₂): lengths beyond the range of a double enter by the ratio V/q alone. Mantissas are
 * for the power of two {@link #exponent}.
 */
final class LocalGradients {

  private final PropagationPlan plan;
  private final Lengths lengths;
  private final Correlations correlations;
  private final CrossMoments between;

  LocalGradients(PropagationPlan plan, Lengths lengths, Correlations correlations) {
    this.plan = plan;
    this.lengths = lengths;
    this.correlations = correlations;
    between = CrossMoments.between(plan, lengths, lengths.cache(), correlations);
  }

  private int input(int node) {
    return plan.input[plan.edge[node]];
  }

  /** Whether φ is constant or its argument 0, so that V/q tells nothing. */
  private boolean degenerate(int node) {
    int from = input(node);
    return lengths.variance1[from] == 0
        || lengths.variance2[from] == 0
        || lengths.variance1[node] == 0
        || lengths.variance2[node] == 0;
  }

  /** The power of two to which the local figures of a node refer. */
  int exponent(int node) {
    return degenerate(node) ? 0 : lengths.exponent[node] - lengths.exponent[input(node)];
  }

  private double q1(int node) {
    int from = input(node);
    return Math.scalb(lengths.variance1[from], lengths.exponent[from]);
  }

  private double q2(int node) {
    int from = input(node);
    return Math.scalb(lengths.variance2[from], lengths.exponent[from]);
  }

  /** E φ′(x)² for the first input. */
  double square1(int node) {
    ActivationMoments moments = lengths.moments[node];
    return degenerate(node)
        ? moments.kernel.derivativeVariance(q1(node)).value()
        : moments.slopeAtEqual1() * (lengths.variance1[node] / lengths.variance1[input(node)]);
  }

  /** E φ′(x′)² for the second input. */
  double square2(int node) {
    ActivationMoments moments = lengths.moments[node];
    return degenerate(node)
        ? moments.kernel.derivativeVariance(q2(node)).value()
        : moments.slopeAtEqual2() * (lengths.variance2[node] / lengths.variance2[input(node)]);
  }

  /** E φ′(x)φ′(x′). */
  double product(int node) {
    int from = input(node);
    ActivationMoments moments = lengths.moments[node];
    double gap = correlations.gap[from];
    if (gap == 0 && lengths.equal()) {
      return square1(node);
    }
    if (degenerate(node)) {
      return moments
          .kernel
          .derivativeCovariance(q1(node), q2(node), Correlation.ofGap(gap))
          .value();
    }
    return correlations.localSlope[node] * scale(node);
  }

  /** √(V₁V₂)/√(q₁q₂). */
  private double scale(int node) {
    int from = input(node);
    return Math.sqrt(lengths.variance1[node] / lengths.variance1[from])
        * Math.sqrt(lengths.variance2[node] / lengths.variance2[from]);
  }

  /** 1/q of the first input at a node to be normalised; 0 where it is 0. */
  double inverseVariance1(int node) {
    return lengths.variance1[node] == 0 ? 0 : 1 / lengths.variance1[node];
  }

  /** 1/q of the second input. */
  double inverseVariance2(int node) {
    return lengths.variance2[node] == 0 ? 0 : 1 / lengths.variance2[node];
  }

  /** 1/√(q₁q₂). */
  double inverseRoots(int node) {
    return Math.sqrt(inverseVariance1(node)) * Math.sqrt(inverseVariance2(node));
  }

  /** 1/√q of one input, as a double. */
  double inverseRoot(int node, CrossMoments.Input input) {
    double inverse =
        input == CrossMoments.Input.FIRST ? inverseVariance1(node) : inverseVariance2(node);
    return Math.sqrt(inverse) * Math.pow(2, -0.5 * lengths.exponent[node]);
  }

  /** E φ′ for one of the inputs. */
  double mean(int node, CrossMoments.Input input) {
    ActivationMoments moments = lengths.moments[node];
    boolean first = input == CrossMoments.Input.FIRST;
    if (degenerate(node)) {
      return moments.kernel.derivativeMean(first ? q1(node) : q2(node)).value();
    }
    double[] variance = first ? lengths.variance1 : lengths.variance2;
    return (first ? moments.linear1() : moments.linear2())
        * root(variance[node] / variance[input(node)], node);
  }

  private double root(double ratio, int node) {
    return Math.sqrt(ratio) * Math.pow(2, 0.5 * exponent(node));
  }

  /** E φ′(x)φ′(y) at one node, x for one input of the network and y for the other or the same. */
  double atOneNode(int node, CrossMoments.Input a, CrossMoments.Input b) {
    double mantissa =
        a != b ? product(node) : a == CrossMoments.Input.FIRST ? square1(node) : square2(node);
    return Math.scalb(mantissa, exponent(node));
  }

  /** E φ′(x)ψ′(y) at two nodes. */
  double atTwoNodes(int n, CrossMoments.Input a, int m, CrossMoments.Input b) {
    int fromN = input(n);
    int fromM = input(m);
    if (degenerate(n) || degenerate(m)) {
      return mean(n, a) * mean(m, b);
    }
    boolean reversed = a == CrossMoments.Input.SECOND && b == CrossMoments.Input.FIRST;
    CrossMoments moments = a == b ? within(a) : between;
    // Between the inputs, the first tensor is that of the first input.
    double rho = moments.of(reversed ? fromM : fromN, reversed ? fromN : fromM).value();
    ActivationMoments phi = lengths.moments[n];
    ActivationMoments psi = lengths.moments[m];
    boolean firstA = a == CrossMoments.Input.FIRST;
    boolean firstB = b == CrossMoments.Input.FIRST;
    double covariance =
        lengths
            .cache()
            .pair(phi.kernel.activation(), psi.kernel.activation())
            .derivativeCovariance(
                firstA ? phi.q1 : phi.q2,
                firstB ? psi.q1 : psi.q2,
                Correlation.ofValue(Math.clamp(rho, -1.0, 1.0)))
            .value();
    return covariance * unit(n, phi, a) * unit(m, psi, b);
  }

  private CrossMoments within(CrossMoments.Input input) {
    CrossMoments known = input == CrossMoments.Input.FIRST ? lengths.within1 : lengths.within2;
    return known != null ? known : CrossMoments.within(plan, lengths, lengths.cache(), input);
  }

  /**
   * φ′ at the node's own length per φ′ at the length of its moments: they differ if φ is
   * homogeneous.
   */
  private double unit(int node, ActivationMoments moments, CrossMoments.Input input) {
    if (!moments.isHomogeneous()) {
      return 1;
    }
    int from = input(node);
    double[] variance = input == CrossMoments.Input.FIRST ? lengths.variance1 : lengths.variance2;
    double power = (moments.degree - 1) / 2;
    return Math.pow(variance[from], power) * Math.pow(2, power * lengths.exponent[from]);
  }

  /** Which moment of the derivative is infinite at a node; null if none is. */
  GradientDivergence.Moment divergence(int node) {
    ActivationMoments moments = lengths.moments[node];
    boolean regular = true;
    for (Breakpoint b : moments.kernel.activation().breakpoints()) {
      regular &= b.valueJump() == 0 && Double.isFinite(b.derivativeJump());
    }
    if (regular) {
      return null;
    }
    double q = moments.q1 > 0 ? moments.q1 : 1;
    if (Double.isInfinite(moments.kernel.derivativeVariance(q).value())) {
      return GradientDivergence.Moment.MEAN_SQUARE;
    }
    return Double.isInfinite(moments.kernel.derivativeFourthMoment(q).value())
        ? GradientDivergence.Moment.VARIANCE
        : null;
  }
}
