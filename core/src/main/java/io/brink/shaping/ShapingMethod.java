package io.brink.shaping;

import io.brink.linearregion.RegionGoal;

/** What is asked of the kernel of a network at initialisation, and by which means it is reached. */
public sealed interface ShapingMethod {

  /**
   * Tailored activation transformation of (leaky) ReLU (TAT section 4.1): the negative slope a ∈
   * [0, 1] of √(2/(1+a²))·leakyReLU_a is chosen so that C_f(0) = η.
   *
   * @param eta η ∈ (0, 1); usual values are 0.9 and 0.95
   */
  record TatLeakyRelu(double eta) implements ShapingMethod {
    /** Checks 0 &lt; η &lt; 1. */
    public TatLeakyRelu {
      if (!(eta > 0 && eta < 1)) {
        throw new IllegalArgumentException(
            "eta, the target of C_f(0), lies strictly between 0 and 1, got " + eta);
      }
    }
  }

  /**
   * Tailored activation transformation of a smooth activation (TAT section 4.2): γ(φ(αx+β)+δ) with
   * Q(1) = 1, Q′(1) = 1, C′(1) = 1 and C_f″(1) = τ.
   *
   * @param tau τ &gt; 0; usual values are 0.2, 0.3 and 0.5
   */
  record TatSmooth(double tau) implements ShapingMethod {
    /** Checks τ &gt; 0. */
    public TatSmooth {
      if (!(tau > 0 && tau < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "tau, the target of C_f''(1), is positive and finite, got " + tau);
      }
    }
  }

  /**
   * Deep kernel shaping (DKS): γ(φ(αx+β)+δ) with Q(1) = 1, Q′(1) = 1, C(0) = 0 and C_f′(1) = ζ. For
   * ReLU and for leaky ReLU of a fixed slope, whose α and γ have the same effect, the condition on
   * Q′(1) is dropped (DKS section 8; TAT section 4).
   *
   * @param zeta ζ &gt; 1; usual values are 1.5, 10 and 100
   */
  record Dks(double zeta) implements ShapingMethod {
    /** Checks ζ &gt; 1. */
    public Dks {
      requireSlope(zeta);
    }
  }

  /**
   * Deep kernel shaping of leaky ReLU with its negative slope in the place of the input scale: the
   * four conditions of {@link Dks} for the four unknowns negative slope, β, δ and γ.
   *
   * @param zeta ζ &gt; 1
   */
  record DksLeakyRelu(double zeta) implements ShapingMethod {
    /** Checks ζ &gt; 1. */
    public DksLeakyRelu {
      requireSlope(zeta);
    }
  }

  /**
   * The edge of chaos: the activation is left as it is and the variances of weights and biases are
   * chosen so that χ₁ = σ_w² E φ′(√q* z)² = 1 at the fixed point q* (Schoenholz et al. 2017; LIN
   * section 2).
   *
   * @param point which point of the critical line
   */
  record EdgeOfChaos(CriticalPoint point) implements ShapingMethod {}

  /**
   * The edge of chaos of an activation with a linear region, just wide enough for a plain network
   * of that depth (LIN, theorem 2.1): the smallest half-width a for which the L layers change no
   * correlation on [0, 1] by more than a tolerance, and L(μ₂/μ₁² − 1) is within another. shtanh,
   * ssine, sexp and ssaw keep their form, any other activation gives its tail.
   *
   * @param biasVariance σ_b² &gt; 0
   * @param correlationTolerance largest R_L(0), from 10⁻⁶ to below 1
   * @param spreadTolerance largest L(μ₂/μ₁² − 1), at least 10⁻⁶
   */
  record LinearRegion(double biasVariance, double correlationTolerance, double spreadTolerance)
      implements ShapingMethod {
    /** Checks the domain. */
    public LinearRegion {
      new RegionGoal(1, biasVariance, correlationTolerance, spreadTolerance);
    }

    /** The goal at a depth. */
    RegionGoal goal(int depth) {
      return new RegionGoal(depth, biasVariance, correlationTolerance, spreadTolerance);
    }
  }

  private static void requireSlope(double zeta) {
    if (!(zeta > 1 && zeta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "zeta, the target of C_f'(1), is greater than 1 and finite, got " + zeta);
    }
  }
}
