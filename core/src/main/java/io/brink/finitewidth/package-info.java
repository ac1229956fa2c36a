/**
 * Finite width: how far the kernel of a pair of inputs scatters over random networks of N units a
 * layer about its value at infinite width, to first order in 1/N, and how far its mean is off.
 *
 * <h2>What is computed</h2>
 *
 * <p>q₁, q₂ and c of {@link io.brink.propagation} are means over infinitely many units. Over the N
 * units of a node of one random network they differ from that, from network to network: {@link
 * io.brink.finitewidth.FiniteWidthTrace#measured} gives the standard deviations of q₁, q₂, c and 1
 * − c at every node, and the mean over networks less the theory's value, its bias. At an affine
 * node the units are Gaussian with q = σ_w² p + σ_b² given the layer below; {@link
 * io.brink.finitewidth.FiniteWidthTrace#kernel} is the scatter of that q and its c, without the
 * scatter of the units about it.
 *
 * <h2>Coordinates</h2>
 *
 * <p>Of each tensor five means over units are followed: those of a, e, a², ae and e², where ŷ₁, ŷ₂
 * is the tensor for both inputs in units of its root mean square and
 *
 * <pre>  a = (ŷ₁ + ŷ₂)/2,   e = (ŷ₁ − ŷ₂)/√(2g),   g = 1 − c at infinite width
 * </pre>
 *
 * so that E a² = 1 − g/2, E ae = 0, E e² = 1. To first order δ ln q₁,₂ = δa² + (g/2)δe² ±
 * √(2g)δ(ae) and δ ln(1 − c) = (1 − g/2)δe² − δa²: nothing cancels, however close the inputs are,
 * down to g = 10⁻³⁰⁰. For Gaussian pre-activations u = a/cos(θ/2) and v = e are independent
 * standard normal, the coordinates in which the package {@code io.brink.expectation} integrates.
 *
 * <h2>Rules</h2>
 *
 * <p>The moments of a node are a linear function of those of its inputs plus noise of variance 1/N
 * that is independent of everything before it; so are all covariances between the tensors that are
 * still to be read, branches of a sum among them.
 *
 * <ul>
 *   <li><b>Activation.</b> With P any of the five moments of the output as a function of (u, v),
 *       the mean over units of P(u, v) − E P is split by order in Hermite polynomials of (u, v).
 *       The orders 1 and 2 are the input's means and second moments times E P·u, ½E P·(u² − 1), …,
 *       which are the derivatives of E P: no derivative of φ is taken, and kinks and jumps are no
 *       exception. The rest, of order 3 and more, is the noise: Cov(P, P′) less those orders.
 *   <li><b>Affine, convolution.</b> Second moments follow q = σ_w² p + σ_b². The noise is that of N
 *       Gaussian units, Wick's rule. In a chain both together are Ξ′ = σ_w⁴ Cov[(φ₁², φ₁φ₂, φ₂²)] +
 *       (∂F/∂S) Ξ (∂F/∂S)ᵀ (see Sohl-Dickstein, Novak, Schoenholz and Lee 2020; Hanin and Nica
 *       2020; Yaida 2020, for the distribution at finite width).
 *   <li><b>Orthogonal weights.</b> A matrix with orthonormal columns keeps lengths and angles: Wx
 *       has exactly the second moments of x, times σ_w², and its columns are a uniform frame. Of
 *       Wick's term only the part that the bias brings is left; and for fewer units than inputs,
 *       where the N coordinates are a sample of the fan-in's, Wick's term of Wx with 1/N − 1/fan-in
 *       in place of 1/N (the variance of a Beta distribution). Orders 1 and 3 and more are as for
 *       Gaussian weights.
 *   <li><b>Sum of independent terms.</b> Moments are those of the terms with their weights, the
 *       products of one's mean with the other's fluctuating mean, and noise of variance q_i q_j/N
 *       (centred) from each product.
 *   <li><b>Layer normalisation</b> subtracts the fluctuation of both lengths from everything.
 *       <b>Scale</b>, <b>flatten</b>, <b>pooling</b>: unchanged. <b>Dropout</b>: noise from the
 *       masks, which takes the fourth moments of what they meet; these are followed as cumulants.
 *   <li><b>Convolutions</b> count channels as units; all pixels are taken to fluctuate alike.
 * </ul>
 *
 * <h2>Bias</h2>
 *
 * <p>E over networks of E P is bias′ = J bias + ½ H : Ξ, with the second derivatives H = E P·He₄
 * (by Hermite polynomials of degree four in (u, v)) and Ξ the covariance of the law: that of the
 * measured second moments less Wick's term, which also holds where units are not independent, as
 * for orthogonal weights and after layer normalisation (Ξ is negative there). 1 − c has in addition
 * the second order of its quotient. The bias of a product of two means is their covariance.
 *
 * <h2>From first order to a standard deviation</h2>
 *
 * <p>Lengths of homogeneous networks, and the gap of nearly equal inputs, are products of one
 * independent factor a layer. With v the variance of ln q (or of ln(1 − c)) to first order, of
 * which n is the node's own noise, the standard deviation given is that of such a product,
 * √(e^{v−n}(1 + n) − 1) in units of q: equal to first order, and for a deep linear or ReLU network,
 * whose variance is Π(1 + k/N) − 1, right where first order is no longer.
 *
 * <h2>Limits</h2>
 *
 * {@link io.brink.finitewidth.FiniteWidthTrace#limits} names the places. An activation on a sum
 * whose parts other activations have read too (a residual stream that is activated without an
 * affine layer between, as in ResNet V2) shares units with them: orders 1 and 2 are exact, and the
 * noise of order 3 and more is taken to be independent. Sums of dependent terms (x + φ(x)) are not
 * covered. Gradients are not covered.
 */
package io.brink.finitewidth;
