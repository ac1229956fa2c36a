package io.brink.propagation;

import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;

/** N(ρ) = E φ(x)ψ(y)/√(E φ² E ψ²) for Gaussian x, y of given variances and correlation ρ. */
final class PairOfActivations {

  /**
   * Nodes and weights of the 12-point Gauss–Legendre rule on [−1, 1], positive half (Abramowitz &
   * Stegun 25.4).
   */
  private static final double[] NODES = {
    0.12523340851146891547, 0.36783149899818019375, 0.58731795428661744730,
    0.76990267419430468704, 0.90411725637047485668, 0.98156063424671925069
  };

  private static final double[] WEIGHTS = {
    0.24914704581340278500, 0.23349253653835480876, 0.20316742672306592175,
    0.16007832854334622633, 0.10693932599531843096, 0.04717533638651182719
  };

  private final PairKernel kernel;
  private final double q1;
  private final double q2;
  private final double scale;
  private final double norm;
  private final double relativeError;

  PairOfActivations(
      ActivationCache cache,
      ActivationMoments phi,
      CrossMoments.Input inputOfPhi,
      ActivationMoments psi,
      CrossMoments.Input inputOfPsi) {
    kernel = cache.pair(phi.kernel.activation(), psi.kernel.activation());
    boolean phiFirst = inputOfPhi == CrossMoments.Input.FIRST;
    boolean psiFirst = inputOfPsi == CrossMoments.Input.FIRST;
    q1 = phiFirst ? phi.q1 : phi.q2;
    q2 = psiFirst ? psi.q1 : psi.q2;
    scale = Math.sqrt(q1) * Math.sqrt(q2);
    norm =
        Math.sqrt(phiFirst ? phi.variance1 : phi.variance2)
            * Math.sqrt(psiFirst ? psi.variance1 : psi.variance2);
    relativeError = (phi.relativeError + psi.relativeError) / 2;
  }

  /** N and its 2-jet at 1 − ρ = {@code gap}, ρ having the jet of {@code inner}. */
  CrossMoment at(double gap, CrossMoment inner) {
    if (norm == 0) {
      return CrossMoment.ZERO;
    }
    Correlation rho = correlation(gap);
    Estimate covariance = kernel.covariance(q1, q2, rho);
    double value = covariance.value() / norm;
    return composed(rho, value, 0, covariance.errorBound() / norm, inner);
  }

  /**
   * As {@link #at} at 1 − ρ = {@code gapAtEqual} + {@code inner.drop()}, with the difference N(1 −
   * gapAtEqual) − N(ρ) = ∫ N′ dρ, taken in θ, where it is analytic.
   */
  CrossMoment below(double gapAtEqual, CrossMoment inner, double smallDrop) {
    if (norm == 0) {
      return CrossMoment.ZERO;
    }
    Correlation upper = correlation(gapAtEqual);
    Correlation rho = correlation(gapAtEqual + inner.drop());
    Estimate atEqual = kernel.covariance(q1, q2, upper);
    double drop;
    double error;
    if (Math.abs(inner.drop()) <= smallDrop) {
      drop = integral(upper.angle(), rho.angle(), inner.drop());
      error = 1e-14 * Math.abs(drop);
    } else {
      Estimate covariance = kernel.covariance(q1, q2, rho);
      drop = (atEqual.value() - covariance.value()) / norm;
      error = (atEqual.errorBound() + covariance.errorBound()) / norm;
    }
    return composed(rho, atEqual.value() / norm - drop, drop, error, inner);
  }

  private CrossMoment composed(
      Correlation rho, double value, double drop, double error, CrossMoment inner) {
    double slope = slope(rho);
    double curvature =
        scale / norm * scale * kernel.secondDerivativeCovariance(q1, q2, rho).value();
    return new CrossMoment(
        value,
        drop,
        Jet.product(slope, inner.slope()),
        Jet.sum(
            Jet.product(curvature, inner.slope() * inner.slope()),
            Jet.product(slope, inner.curvature())),
        error + Math.abs(value) * relativeError + Jet.product(Math.abs(slope), inner.errorBound()));
  }

  private double slope(Correlation rho) {
    return scale / norm * kernel.derivativeCovariance(q1, q2, rho).value();
  }

  /** ∫ N′(cos θ) sin θ dθ, scaled so that the exact drop of ρ is the length of the path. */
  private double integral(double from, double to, double drop) {
    double centre = (from + to) / 2;
    double half = (to - from) / 2;
    double weighted = 0;
    double length = 0;
    for (int k = 0; k < NODES.length; k++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double angle = centre + sign * half * NODES[k];
        double path = WEIGHTS[k] * Math.sin(angle);
        weighted += path * slope(new Correlation(angle));
        length += path;
      }
    }
    return length == 0 ? 0 : drop * (weighted / length);
  }

  private static Correlation correlation(double gap) {
    return Correlation.ofGap(Math.clamp(gap, 0.0, 2.0));
  }
}
