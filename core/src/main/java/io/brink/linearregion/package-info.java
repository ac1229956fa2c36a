/**
 * Activations with a linear region: how wide it must be for a deep plain network to keep
 * correlations apart and its Jacobian near an isometry.
 *
 * <p>Source: LIN = "Activation function design for deep networks: linearity and effective
 * initialisation". Its formulas are re-derived here; where the source simplifies a bound, the root
 * form before the simplification is given as well.
 *
 * <h2>Setting</h2>
 *
 * <p>A scaled-bounded activation (LIN, definition 2.1) is continuous and odd, x for |x| ≤ a, at
 * most a in size, and has |φ′| ≤ 1. At the edge of chaos of the plain network h = Wφ(h) + b, with
 * μ_k = E φ′(√q* z)^{2k}:
 *
 * <pre>  σ_w² = 1/μ₁,  q* = σ_b² + V(q*)/μ₁,  R(ρ) = (σ_w² W(q*, q*, ρ) + σ_b²)/q*,  R′(1) = 1.
 * </pre>
 *
 * <p>{@link io.brink.linearregion.CriticalRegion} is one such layer, {@link
 * io.brink.linearregion.DeepRegion} L of them. With y = σ_b²/a² and x = a/√q*:
 *
 * <ul>
 *   <li>lemma 3.1: q* exists, between the values that the bounds of x leave, where it is searched;
 *   <li>lemma 3.3: 0 ≤ R(ρ) − ρ ≤ R(0) = σ_b²/q* on [0, 1]; on [−1, 0], 0 ≤ R(ρ) − ρ ≤ 2R(0), since
 *       R(−ρ) + R(ρ) = 2R(0);
 *   <li>lemma 3.4 and theorem 2.1: {@link io.brink.linearregion.RegionBounds}, with Λ(y) by the
 *       Lambert function. Shtanh has the smallest x and the largest μ₂/μ₁² of all.
 * </ul>
 *
 * <p>The Jacobian's squared singular values have the variance L(μ₂/μ₁² − 1) with orthogonal
 * weights, and L more with Gaussian ones, which no activation can help (LIN, equation 13).
 *
 * <h2>Design</h2>
 *
 * <p>{@link io.brink.linearregion.RegionDesign} finds the smallest a for which R_L(0), the largest
 * change of a correlation over the depth, and L(μ₂/μ₁² − 1) meet their tolerances, exactly at
 * infinite width for the given activation, and beside it the a that the theorem certifies for all.
 * What a linear region costs is {@link io.brink.linearregion.DeepRegion#nonlinearity}: the part of
 * the output that is not linear in the input. {@link io.brink.linearregion.AnnealingSchedule}
 * lowers a during training.
 *
 * <p>{@link io.brink.linearregion.LinearRegionFamily} holds the four families of LIN, and turns any
 * activation with a bounded tail on one side of φ(0) into a family of its own.
 */
package io.brink.linearregion;
