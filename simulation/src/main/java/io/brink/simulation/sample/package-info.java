/**
 * One random network of finite width: signals forward, gradients backward, tangents forward,
 * through all operations.
 *
 * <p>{@link io.brink.simulation.sample.RandomNetwork} walks the node list of a {@link
 * io.brink.network.Network}. Weights are those of {@code io.brink.simulation.weight}: by default no
 * matrix exists, and every pass is drawn given all earlier ones, so a network may be asked again
 * and again, in both directions, and answers as one network.
 *
 * <h2>Uses</h2>
 *
 * <pre>{@code
 * NetworkPlan plan = new NetworkPlan(network);
 * Workspace workspace = new Workspace();                    // one for each thread
 * for (long index = 0; index < networks; index++) {
 *   try (RandomNetwork random =
 *       new RandomNetwork(plan, WeightSampling.EXACT, seed, index, workspace)) {
 *     ForwardRun run = random.forward(InputGram.of(pair));  // or new InputColumns(x, y)
 *     double gap = run.moments(node).gap(0, 1);
 *     try (BackwardRun back = random.backwardFromRandom(run)) {
 *       double logChi = back.logActivation(0, 0);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Many pairs through one network: {@code forward} once for each pair. Directions that a
 *       weight has revealed add up, so pairs are best sent a few at a time as k inputs, and above
 *       about a third of the width {@code HELD} is cheaper.
 *   <li>One fixed network under changing inputs (gradient descent on inputs): {@code HELD}, {@code
 *       forward(new InputColumns(x, y))}, {@code backward(run, gradientsAtOutput).values(0, j)},
 *       {@code release(run)}, and again.
 *   <li>Forward figures alone: {@code forwardOnce}, which keeps nothing and is the fastest.
 *   <li>Singular values of the Jacobian: {@link io.brink.simulation.sample.JacobianSpectrum}.
 * </ul>
 *
 * <h2>Tensors</h2>
 *
 * A tensor of k inputs is k columns of width units, for an image k · pixels columns of channels,
 * times a power of two of its own, so that q = e^{±60000} neither overflows nor vanishes. A
 * convolution is its weight applied at each pixel: to the channels under the filter's centre for a
 * Delta filter, to the channels under all taps (k² · channels units, 0 beyond the border) for a
 * Gaussian fan-in filter. Layer normalisation divides by the root mean square over all units and
 * pixels of one input. Dropout draws masks for each input and pass.
 *
 * <p><b>Nearly equal inputs.</b> Where a gap 1 − c to the first input falls below 10⁻⁴, inputs are
 * held as the first and the differences of the others from it, through every operation; activations
 * map differences to differences without cancellation. So a gap of 10⁻³⁰⁰ keeps its digits.
 * Differences smaller than about 10⁻¹⁵⁰ of the input vanish.
 *
 * <p>Sources: Saxe, McClelland &amp; Ganguli 2014 and Zhang, Botev &amp; Martens 2022 (SUO) for the
 * orthogonal law; the conditioning is that of Gaussian vectors and of Haar matrices, as in
 * Bolthausen 2014 and Yang 2019.
 */
package io.brink.simulation.sample;
