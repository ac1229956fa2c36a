package io.brink.shaping;

/**
 * The two equations in (ln α, β) that remain of the four conditions of TAT or DKS when γ and δ are
 * eliminated.
 *
 * <p>Write e = m + δ for the mean of φ(αz+β) + δ. All differences are taken in the moments of
 * {@link Remainder}.
 */
sealed interface PlaneConditions {

  /**
   * Values and derivatives of the two equations at one point.
   *
   * @param strength ln of the quantity that has a free target: C″(1) or C′(1) − 1
   * @param balance Q′(1) − 1
   */
  record Equations(
      double strength,
      double balance,
      double strengthA,
      double strengthB,
      double balanceA,
      double balanceB) {

    /** The step in ln α of a Newton iteration towards a target. */
    double newtonA(double logTarget) {
      return ((logTarget - strength) * balanceB + balance * strengthB) / determinant();
    }

    /** The step in β/α of a Newton iteration towards a target. */
    double newtonB(double logTarget) {
      return -(balance * strengthA + (logTarget - strength) * balanceA) / determinant();
    }

    private double determinant() {
      return strengthA * balanceB - strengthB * balanceA;
    }
  }

  /** The equations from the moments at one point. */
  Equations equations(Remainder moments);

  /** ln of the target of {@link Equations#strength}. */
  double logTarget();

  /** The same conditions with another target. */
  PlaneConditions withLogTarget(double logTarget);

  /** e = m + δ. */
  double offset(Remainder moments);

  /** γ. */
  double outputScale(Remainder moments);

  /**
   * TAT: γ² E ψ′² = 1 gives γ; Q(1) = 1 gives e² = E ψ′² − Var ψ = E r′² − E r², which is never
   * negative (the Gaussian Poincaré inequality), so e has two signs, each a branch of solutions.
   * What remains is C″(1) = E ψ″²/E ψ′² = κ and (Q′(1) − 1) E ψ′² = A U + P − E r′² + e T = 0.
   *
   * @param logTarget ln κ
   * @param sign the sign of e
   */
  record Tailored(double logTarget, double sign) implements PlaneConditions {

    @Override
    public PlaneConditions withLogTarget(double value) {
      return new Tailored(value, sign);
    }

    @Override
    public Equations equations(Remainder m) {
      double square = m.slopeSquare();
      double e = offset(m);
      double imbalance = m.slope() * m.u() + m.p() - m.r1() + e * m.t();
      double balance = imbalance / square;
      Remainder.Derivatives a = m.a();
      Remainder.Derivatives b = m.b();
      double squareA = 2 * m.slope() * a.slope() + a.r1();
      double squareB = 2 * m.slope() * b.slope() + b.r1();
      return new Equations(
          Math.log(m.k() / square),
          balance,
          a.k() / m.k() - squareA / square,
          b.k() / m.k() - squareB / square,
          (imbalanceDerivative(m, a, e) - balance * squareA) / square,
          (imbalanceDerivative(m, b, e) - balance * squareB) / square);
    }

    private static double imbalanceDerivative(Remainder m, Remainder.Derivatives d, double e) {
      return d.slope() * m.u()
          + m.slope() * d.u()
          + d.p()
          - d.r1()
          + e * d.t()
          + m.t() * (d.r1() - d.r0()) / (2 * e);
    }

    @Override
    public double offset(Remainder m) {
      return sign * Math.sqrt(Math.max(m.r1() - m.r0(), 0));
    }

    @Override
    public double outputScale(Remainder m) {
      return 1 / Math.sqrt(m.slopeSquare());
    }
  }

  /**
   * DKS: C(0) = 0 gives e = 0 and Q(1) = 1 gives γ² Var ψ = 1. What remains is C′(1) − 1 = (E r′² −
   * E r²)/Var ψ = ξ − 1 and (Q′(1) − 1) Var ψ = A U + P − E r² = 0.
   *
   * @param logTarget ln(ξ − 1)
   */
  record DeepKernel(double logTarget) implements PlaneConditions {

    @Override
    public PlaneConditions withLogTarget(double value) {
      return new DeepKernel(value);
    }

    @Override
    public Equations equations(Remainder m) {
      double variance = m.variance();
      double excess = m.r1() - m.r0();
      double balance = (m.slope() * m.u() + m.p() - m.r0()) / variance;
      Remainder.Derivatives a = m.a();
      Remainder.Derivatives b = m.b();
      double varianceA = 2 * m.slope() * a.slope() + a.r0();
      double varianceB = 2 * m.slope() * b.slope() + b.r0();
      return new Equations(
          Math.log(excess / variance),
          balance,
          (a.r1() - a.r0()) / excess - varianceA / variance,
          (b.r1() - b.r0()) / excess - varianceB / variance,
          (imbalanceDerivative(m, a) - balance * varianceA) / variance,
          (imbalanceDerivative(m, b) - balance * varianceB) / variance);
    }

    private static double imbalanceDerivative(Remainder m, Remainder.Derivatives d) {
      return d.slope() * m.u() + m.slope() * d.u() + d.p() - d.r0();
    }

    @Override
    public double offset(Remainder m) {
      return 0;
    }

    @Override
    public double outputScale(Remainder m) {
      return 1 / Math.sqrt(m.variance());
    }
  }
}
