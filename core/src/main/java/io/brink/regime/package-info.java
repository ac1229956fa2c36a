/**
 * What kind of network a node list is, as far as a theory beyond the recurrences covers it.
 *
 * <p>Recurrences hold for every network. Phases, depth scales and asymptotic laws hold for series
 * of equal parts: plain layers h = W φ(h₋) + b (LIN section 2), the same with layer normalisation
 * (SHR, equation 2.1), residual blocks with plain sums (RES) and networks whose sums are rescaled
 * (TAT, equation 7). {@link io.brink.regime.Regime} recognises them from the graph alone, however
 * the network was built, and carries what theory knows of each; {@link io.brink.regime.States} are
 * the nodes to which its layer numbers refer.
 */
package io.brink.regime;
