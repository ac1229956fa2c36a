/**
 * Phases of plain networks: fixed lengths, fixed correlations, the edge of chaos and depth scales.
 *
 * <p>A plain network repeats h = W φ(h₋) + b with W_ij of variance σ_w²/N and b_i of variance σ_b²
 * (LIN section 2; Poole et al. 2016; Schoenholz et al. 2017). Its preactivation variance q and the
 * correlation c of two inputs follow
 *
 * <pre>
 *   q′ = σ_w² V(q) + σ_b²,            fixed at q*
 *   c′ = R(c) = (σ_w² W(q*, q*, c) + σ_b²)/q*,   R(1) = 1,   χ₁ = R′(1) = σ_w² E φ′(√q* z)².
 * </pre>
 *
 * χ₁ &lt; 1 is the ordered phase, χ₁ = 1 the edge of chaos, χ₁ &gt; 1 the chaotic phase, in which
 * the correlation tends to c* &lt; 1. All variances are of preactivations; x-axes of phase diagrams
 * are σ_w², y-axes σ_b². Gaps 1 − c are computed without cancellation throughout.
 */
package io.brink.phase;
