package io.brink.linearregion;

/**
 * What a linear region is designed for.
 *
 * @param depth L, number of nonlinear layers
 * @param biasVariance σ_b² &gt; 0
 * @param correlationTolerance largest R_L(ρ) − ρ on [0, 1] over all layers, in (0, 1)
 * @param spreadTolerance largest L(μ₂/μ₁² − 1), above 0
 */
public record RegionGoal(
    int depth, double biasVariance, double correlationTolerance, double spreadTolerance) {

  /** Checks the domain. */
  public RegionGoal {
    DeepRegion.checkDepth(depth);
    CriticalRegion.checkBias(biasVariance);
    if (!(correlationTolerance >= 1e-6 && correlationTolerance < 1)) {
      throw new IllegalArgumentException(
          "the tolerance on the correlation map lies in [1e-6, 1), got " + correlationTolerance);
    }
    if (!(spreadTolerance >= 1e-6 && spreadTolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the tolerance on the spread is finite and at least 1e-6, got " + spreadTolerance);
    }
  }

  /** The larger of both figures relative to their tolerances; 1 where the goal is just met. */
  double load(DeepRegion region) {
    return Math.max(
        region.correlationShift() / correlationTolerance, region.spread() / spreadTolerance);
  }
}
