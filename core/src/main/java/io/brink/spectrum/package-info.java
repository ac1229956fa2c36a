/**
 * The singular values of the input–output Jacobian of a wide network: mean and variance of their
 * squares, and for plain networks the whole limiting law.
 *
 * <p>Sources: Pennington, Schoenholz &amp; Ganguli 2017, "Resurrecting the sigmoid in deep learning
 * through dynamical isometry", and 2018, "The emergence of spectral universality in deep networks"
 * (PSG); LIN = the paper on activations with a linear region, eq. 12 and 13; Voiculescu 1987 for
 * the S-transform; Belinschi &amp; Bercovici 2007, "A new approach to subordination results in free
 * probability", for the uniqueness below; Burda, Jarosz, Livan, Nowak &amp; Swiech 2010,
 * "Eigenvalues and singular values of products of rectangular Gaussian random matrices", for
 * unequal widths.
 *
 * <h2>What is computed</h2>
 *
 * J = Π_l D_l W_l, from the input to the output: W_l Gaussian with entries of variance σ_w²/fan-in
 * or scale-corrected uniform orthogonal, D_l diagonal with entries φ′(h), h ~ N(0, q_l) with q_l
 * from the forward pass. As widths grow at fixed ratios, the eigenvalues λ = s² of JᵀJ get a law μ
 * that is no longer random. {@link io.brink.spectrum.JacobianSpectrum} holds its point masses, its
 * support, and its density at samples. All shares are of the dimension of the input. In a network
 * of depth 1000 λ spans hundreds of decades, so everything is in u = ln λ; the density of u is λ
 * times that of λ and ½s times that of s.
 *
 * <p>{@link io.brink.spectrum.NetworkJacobian} reads the factors from a network, each layer with
 * its own φ, q, σ_w, law of weights and width, so also off criticality and where q is still on its
 * way to its fixed point.
 *
 * <h2>The equation</h2>
 *
 * With m = M(z) = ∫ λ/(z − λ) dμ, S(m) = (1 + m)/(m M⁻¹(m)) and free factors S = Π S_l. A layer of
 * width N_l = r_l N_0 sees m/r_l in place of m, since tr (AB)ᵏ = tr (BA)ᵏ. In κ = 1/m, with t =
 * φ′(h)² and M_l(w) = E t/(w − t):
 *
 * <pre>
 *   identity, to begin with            ln z = ln(1 + κ)
 *   Gaussian W_l                       ln z += ln σ_w² − ln r_{l−1} − ln κ + ln(1 + r_l κ)
 *   orthogonal W_l, not narrowing      ln z += ln σ_w² + ln(r_l/r_{l−1})
 *   orthogonal W_l, narrowing          ln z += ln σ_w² + ln(1 + r_l κ) − ln(1 + r_{l−1} κ)
 *   D_l with t = a or 0, P(t = a) = p  ln z += ln a + ln(1 + p r_l κ) − ln(1 + r_l κ)
 *   any D_l                            ln z += ln w_l − ln(1 + r_l κ),  1/M_l(w_l) = r_l κ
 * </pre>
 *
 * Equal layers are counted, not repeated. Layers that differ in q alone, each with a q of its own,
 * enter by the sum of ln w_l at a given κ, which is an analytic function of ln q. So where there
 * are more than sixteen, the n-point Gauss rule of the discrete measure of their ln q takes their
 * place, with fractional multiplicities: it is exact for polynomials up to degree 2n − 1, and its
 * error falls geometrically. {@link io.brink.spectrum.LayerGrouping} takes the least n of 8, 12,
 * 16, 24 and 32 that changes no density by more than 10⁻⁹ of it and 10⁻¹⁰ of the largest, measured
 * against the w_l of all layers at sixteen places of the support; what is left is part of the
 * stated error. If none does, or the density misses the moments of all layers, all layers are used.
 *
 * <p>Piecewise linear φ have closed forms or a few point masses; of others M_l is a quadrature that
 * is refined where w_l comes near the support of t. Slopes of smooth φ at large q run through
 * thousands of decades of t, each with its share of units, and so do the w_l: these are kept as ln
 * w_l, ln t beyond the range of a double is continued ({@link io.brink.spectrum.SquaredSlope}), and
 * panels of the quadrature are refined by the distance of ln w_l from ln t, where that is the
 * larger. What is far from all w_l of a window is taken by its moments ({@link
 * io.brink.spectrum.SlopeWindow}).
 *
 * <h2>The right branch</h2>
 *
 * For z in the upper half plane Im κ &gt; 0 and Im w_l &gt; 0. Conversely, each of these factors
 * lowers the argument: arg(w_l/(1 + r_l κ)) ≤ 0 and likewise for weights, while arg(1 + κ) lies
 * between 0 and π. So if κ and all w_l lie in the upper half plane and the equation for
 * <em>logarithms</em> holds, with principal values and no multiple of 2πi, then every partial
 * product lies in the upper half plane too, and each w_l is the fixed point of an analytic map of a
 * sector into itself, of which there is one (Belinschi &amp; Bercovici). A solution with these
 * signs is the right one wherever the iteration came from; by continuity so it is on the real axis,
 * where the equation can be differentiated and Im κ &gt; 0. Every point of a density is certified
 * so.
 *
 * <p>Solutions are found by Newton's method in ln(1 + ρκ), ρ the rank of J, and ln w_l, from the
 * neighbouring point; and without one by following the circle |z| = e^u from the negative axis,
 * where all is real and monotone.
 *
 * <h2>What follows from a solution</h2>
 *
 * The density of u is −Im m/π. The mass above z needs no integral of the density, as ln z can be
 * integrated with respect to m: for n Gaussian matrices and terms c_k ln(1 + ρ_k κ)
 *
 * <pre>
 *   μ(z, ∞) = (1/π) [ n Im m − Σ_k c_k ρ_k arg(m + ρ_k) + Σ_l r_l E arg(1 − t/w_l) ]
 * </pre>
 *
 * Outside of the support all is real and κ grows with z; so the edges are where d ln|z|/dκ changes
 * its sign, coming from κ = +∞ and from κ = −1/ρ. Where two or more factors share the smallest rank
 * the support reaches 0; where slopes get arbitrarily small it does, too, but with a mass that can
 * be far below rounding. The point mass at 0 is 1 − ρ. A product of point masses α, β of free
 * factors is a point mass α + β − 1, if that is positive.
 *
 * <p>Moments: E λ = Π σ_w² μ₁ and Var λ/(E λ)² = Σ_l (μ₂/μ₁² − 1 − s₁) with μ_k = E φ′^{2k}, s₁ =
 * −1 Gaussian, 0 orthogonal, at equal widths (LIN 13 for equal layers on the edge of chaos). For a
 * weighted sum a·1 + Σ w_i B_i of branches with weights of their own, B_i being invariant under
 * rotations on one side, free cumulants of second and fourth order add; see {@link
 * io.brink.spectrum.SpectralMoments}.
 *
 * <h2>Finite width</h2>
 *
 * Singular values of sampled networks follow these laws: {@link io.brink.spectrum.SpectrumScatter}
 * gives the standard deviation of a share over networks of width N, of order N^{−1/2}, and tests
 * hold the Kolmogorov–Smirnov distance of random networks of width 300 and 1000 against it, and its
 * own size against the spread of many networks.
 *
 * <h2>Accuracy</h2>
 *
 * The samples of a density are the nodes of a double-exponential rule in u, cut where {@link
 * io.brink.spectrum.BranchSearch} finds the solution nearly singular. Integral, mean and second
 * moment agree with the closed forms to 10⁻⁶ (mostly 10⁻¹⁰) at any depth, or else the outcome is
 * {@link io.brink.spectrum.SpectrumOutcome.Unsolved}; densities agree with Fuss–Catalan and free
 * projections in closed form and with 30-digit solutions to 10⁻¹⁰. Each point carries the error
 * that its residual, rounding and quadrature can cause.
 *
 * <p>A law of slopes is taken as it is but for two things. Where the product has a point mass, or
 * nearly one, slopes whose squares differ by less than 2·10⁻⁵ of their value and of the law's range
 * over a stretch of more than 5 % are one point mass at their mean: beside a point mass the
 * equation is solved in differences, which rounding would hide. And ln t below −1290 is a
 * continuation, within some per cent; a density that rests on it says so by its error.
 *
 * <h2>A single layer</h2>
 *
 * One nonlinear layer between orthogonal weights mixes nothing: its law is that of t = φ′(h)²,
 * scaled, and the equation has no solution off the real axis. {@link
 * io.brink.spectrum.SingleLayerLaw} cuts the line of z into ranges on which φ′² is monotone. The
 * mass above u is then the normal probability of a union of intervals, the density a sum over
 * places z of n(z)/|du/dz|, both to rounding; ranges on which φ′ is constant are point masses. The
 * density is infinite at the values of φ′² where φ″ = 0; there distances from that value, which u
 * itself has no digits for, are integrals of du/dz from there. Gaps and ends of the support are
 * exact, also where slopes are unbounded and the support reaches ∞. Slopes within 10⁻¹⁰ of a limit
 * that they approach are at it.
 *
 * <h2>Unbounded slopes</h2>
 *
 * Where slopes grow far out the support has no upper end. Their law is taken as far as φ′⁴ n(z)
 * counts for E φ′⁴ ({@link io.brink.spectrum.SlopeReach}), and the density as far as λ² times it
 * counts for E λ² or stands out from rounding ({@link io.brink.spectrum.TailCut}). The third and
 * fourth moments of samples, which nothing else checks, agree with those of the S-transform as a
 * power series to 10⁻⁷ and 10⁻⁶.
 *
 * <h2>Limits</h2>
 *
 * Dense layers fed by Gaussian tensors; widths tending to infinity at a fixed depth. Of layers that
 * are mixed by weights the slopes have to be finite at every point, or only the moments are given;
 * and where they grow like e^{ax} with a²q ≥ 1 their second moment rests on a tail that rounding
 * hides, so that the outcome may be {@link io.brink.spectrum.SpectrumOutcome.Unsolved}. A gap of
 * the support between two samples is found where d ln z/dY nearly vanishes beside it, in tests down
 * to a width of 3·10⁻⁶ in u; one narrower than 10⁻⁸ counts as none.
 */
package io.brink.spectrum;
