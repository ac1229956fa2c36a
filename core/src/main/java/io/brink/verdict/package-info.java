/**
 * The verdict: whether a network trains from its initialisation, why, and what to change.
 *
 * <p>Sources: Schoenholz et al. 2017, "Deep information propagation"; RES = Yang &amp; Schoenholz
 * 2017, "Mean field residual networks"; TAT = Zhang, Botev &amp; Martens 2022, "Deep Learning
 * without Shortcuts: Shaping the Kernel with Tailored Rectifiers"; DKS = Martens et al. 2021; SHR =
 * the paper on gradient explosion and representation shrinkage with layer normalisation.
 *
 * <h2>From network to verdict</h2>
 *
 * <p>{@link io.brink.verdict.Diagnosis} recognises the {@link io.brink.regime.Regime} of a network
 * from its graph and gathers {@link io.brink.verdict.Evidence} by propagating three pairs of inputs
 * forward (correlations 0, ½ and 1 − 10⁻¹²) and gradients backward. {@link
 * io.brink.verdict.Verdict} applies rules to it, each of which yields a {@link
 * io.brink.verdict.Finding}; the worst finding is the grade. {@link io.brink.verdict.Prescriptions}
 * changes the network and runs the same diagnosis again.
 *
 * <h2>Rules</h2>
 *
 * <p>Mean-field theory says what signals do at initialisation. Where that makes training fail is
 * known from experiments only, so each limit is a rule of thumb; {@link
 * io.brink.verdict.Thresholds} has them all with their sources.
 *
 * <ul>
 *   <li><b>Depth scales</b> (plain networks): with ξ_c = −1/ln R′(c*), a depth of up to 3 ξ_c
 *       trains, up to 6 ξ_c is slow, more will not train (Schoenholz et al.).
 *   <li><b>Correlations</b> (all but plain-sum residual networks): of two orthogonal inputs 1 − c
 *       at the output is at least 0.05 (TAT sets at most C_f(0) = 0.95), and slow down to e⁻⁶, what
 *       six depth scales leave. Else, the outputs of pairs of correlation 0 and ½ must differ by
 *       that part of what the inputs do, and by 0.3 of it where 1 − c is below ¼: what separates
 *       the networks of TAT that train well from those that do not.
 *   <li><b>Gradients</b>: the squared gradient of the first layer over that of the last one, as
 *       norms so that widths and strides do not enter. Beyond e^±13.9 slow, as in the deepest of
 *       the best tanh residual networks of RES; from e^±20.1 on lost, 30 layers of half the
 *       critical weight variance (He et al. 2015).
 *   <li><b>Plain-sum residual networks</b>: RES found correlations not to predict training. For
 *       tanh-like activations A√L of the law exp(A√L + B ln L) beyond the level of the best
 *       networks is slow. For (α-)ReLU the gradients of weights count, which ReLU keeps equal, and
 *       otherwise the metric expressivity s, the larger the better short of overflow.
 *   <li><b>Range</b>: mean squares beyond the range of float32 will not train (RES; its ReLU
 *       networks fail there).
 *   <li><b>Moments</b>: an infinite mean squared gradient will not train; an infinite variance of
 *       it (α-ReLU with α ≤ ¾) is slow, since no width makes gradients follow their mean (RES).
 * </ul>
 *
 * <p>A nearly linear network is remarked on and not graded.
 */
package io.brink.verdict;
