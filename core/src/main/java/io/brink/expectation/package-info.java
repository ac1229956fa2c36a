/**
 * Gaussian expectations of activations, in one and two dimensions, with a bound of their error.
 *
 * <h2>What is computed</h2>
 *
 * <p>z, u, v are independent standard normal; φ⁽ᵏ⁾ is φ, φ′ or φ″ almost everywhere.
 *
 * <ul>
 *   <li>E F(φ(αz + β), φ′, φ″, z): {@link io.brink.expectation.GaussianExpectation}, {@link
 *       io.brink.expectation.GaussianRule};
 *   <li>E f⁽ᵏ⁾(x)g⁽ᵏ⁾(y) with x = √q₁(cos(θ/2)u + sin(θ/2)v), y = √q₂(cos(θ/2)u − sin(θ/2)v), so
 *       that Var x = q₁, Var y = q₂ and the correlation is cos θ: {@link
 *       io.brink.expectation.PairExpectation};
 *   <li>½E(f(x) − f(y))², the gap: {@link io.brink.expectation.AngleSampler#gap}.
 * </ul>
 *
 * <h2>Method</h2>
 *
 * <p><b>Analytic φ: the trapezoidal rule</b> on the whole line. Its error is e^{−2πd/h} for an
 * integrand analytic in |Im z| &lt; d, and e^{−2π²/h²} for the Gaussian itself (Trefethen and
 * Weideman, The exponentially convergent trapezoidal rule, SIAM Review 56, 2014). The step is
 * halved until the moments of φ, φ′ and φ″ settle; the cardinal series must then also give φ
 * between the nodes, for a wave aliased twice to the same frequency settles too. In two dimensions
 * the rotated coordinates only widen the strip, so the same step serves for every θ.
 *
 * <p><b>Kinks, jumps, poles near the real axis: panels.</b> A mesh in the argument of φ,
 * independent of q, is bisected until twenty Gauss–Legendre points resolve φ, φ′ and φ″ on each
 * panel; a rule for one q takes panels as wide as that mesh and the Gaussian allow and ends them at
 * kinks. Towards an algebraic singularity x^α the variable is −ln x. In two dimensions the inner
 * integral over u has panels between the images of both meshes, the outer over v begins anew where
 * two kinks meet, x = k and y = k′, and is narrow where a fine part of one mesh slides over a fine
 * part of the other.
 *
 * <p><b>Correlations away from ±1: conditioning on what x and y share.</b> With r² = |c|, s² = 1 −
 * |c|, x = √q₁(t + sξ) and y = √q₂(±t + sη) are independent given t ~ N(0, r²), so that E f(x)g(y)
 * = E F(t)G(±t) with F(t) = E f(√q₁(t + sξ)), and the gap is half the mean of Var(f(x)|t) +
 * Var(g(y)|t) + (F(t) − G(±t))², positive terms. f and g are sampled on the line once, on a lattice
 * or on panels that resolve the density of ξ as well; F and G are smooth on the scale s, so that
 * about 28/tan(θ/2) values of t do, however finely structured f and g are. This is used where it
 * takes less work than two dimensions.
 *
 * <p><b>The gap.</b> φ(x) − φ(y) is (x − y) times the mean of φ′ between them where they are near,
 * and strips of u in which a kink lies between x and y are held by their centre and half-width; so
 * nothing cancels, down to θ = 10⁻¹⁵⁰ (1 − c = 10⁻³⁰⁰).
 *
 * <p><b>Distributions.</b> A jump J of φ at k is a mass Jδ(x − k) in φ′ and Jδ′(x − k) in φ″; a
 * jump K of φ′ a mass Kδ(x − k) in φ″. With them Price's theorem holds for every c &lt; 1: ∂ⁱW/∂cⁱ
 * = (q₁q₂)^{i/2} E φ⁽ⁱ⁾(x)φ⁽ⁱ⁾(y) (Zhang, Botev and Martens 2022, Deep Learning without Shortcuts,
 * eq. 18).
 *
 * <h2>Accuracy</h2>
 *
 * <p>For every built-in activation, q from 10⁻⁶ to 10⁴ and every θ the relative error is below
 * 10⁻¹² (absolute, on the scale of the integrand, where the moment passes through 0); usually it is
 * 10⁻¹⁵. The error bound is estimated from the samples of the integral itself, by the rate at which
 * the coarser rule inside it converges, plus rounding. Activations with an algebraic singularity
 * (α-ReLU) are the exception near correlation ±1, that is for θ or π − θ below 0.2: there E φ′φ′
 * has a relative error of 10⁻⁹ for α = 0.7 and 10⁻³ for α = 0.3, and the gap for θ below 10⁻³ one
 * of about 10⁻¹⁵/θ; the bounds say so. Being homogeneous, these have closed forms. A moment that
 * does not exist, or is too large for a double, is +∞; e^x is integrated up to |z| = 38, so that
 * its moments above 10¹⁷⁰ are not reliable here.
 */
package io.brink.expectation;
