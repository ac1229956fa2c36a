/**
 * Trajectories: what becomes of a pair of inputs from layer to layer, beside what theory says of
 * deep layers.
 *
 * <p>The exact figures are those of {@link io.brink.propagation.ForwardPropagation} at the states
 * of a network ({@link io.brink.regime.States}): the mean squares q, the correlation c, its gap 1 −
 * c without cancellation. The law beside them is the {@link io.brink.asymptotics.CorrelationLaw} of
 * the network's {@link io.brink.regime.Regime}: κ/l or k/l² at the edge of chaos, e^{−l/ξ_c}
 * elsewhere, powers of the depth in residual networks.
 *
 * <p>Layer l is the l-th state, the input being layer 0. A law is asymptotic: its constants are
 * compared with slopes fitted to the deep layers, each with its uncertainty ({@link
 * io.brink.asymptotics.LawComparison}).
 */
package io.brink.trajectory;
