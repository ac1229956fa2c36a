/**
 * Singular values of random networks of finite width against their limiting law.
 *
 * <p>{@link io.brink.simulation.spectrum.SampledSpectra} draws networks with their weight matrices,
 * multiplies their Jacobians out and decomposes them; {@link
 * io.brink.simulation.spectrum.SpectrumComparison} holds the singular values against a {@link
 * io.brink.spectrum.JacobianSpectrum}.
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
 * <p>Shares are compared above the tenth part of the continuous law from below and above 10⁻¹² of
 * the largest singular value. Below that, rounding of the product and of its decomposition takes
 * over; and where layers lose rank, the rank of the product is the smallest of theirs, which is no
 * smooth function of their scatter.
 */
package io.brink.simulation.spectrum;
