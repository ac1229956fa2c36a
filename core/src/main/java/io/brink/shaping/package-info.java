/**
 * Kernel shaping: from a network and an activation to a network whose kernel at initialisation is
 * what was asked for.
 *
 * <p>Sources: DKS = Martens et al. 2021, "Rapid training of deep neural networks without skip
 * connections or normalization layers using Deep Kernel Shaping"; TAT = Zhang, Botev &amp; Martens
 * 2022, "Deep Learning without Shortcuts: Shaping the Kernel with Tailored Rectifiers"; LIN = the
 * edge-of-chaos analysis of activations with a linear region; Schoenholz et al. 2017, "Deep
 * information propagation".
 *
 * <h2>Maps</h2>
 *
 * <p>z, z₁, z₂ are standard normal. For φ̂ with E φ̂(z)² = 1, at preactivation variance q: Q(q) = E
 * φ̂(√q z)² and, at q = 1, C(c) = E φ̂(x)φ̂(y) for x, y of correlation c. So
 *
 * <pre>  Q′(1) = E φ̂φ̂′z,  C(0) = (E φ̂)²,  C′(1) = E φ̂′²,  C″(1) = E φ̂″².</pre>
 *
 * <p>With weights of variance 1/fan-in and no biases, which TAT and DKS prescribe and which
 * therefore replace what the network had, an affine layer is the identity on (q, c), and a sum Σ
 * wᵢxᵢ of uncorrelated branches has q = Σ wᵢ²qᵢ and c = Σ wᵢ²qᵢcᵢ/q. The global map C_f is the
 * composition. It is a power series with non-negative coefficients (TAT A.4).
 *
 * <h2>Methods</h2>
 *
 * <table>
 * <caption>Conditions and unknowns</caption>
 * <tr><th>method</th><th>conditions</th><th>unknowns</th></tr>
 * <tr><td>TAT, leaky ReLU</td><td>Q(q) = q, C_f′(1) = 1, C_f(0) = η</td><td>negative slope in [0, 1]</td></tr>
 * <tr><td>TAT, smooth</td><td>Q(1) = Q′(1) = C_f′(1) = 1, C_f″(1) = τ</td><td>α, β, γ, δ</td></tr>
 * <tr><td>DKS</td><td>Q(1) = Q′(1) = 1, C_f(0) = 0, C_f′(1) = ζ</td><td>α, β, γ, δ</td></tr>
 * <tr><td>DKS, leaky ReLU</td><td>the same</td><td>negative slope, β, γ, δ</td></tr>
 * <tr><td>DKS, fixed ReLU or leaky ReLU</td><td>without Q′(1) = 1</td><td>β, γ, δ</td></tr>
 * <tr><td>edge of chaos</td><td>χ₁ = 1 at the fixed point q*</td><td>σ_w², σ_b²</td></tr>
 * <tr><td>linear region</td><td>χ₁ = 1, R_L(0) and L(μ₂/μ₁² − 1) at most their
 *     tolerances</td><td>half-width a, the smallest; σ_w²</td></tr>
 * </table>
 *
 * <h2>From the network to the activation</h2>
 *
 * <p>A condition is set on the whole network, or (the default, as in DKS and in TAT's code) on the
 * largest value over all subnetworks. A <em>subnetwork</em> is every part between a node u and a
 * node v such that each path from the input to v passes u and each path from u to the output passes
 * v (u dominates v, v postdominates u); it is taken with u itself where u has one input. Branches
 * of weight 0 do not exist. These pairs fall into chains: the trunk of the network; the trunk of
 * each branch of each sum; and so on inwards. Within a chain every piece composes a value that no
 * further piece can undo:
 *
 * <ul>
 *   <li>TAT, leaky ReLU: C(c) ≥ c for all c, so C_f(0) grows with each nonlinearity appended, and,
 *       C being monotone, with each one prepended;
 *   <li>TAT, smooth: with C′(1) = 1 curvatures at 1 add, C_f″(1) = n C″(1), and all are positive;
 *   <li>DKS: slopes at 1 multiply, and each is at least 1, since C(0) = 0 and C is convex on [0,
 *       1].
 * </ul>
 *
 * <p>So the maximum over a chain is attained by the whole chain, and the maximum over all
 * subnetworks by one of the whole chains. It need not be the network: the sum at the end of a
 * residual branch takes a mean, and the branch by itself can exceed it. The three quantities are
 * monotone in the local one, respectively linear, and are inverted by bracketing; slopes are
 * followed in logarithms, so that ξ − 1 keeps its digits in deep networks.
 *
 * <p>The composition exists only where theory covers it: leaky ReLU has Q(q) = q and takes any sum;
 * the other methods control φ̂ at q = 1 alone and need sums with Σ wᵢ² = 1; branches have to be
 * uncorrelated, which fresh weights at the end of all but one of them, or E φ̂ = 0, ensure.
 * Otherwise the outcome names the node.
 *
 * <h2>Solving for α and β</h2>
 *
 * <p>Let ψ(z) = φ(αz+β) = m + Az + r with the remainder r orthogonal to 1 and z, and e = m + δ.
 *
 * <ul>
 *   <li>TAT: γ² E ψ′² = 1. Q(1) = 1 becomes e² = E r′² − E r², which is never negative: two
 *       branches. Remaining: E ψ″²/E ψ′² = κ and A E[r′(z²−1)] + E[r r′z] − E r′² + e E[r′z] = 0.
 *   <li>DKS: e = 0, γ² Var ψ = 1. Remaining: (E r′² − E r²)/Var ψ = ξ − 1 and A E[r′(z²−1)] + E[r
 *       r′z] − E r² = 0.
 * </ul>
 *
 * <p>Written in r nothing cancels, also where κ = 10⁻⁶. The Jacobian is exact and needs no third
 * derivative: under (dα, dβ) every ψ varies as ψ′·(z dα/α + dβ/α), and integration by parts moves
 * the surplus derivative to the Gaussian. α &gt; 0 is no restriction, since z and −z have the same
 * law. The moments are tabulated on a grid in (ln α, asinh β); every cell that may hold a root
 * starts a damped Newton iteration. Roots with the same kernel (mirror images, periods) count once.
 * The quadrature of the search is a nested trapezoidal rule, or Gauss–Legendre panels cut at the
 * moved breakpoints (kz = (breakpoint − β)/α), refined until two levels agree.
 *
 * <p>For DKS of leaky ReLU everything is elementary; see {@code Rectifier}. A plain rectifier at β
 * = 0 has Q′(1) = 1 for every slope and C′(1) = 1 + 1/(π−1) = 1.466942206924 for slope 0.
 * Activations that saturate to a ReLU (softplus, ELU, SELU, bentid with another ratio of slopes)
 * approach such a limit as α grows and cannot exceed it.
 *
 * <h2>Ranking: the error at finite width</h2>
 *
 * <p>Of several solutions the one with the smallest predicted error of the kernel is taken: see
 * {@link io.brink.shaping.KernelError}. Predictions within 1 % count as equal; among these the
 * smallest |γδ| wins, the constant that the output has to cancel and that multiplies rounding
 * errors.
 *
 * <h2>Proof</h2>
 *
 * <p>Each condition is evaluated anew from the finished activation by the expectation engine, whose
 * rules share no node with the solver's, and the map of the finished network is propagated on a
 * grid beside that of the network as it was. Guarantees on [−1, 1]:
 *
 * <ul>
 *   <li>TAT Theorem 1, leaky ReLU with slope ≥ 0: |C_f(c) − c| ≤ min{4C_f(0), 1 + C_f(0)}, |C_f′(c)
 *       − 1| ≤ min{4C_f(0), 1};
 *   <li>TAT Theorem 2, C_f′(1) = 1: both are at most 2C_f″(1);
 *   <li>LIN Theorem 2.1, linear region: each of L layers and the first weights add at most 2R(0) to
 *       a correlation, see {@code io.brink.linearregion};
 *   <li>DKS: C_f = Σ_{n≥1} bₙcⁿ with Σ bₙ = 1 and Σ n bₙ = ζ gives Σ_{n≥2} bₙ ≤ ζ − 1, hence
 *       |C_f(c) − c| ≤ 2(ζ−1) and |C_f′(c) − 1| ≤ 3(ζ−1).
 * </ul>
 */
package io.brink.shaping;
