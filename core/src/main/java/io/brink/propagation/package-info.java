/**
 * Propagation: the second moments of a pair of inputs forward, and of their gradients backward,
 * through a network of infinite width.
 *
 * <h2>What is computed</h2>
 *
 * For two inputs x, x′ and every tensor y of the network: the mean squares q₁ = E y², q₂ = E y′²,
 * the means, and the correlation c = E[yy′]/√(q₁q₂), where E runs over units (channels of an image,
 * at every pixel alike) and over weights; further dc/dc₀ and d²c/dc₀², c₀ being the correlation of
 * the inputs. Composed over the network this is its Q map and its C map (Poole et al. 2016;
 * Schoenholz et al. 2017; Martens et al. 2021, DKS; Zhang, Botev &amp; Martens 2022, TAT 3).
 *
 * <h2>Rules</h2>
 *
 * With the kernels V(q) = E φ(√q z)² and W(q₁, q₂, c) = E φ(x)φ(y):
 *
 * <pre>
 *   affine, convolution   q ← σ_w² q + σ_b²,        E[yy′] ← σ_w² E[yy′] + σ_b²
 *   activation            q ← V(q),                 E[yy′] ← W(q₁, q₂, c)
 *   weighted sum          y = Σ w_i y_i:            every second moment is Σ_ij w_i w_j E[y_i y_j]
 *   layer normalisation   q ← 1, c unchanged (each input is divided by its own √q)
 *   scale                 q ← s² q, c unchanged
 *   dropout, rate p       q ← q/(1−p), c ← (1−p)c   (masks of the two inputs are independent)
 *   flatten, pooling      unchanged
 * </pre>
 *
 * A residual block of RES is p ← p + σ_v² V(q) + σ_a² with q = σ_w² p + σ_b²; a rescaled one of TAT
 * 7 is c ← w² c + (1−w²) C_R(c); a block of a layer-normalised network is P_l of the paper on
 * gradient explosion and representation shrinkage. None of these is written here: they follow from
 * the rules.
 *
 * <h2>Gaussian tensors, independent tensors</h2>
 *
 * An affine node has fresh weights: given the kernels below it, its output is a Gaussian
 * <em>source</em> with mean 0, independent of all that came before. Linear combinations of sources
 * are Gaussian; φ of a Gaussian is not, and neither is the input or a masked tensor. An activation
 * is exact on a Gaussian. Fed by anything else (ReLU after the sum of a first-generation ResNet, or
 * right on the input), it is computed as if its argument were a centred Gaussian with the same
 * second moments, and the place is named in {@link
 * io.brink.propagation.ForwardTrace#approximations}. The list also names Gaussian filters over
 * several pixels (the zero padding at borders is ignored), average pooling (pixels of a window are
 * taken to be equal) and an input that is added to a tensor with a mean (the input is taken to have
 * none).
 *
 * <p>Terms of a sum that have no source in common are independent: E[y_i y_j] is the product of
 * their means, which theory mostly assumes to be 0 and which is not for ReLU branches. Terms that
 * share a source, as in x + φ(x) or φ(h) + ψ(h + g), get their exact cross moments, computed on
 * demand by recursion over the graph: linear nodes are distributed, Stein's lemma gives E[g ψ(b)] =
 * E[gb] E ψ′(b), and E φ(a)ψ(b) is a two-dimensional expectation at the correlation of a and b.
 *
 * <h2>Numbers</h2>
 *
 * <ul>
 *   <li><b>The gap 1 − c is the state</b>, not c: each rule is applied to ½E(y/√q₁ − y′/√q₂)², as a
 *       sum of non-negative terms wherever the two lengths agree or the terms of a sum are
 *       independent and centred. For inputs of equal length the gap has full relative accuracy down
 *       to 10⁻³⁰⁰ (for sums that share sources too); for unequal ones rounding sets an absolute
 *       floor of about 10⁻²⁸ for independent terms and 10⁻¹⁵ for dependent ones.
 *   <li><b>Mean squares</b> are held as a double times a power of two of its own, so that a ReLU
 *       residual network of depth 10⁵ (q ~ e⁶⁰⁰⁰⁰) neither overflows nor loses digits; {@code
 *       logVariance} reads it.
 *   <li><b>Two passes.</b> Lengths do not depend on c. The first pass follows them and leaves, at
 *       each linear node, coefficients of gap = offset + Σ gain·gap_i; the second does one
 *       multiplication an edge and one map evaluation an activation. A grid of correlations repeats
 *       the second pass only.
 *   <li><b>Maps.</b> A homogeneous activation has one correlation map for all lengths. Otherwise
 *       consecutive layers whose q agrees to 10⁻¹⁴ share the moments at that q (with V corrected to
 *       first order). A map that is evaluated 256 times or more in one call is compiled first; an
 *       activation that meets more than 1024 variances, as in a deep residual network, or the same
 *       few ones as often, gets maps that are interpolated over ln q, to about 10⁻¹².
 *   <li><b>Jets.</b> (c′, c″) becomes (S c′, K c′² + S c″) through a map of slope S and curvature
 *       K. K = +∞ at c = 1 for an activation with a kink, S = +∞ for one with a jump; 0·∞ counts as
 *       0, so a constant stays constant and no NaN appears.
 *   <li><b>Ranges.</b> A mean square is a double with an exponent of its own. An activation that is
 *       two straight lines through 0 at one end of the range of a double (GELU above 10³⁰⁰ and
 *       below 10⁻²⁹⁰, tanh below) is taken to be those from there on, so that depth ends nothing;
 *       one that is not makes {@link io.brink.propagation.LengthOverflowException}, or a mean
 *       square of 0.
 *   <li><b>Errors.</b> The bound of a gap's error is carried to first order: the kernel's own bound
 *       is added at each activation and then multiplied by every later slope; a relative error of a
 *       length enters through the gains, and through an activation that is not homogeneous with the
 *       elasticity of its gap taken as 1. It is an estimate of accumulated rounding and quadrature
 *       error, not an enclosure, and says nothing about the approximations above or about finite
 *       width.
 * </ul>
 *
 * <h2>Accuracy</h2>
 *
 * Relative errors asserted by tests. Tanh networks of 15 to 20 layers (plain, residual, normalised;
 * equal and unequal lengths; 1 − c₀ from 10⁻¹² to 1.8), against 64-bit-mantissa recurrences: mean
 * squares 2·10⁻¹⁵, gap 10⁻¹³, slope and curvature 2·10⁻¹³. ReLU at the edge of chaos, depth
 * 100,000, against 34 digits: gap 5·10⁻¹², slope 5·10⁻¹¹. Leaky-ReLU chains, gaps down to 10⁻³⁰⁰:
 * gap 10⁻¹⁴. Each within its error bound.
 *
 * <p>Backward, tanh residual network of 12 blocks against 113-bit sums: lengths, χ, gradient
 * covariance and tangent kernel 2·10⁻¹³.
 *
 * <h2>Backward</h2>
 *
 * δ is the derivative of a loss with respect to a tensor, χ = E δ² its mean square per unit,
 * relative to 1 at the output. As weights are fresh at every affine node, what comes back through
 * one is independent of all else, and (Schoenholz et al. 2017; Yang &amp; Schoenholz 2017)
 *
 * <pre>
 *   affine, convolution   χ ← σ_w² (fan-out/fan-in) χ;  of one weight χ·q below, of one bias χ
 *   activation            χ ← E φ′² χ,  between two inputs E[δδ′] ← E φ′(x)φ′(x′) E[δδ′]
 *   weighted sum          w² χ to each term
 *   layer normalisation   χ ← χ/q (the projection along x is O(1/width))
 *   scale                 χ ← s² χ
 *   dropout, rate p       χ ← χ/(1−p), E[δδ′] unchanged
 *   pooling over k pixels the gradient over k
 * </pre>
 *
 * where fan-in counts the input's units and fan-out the output's, both over all pixels; χ of an
 * image is the mean over its pixels. A tensor that is read several times receives the sum of the
 * gradients. Contributions whose paths to the output end at different affine nodes are independent
 * and their χ add; the others are followed to where they meet, so that x + φ(x) gives E(1 + φ′)².
 * Numbers are mantissa and exponent here, too. A moment that does not exist, E φ′² of α-ReLU with α
 * ≤ ½ or of a jump, is +∞ in every node below; {@link
 * io.brink.propagation.BackwardTrace#divergences} names the node, and names one where E φ′⁴ is
 * infinite: there the mean exists but networks of finite width scatter around it without limit.
 *
 * <p>Covariances of preactivations and gradients give the neural tangent kernel (Jacot et al.
 * 2018), Σ over affine nodes of E[hh′] · Σ_units E[δδ′] for W = σ_w ω/√fan-in, b = σ_b β; for a
 * pair in {@link io.brink.propagation.BackwardTrace#tangentKernel}, for a Gram matrix, by the
 * equivalent forward recursion, in {@link io.brink.propagation.GramPropagation}. Weights of a
 * filter collect gradients from all pixels: those are uncorrelated, but pixels that an average
 * pooling later merges are taken to be equal, as in the forward pass.
 */
package io.brink.propagation;
