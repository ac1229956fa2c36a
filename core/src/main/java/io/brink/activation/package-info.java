/**
 * Activation functions φ: their values and first two derivatives, where they are not smooth, their
 * symmetry and growth.
 *
 * <p>φ, φ′ and φ″ of the built-in activations keep their relative accuracy everywhere but next to
 * their own zeros: tanh′ is 1/cosh² and not 1 − tanh², GELU's negative tail goes through erfcx, and
 * so on. φ″ is the ordinary part of the second derivative; where φ′ jumps by d, the distribution φ″
 * has in addition the point mass d, which {@link io.brink.activation.Breakpoint} records. Every
 * expectation of the package {@code io.brink.expectation} splits its range at the breakpoints.
 *
 * <p>Three ways lead to an activation: a built-in by name or record ({@link
 * io.brink.activation.Activations}), an expression in x, and an implementation of {@link
 * io.brink.activation.Activation}. {@link io.brink.activation.ShapedActivation} wraps any of them
 * as γ(φ(αx + β) + δ), {@link io.brink.activation.LinearRegion} puts its tail behind a linear
 * region.
 *
 * <p>Sources: Zhang, Botev &amp; Martens 2022, "Deep Learning without Shortcuts: Shaping the Kernel
 * with Tailored Rectifiers"; Martens et al. 2021, "Rapid training of deep neural networks without
 * skip connections or normalization layers using Deep Kernel Shaping"; Yang &amp; Schoenholz 2017,
 * "Mean field residual networks: on the edge of chaos".
 */
package io.brink.activation;
