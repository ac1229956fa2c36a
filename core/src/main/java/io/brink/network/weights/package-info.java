/**
 * Networks with weights in hand: a plain reference evaluation, and rewrites that keep the function.
 *
 * <p>A {@link io.brink.network.weights.WeightedNetwork} is a network of vectors together with the
 * matrix and bias of each affine layer. Its evaluation is direct and sequential, in double
 * precision: it exists to state what a rewrite must preserve, not to train.
 *
 * <p><b>ReLU into leaky ReLU</b> ({@link io.brink.network.weights.LeakyRewrite}; TAT, proposition
 * 4). With φ_a(x) = max(x, 0) + a·min(x, 0), for every x and a² ≠ 1
 *
 * <pre>  max(x, 0) = (φ_a(x) + a·φ_a(−x)) / (1 − a²),</pre>
 *
 * so a layer of n rectifiers is a layer of 2n leaky rectifiers between changed affine maps: the one
 * before becomes (W; −W) with bias (b; −b), the one after becomes (W, aW)/(1 − a²). Every function
 * of a ReLU network is thus a function of a leaky-ReLU network of double width.
 */
package io.brink.network.weights;
