/**
 * Random matrices that are known by their products.
 *
 * <h2>Why no matrix is needed</h2>
 *
 * For inputs X (N × k), the products H = W X depend on k directions of W alone. With X = Q Rᵀ, Q
 * orthonormal, and W = s Ω with independent standard normal Ω_ij, the columns of Ω Q are
 * independent standard normal vectors: draw N × k numbers Z in place of N × N, and H = s Z Rᵀ. For
 * a Haar matrix, O Q is uniformly distributed on the orthonormal frames. Time O(N k²), memory O(N
 * k).
 *
 * <p>What a product reveals is remembered: {@link io.brink.simulation.weight.RandomWeight} may be
 * multiplied again, from either side, and each product is drawn from its distribution
 * <em>given</em> all earlier ones. A gradient is therefore sent back through the same weight that
 * the signal came through, and Lanczos' process sees one matrix. The formulas stand at {@code
 * RevealedGaussian} and {@code RevealedOrthogonal}; {@code DrawnGaussian} and {@code
 * DrawnOrthogonal} draw the matrix, and are what the others are tested against.
 *
 * <p>Weights are numbered by their variance: entries of W have variance σ_w²/fan-in, for both laws;
 * an orthogonal W is σ_w max(√(fan-out/fan-in), 1) times the first rows and columns of a Haar
 * matrix of size max(fan-in, fan-out) (SUO).
 *
 * <h2>Singular Gram matrices</h2>
 *
 * Columns that depend on those before them add no direction ({@code Factorisation}). A column of
 * any size counts in full against others of another size: it is scaled to length 1 first, so that a
 * difference of two inputs of 10⁻¹⁵⁰ of their length is a direction like any other.
 */
package io.brink.simulation.weight;
