/**
 * What depth costs: how normalised networks squeeze correlations or blow up gradients, exactly and
 * by bounds.
 *
 * <p>Source: SHR = "Gradient explosion and representation shrinkage in infinite networks", with its
 * appendix A.
 *
 * <h2>Maps</h2>
 *
 * <p>ρ is the correlation of two inputs, C[φ|ρ] = E φ(x)φ(y) for standard normal x, y of
 * correlation ρ, ‖f‖² = E f(z)². Every tensor is taken relative to its root mean square, so a layer
 * acts on ρ alone:
 *
 * <pre>
 *   normalised layer   P(ρ) = (σ_b² + σ_w² C[φ|ρ])/(σ_b² + σ_w² C[φ|1])
 *   residual block     P(ρ) = (ρ + σ² C[φ|ρ])/(1 + σ²‖φ‖²)
 * </pre>
 *
 * <p>{@link io.brink.bounds.CorrelationLayer} is such a map in gaps g = 1 − ρ, where it is a sum of
 * positive terms and nothing cancels: 1 − P = (1 − biasShare)(p g + q(1 − B)). {@link
 * io.brink.bounds.CorrelationChain} reads a network as a series of them. A network without
 * normalisation is one, too: with the mean square q of a preactivation known, φ(√q ·) stands for φ
 * (SHR, section 5.1). P is a power series Σ c_k ρᵏ with c_k ≥ 0 and P(1) = 1, so it is convex and
 * increasing on [0, 1], and |P(−ρ)| ≤ P(ρ).
 *
 * <h2>Exact values</h2>
 *
 * <p>{@link io.brink.bounds.Shrinkage} follows, layer by layer and to any depth, the gap of two
 * orthogonal inputs, 1 − ρ̄_l; the smallest correlation that any pair has; and ln Π P_k′(1), the
 * mean squared gain of the Jacobian. ‖J‖² is at least that gain.
 *
 * <h2>Bounds</h2>
 *
 * <p>With the maps cropped to [ρ̄_{l−1}, 1] and stretched to [0, 1], P̃_l, the slope at 1 of the
 * whole is (1 − ρ̄_L)(P̃_L∘…∘P̃_1)′(1), and {@link io.brink.bounds.ExcessConvexity} bounds the
 * second factor: e(g₂∘g₁) ≥ e(g₁) + e(g₂), g′(1) ≥ 1 + e(g). For a series with coefficients c_k,
 * cropped to [r, 1],
 *
 * <pre>  e(2 + e)/(1 + e) ≥ (1−r)² Σ_{k≥2} c_k/(1 − P(r)),   so   e ≥ (1−r) Σ_{k≥2} c_k/(2P′(1)),
 * </pre>
 *
 * the latter as 1 − P(r) ≤ (1−r)P′(1). Applied to a whole layer the last fraction is ‖φ −
 * φ̃‖²/‖φ′‖² for an activation and σ²‖φ − φ̃‖²/(1 + σ²‖φ′‖²) for a residual block, whatever the
 * biases, and with 1 − ρ_max ≤ 2(1 − ρ̄_max) both theorems of SHR are one statement:
 *
 * <pre>  ‖J‖² ≥ (1 − ρ_max)²/8 · Σ_l (Σ_{k≥2} c_k)_l/P_l′(1).</pre>
 *
 * <p>(SHR's proof of theorem 2 drops the denominator of the rule for mixtures e(p id + q g) ≥ q
 * e(g)/(1 + p e(g)) on its way; applied to the mixture's own series, the inequality above gives the
 * theorem without it.) The same with e(P̃_l) itself in place of its bound is sharper; both are
 * given beside the exact gain. SHR's bounds fall short by its own account: ReLU really shrinks as
 * L⁻², erf as L⁻¹, where the theorem has L^{−1/2}.
 *
 * <h2>What follows</h2>
 *
 * <ul>
 *   <li>{@link io.brink.bounds.DepthLimit}: the largest depth for which no pair is squeezed and the
 *       gain stays below a limit, from the exact values;
 *   <li>{@link io.brink.bounds.ResidualScales}: the branch variances that meet both;
 *   <li>{@link io.brink.bounds.Skimming}: the layers that one linear map may stand for;
 *   <li>{@link io.brink.bounds.NormalisedRegime}: fixed points, and the critical σ_b²/σ_w² = ‖φ′‖²
 *       − ‖φ‖²;
 *   <li>{@link io.brink.bounds.ShrinkageLaws}: SHR's equations 4.1 to 4.3.
 * </ul>
 *
 * <p>Accuracy: gaps have a relative error of some units of 10⁻¹⁵ per layer, down to any size; a
 * bound of excess convexity is lowered by the error of the map it is made from. All is for infinite
 * width.
 */
package io.brink.bounds;
