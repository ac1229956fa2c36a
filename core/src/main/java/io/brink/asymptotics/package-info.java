/**
 * Asymptotic laws: what the moments of a deep network tend to, and how fast.
 *
 * <p>The recurrences of a residual network (Yang &amp; Schoenholz 2017, table 1) are q = σ_w² p₋ +
 * σ_b², p = σ_v² V(q) + σ_a² + p₋, λ = σ_w² γ₋ + σ_b², γ = σ_v² W(q, λ) + σ_a² + γ₋ forward, and χ₋
 * = (1 + σ_v²σ_w² E φ′²)χ backward, where an underlined quantity belongs to the layer below. {@link
 * io.brink.asymptotics.ResidualLaw} holds their limits as the depth grows, one record for each
 * class of activations and with the domain in which it is proved; the propagation package evaluates
 * the recurrences themselves, and {@link io.brink.asymptotics.LineFit} measures the same exponents
 * from them; {@link io.brink.asymptotics.ResidualMeasurement} puts law and measurement of a network
 * side by side.
 *
 * <p>Correlations are e = γ/p between the x of two inputs; the gap is 1 − e. Gradients are mean
 * squares.
 */
package io.brink.asymptotics;
