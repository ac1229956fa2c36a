/**
 * Gaussian kernels of an activation φ, and its correlation maps.
 *
 * <h2>What is computed</h2>
 *
 * <p>x = √q₁ z₁ and y = √q₂ z₂ are two pre-activations, jointly Gaussian with correlation c = cos
 * θ. A {@link io.brink.kernel.Kernel} gives the moments of one activation:
 *
 * <pre>
 *   m(q) = E φ(x)    V(q) = E φ(x)²    W(q₁, q₂, c) = E φ(x)φ(y)    ∂W/∂c = √(q₁q₂) E φ′(x)φ′(y)
 *   V(q) − W(q, q, c) = ½E(φ(x) − φ(y))²
 * </pre>
 *
 * (Zhang, Botev and Martens 2022, eq. 17 and 18, and section A.4; derivatives in the sense of
 * distributions, so that a jump of φ′ contributes to E φ″φ″.) A {@link
 * io.brink.kernel.CorrelationMap} is C(c) = W(q, q, c)/V(q) at one q, compiled to polynomials; a
 * {@link io.brink.kernel.CorrelationMapFamily} holds the maps for a range of q.
 *
 * <h2>The gap and the angle</h2>
 *
 * <p>In a deep network 1 − c falls to 10⁻³⁰⁰ where the double c is exactly 1. So a {@link
 * io.brink.kernel.Correlation} is held by its angle θ, and what is computed is the gap 1 − C,
 * relative to itself. As a function of c a ReLU-like map has a branch point at c = 1, 1 − C ~ (1 −
 * c) − const·(1 − c)^{3/2}; as a function of θ it is analytic. So θ is also what is interpolated
 * in.
 *
 * <h2>Closed forms</h2>
 *
 * <p>{@code Kernel.of} picks a closed form where one is exact. Each is written so that nothing
 * cancels as θ → 0, π:
 *
 * <table>
 * <caption>Closed forms</caption>
 * <tr><th>activation</th><th>form</th><th>source</th></tr>
 * <tr><td>identity, relu, leaky_relu, abs</td><td>sin θ − θ cos θ</td><td>Cho and Saul 2009</td></tr>
 * <tr><td>step, sign</td><td>θ/π</td><td>Sheppard 1899</td></tr>
 * <tr><td>alpha_relu</td><td>₂F₁(½, ½; α + 3/2; cos²(θ/2)), connected to sin²(θ/2) for acute
 *     angles</td><td>Yang and Schoenholz 2017, C.32</td></tr>
 * <tr><td>other homogeneous</td><td>K(θ) and K(π − θ) of alpha_relu; step and relu where α = 0,
 *     1</td><td></td></tr>
 * <tr><td>erf, gaussian</td><td>arcsines and roots of 1 + 2q₁ + 2q₂ + 4q₁q₂ sin²θ</td><td>Williams 1997</td></tr>
 * <tr><td>sin, cos, exp</td><td>exponentials</td><td></td></tr>
 * <tr><td>monomial, square, hermite</td><td>finite Hermite sums Σ a_k² cᵏ</td><td></td></tr>
 * <tr><td>hard_tanh, hard_sigmoid, relu6, shtanh, ssaw, shifted leaky_relu</td><td>moments of one variable,
 *     E φ″φ″; the rest by quadrature</td><td></td></tr>
 * </table>
 *
 * <p>Scaled and offset, γ(φ(αx) + δ), they remain closed forms. Everything else is left to {@link
 * io.brink.kernel.QuadratureKernel}. Accuracy of the closed forms against references of 25 digits:
 * relative 10⁻¹³ for q from 10⁻⁶ to 10⁴ and θ from 10⁻²⁰ to 3.14.
 *
 * <h2>Compiling a map</h2>
 *
 * <p>What is sampled is the curvature d²C/dc² = q² E φ″φ″/V (for a φ that jumps, the slope), at
 * twenty Chebyshev points on each panel of [0, π]; a panel is bisected until its coefficients have
 * decayed to 2·10⁻¹⁵. The slope is its integral from the known C′(1), the gap the integral of the
 * slope: integrals are smoother than what they integrate, so no digit is lost. The gap is stored
 * divided by θ², which keeps it relative for θ → 0. The panels are in
 *
 * <ul>
 *   <li>θ² for an analytic φ, whose map is an even function of θ;
 *   <li>θ for a φ with kinks, with the curvature times sin θ, as the curvature itself is ~ const/θ;
 *   <li>θ for a φ with jumps, with the slope times sin θ and the gap divided by θ.
 * </ul>
 *
 * For even and odd φ half of [0, π] is enough. The samples come from the closed form; from the
 * Hermite coefficients of φ″, C″ = q²/V Σ b_k² cᵏ, while fewer than 1600 count; from lattice sums,
 * where tanh at q = 10⁴ is nearly a step; else from the quadrature. In the end the map is compared
 * with the kernel: at c = 0, where gap and slope follow from means alone, and at other angles where
 * a closed form makes that cheap. Its error bound is made of that comparison.
 *
 * <p>A map with fractional powers of θ is evaluated from its closed form where there is one, as for
 * a power x₊^α or |x|^α on each side of 0; else it is compiled in ln θ, down to where its two
 * leading powers go on alone.
 */
package io.brink.kernel;
