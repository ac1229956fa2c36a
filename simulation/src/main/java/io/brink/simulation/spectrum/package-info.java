/**
 * Singular values of random networks of finite width against their limiting law.
 *
 * <p>{@link io.brink.simulation.spectrum.SampledSpectra} draws networks with their weight matrices,
 * multiplies their Jacobians out and decomposes them; those of deep chains, whose singular values
 * span hundreds of decades, as graded products in which each value keeps its digits. {@link
 * io.brink.simulation.spectrum.SampledMoments} takes the first moments from random directions at
 * widths where no matrix is needed. {@link io.brink.simulation.spectrum.SpectrumComparison} holds
 * the singular values against a {@link io.brink.spectrum.JacobianSpectrum}.
 *
 * <h2>What is compared</h2>
 *
 * The squares of one matrix' singular values are no independent sample: they repel each other, and
 * those of a large matrix fill their law far more evenly than independent figures would. So the
 * limits of Kolmogorov's statistic do not apply. What moves the shares is that a network has a
 * finite sample of slopes φ′(h) in each layer, and a mean square of its own; {@link
 * io.brink.spectrum.SpectrumScatter} derives the standard deviation τ/√N of the share above any s
 * from that. The Kolmogorov–Smirnov distance is held against five times the largest τ/√N, over √K
 * for the mean of K networks, plus 2/N for the bias, which theory gives an order only.
 *
 * <p>Shares are compared above the tenth part of the continuous law from below. Where a Jacobian
 * was multiplied out, also above 10⁻¹² of the largest singular value: below that, rounding of the
 * product and of its decomposition takes over. And where layers lose rank, the rank of the product
 * is the smallest of theirs, which is no smooth function of their scatter: of L layers of ReLU of
 * width N it is N/2 less about √(N ln L/2).
 *
 * <h2>How deep at which width</h2>
 *
 * The law is that of infinite width at fixed depth. At depth L and width N:
 *
 * <ul>
 *   <li>Shares hold to about 2/N at any depth. Of L linear Gaussian layers the exact mean of ln s
 *       is L/(2N) Σ_i (ψ(i/2) + ln(2/N)) (Goodman 1963), which is −L/2 − (¼ ln N + 0.07) L/N; but
 *       the law spreads over L/2 and more, so that the shift is one of shares by 1/N.
 *   <li>Moments and the largest singular value hold for L ≪ N only. The mean of s² over networks is
 *       right at any depth, but its relative variance is (L² + L)/N² for linear Gaussian layers, so
 *       that from L ≈ N on single networks lie far below and rare ones far above. The largest
 *       singular value, √(eL) at infinite width, tends to e^{−L/(2N)} and less instead: the
 *       Lyapunov exponents ½(ψ(i/2) + ln(2/N)) of the product take over.
 *   <li>Orthogonal weights with nearly linear activations have no such limit: what counts there is
 *       the spread L(μ₂/μ₁² − 1) in the place of L.
 *   <li>Sums with biased activations, a residual network of ReLU, amplify the direction of the mean
 *       over units by more per layer than all others. It is one singular value, 1/N of the mean
 *       square at any fixed depth, and most of it in deep networks.
 * </ul>
 */
package io.brink.simulation.spectrum;
